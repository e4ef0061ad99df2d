package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// textRun is texts that follow one another without markup between, and what
// they say together; a line break in the source counts as one character.
type textRun struct {
	texts  []*ast.Text
	starts []int // where in joined each text starts
	joined string
}

// textRuns lists the runs among a node's children.
func textRuns(parent ast.Node, source []byte) []textRun {
	var runs []textRun
	for n := parent.FirstChild(); n != nil; {
		if !isText(n) {
			n = n.NextSibling()
			continue
		}
		var run textRun
		var joined strings.Builder
		for ; n != nil && isText(n); n = n.NextSibling() {
			t := n.(*ast.Text)
			run.texts = append(run.texts, t)
			run.starts = append(run.starts, joined.Len())
			joined.Write(t.Segment.Value(source))
			if t.SoftLineBreak() || t.HardLineBreak() {
				joined.WriteByte('\n')
			}
		}
		run.joined = joined.String()
		runs = append(runs, run)
	}
	return runs
}

func isText(n ast.Node) bool { _, ok := n.(*ast.Text); return ok }

// inSource is the place in the source of an offset in joined.
func (run textRun) inSource(offset int) int {
	i := len(run.texts) - 1
	for run.starts[i] > offset {
		i--
	}
	return run.texts[i].Segment.Start + offset - run.starts[i]
}

// replace takes the run out of its parent; what it returns puts nodes in its
// place, one after the other.
func (run textRun) replace(parent ast.Node) (put func(ast.Node)) {
	cut := run.texts[len(run.texts)-1].NextSibling()
	for _, t := range run.texts {
		parent.RemoveChild(parent, t)
	}
	return func(n ast.Node) {
		if cut == nil {
			parent.AppendChild(parent, n)
		} else {
			parent.InsertBefore(parent, cut, n)
		}
	}
}

// slice is new texts that say what stands in joined from start to end.
func (run textRun) slice(start, end int) []*ast.Text {
	var out []*ast.Text
	for i, t := range run.texts {
		from, to := max(start, run.starts[i]), min(end, run.starts[i]+t.Segment.Len())
		if from > to || from == to && !(start <= from && from < end) {
			continue
		}
		shift := t.Segment.Start - run.starts[i]
		piece := ast.NewTextSegment(text.NewSegment(from+shift, to+shift))
		if whole := run.starts[i] + t.Segment.Len(); to == whole && end > whole {
			piece.SetSoftLineBreak(t.SoftLineBreak())
			piece.SetHardLineBreak(t.HardLineBreak())
		}
		out = append(out, piece)
	}
	return out
}
