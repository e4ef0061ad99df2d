package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"beistand/internal/site"
)

// citations links the citations in the running text of a node.
func (r *resolver) citations(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; {
		if !isText(n) {
			n = n.NextSibling()
			continue
		}
		var run []*ast.Text
		for n != nil && isText(n) {
			run = append(run, n.(*ast.Text))
			n = n.NextSibling()
		}
		r.citeRun(parent, run)
	}
}

// citeRun finds citations in texts that follow one another. A line break in
// the source, which a citation may have, counts as a space.
func (r *resolver) citeRun(parent ast.Node, run []*ast.Text) {
	var joined strings.Builder
	starts := make([]int, len(run))
	for i, t := range run {
		starts[i] = joined.Len()
		joined.Write(t.Segment.Value(r.source))
		if t.SoftLineBreak() || t.HardLineBreak() {
			joined.WriteByte('\n')
		}
	}
	if !strings.Contains(joined.String(), "§") && !strings.Contains(joined.String(), "Art") {
		return
	}
	inSource := func(offset int) int {
		i := len(run) - 1
		for starts[i] > offset {
			i--
		}
		return run[i].Segment.Start + offset - starts[i]
	}
	cut := run[len(run)-1].NextSibling()
	for _, t := range run {
		parent.RemoveChild(parent, t)
	}
	put := func(n ast.Node) {
		if cut == nil {
			parent.AppendChild(parent, n)
		} else {
			parent.InsertBefore(parent, cut, n)
		}
	}
	done := 0
	for _, f := range site.FindCitations(joined.String(), r.cite) {
		if f.Unknown != nil {
			r.citationProblem(r.offset(inSource(f.Start)), joined.String()[f.Start:f.End], *f.Unknown)
			continue
		}
		for _, t := range slice(run, starts, done, f.Start) {
			put(t)
		}
		statute := r.statute(f.Law)
		c := &citationNode{citation: f.Citation, href: statute.Link(f.Citation), lang: r.text.Lang}
		for _, t := range slice(run, starts, f.Start, f.End) {
			c.AppendChild(c, t)
		}
		put(c)
		done = f.End
	}
	for _, t := range slice(run, starts, done, joined.Len()) {
		put(t)
	}
}

// slice cuts the part from start to end out of texts of which each starts at
// an offset of its own.
func slice(run []*ast.Text, starts []int, start, end int) []*ast.Text {
	var out []*ast.Text
	for i, t := range run {
		from, to := max(start, starts[i]), min(end, starts[i]+t.Segment.Len())
		if from > to || from == to && !(start <= from && from < end) {
			continue
		}
		piece := ast.NewTextSegment(text.NewSegment(t.Segment.Start+from-starts[i], t.Segment.Start+to-starts[i]))
		if whole := starts[i] + t.Segment.Len(); to == whole && end > whole {
			piece.SetSoftLineBreak(t.SoftLineBreak())
			piece.SetHardLineBreak(t.HardLineBreak())
		}
		out = append(out, piece)
	}
	return out
}

func isText(n ast.Node) bool { _, ok := n.(*ast.Text); return ok }
