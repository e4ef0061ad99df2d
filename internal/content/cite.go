package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"beistand/internal/site"
)

// citations links the citations in a run of the parent's text.
func (r *resolver) citations(parent ast.Node, run textRun) {
	if !strings.Contains(run.joined, "§") && !strings.Contains(run.joined, "Art") {
		return
	}
	found := site.FindCitations(run.joined, r.cite)
	if len(found) == 0 {
		return
	}
	if r.cited += len(found); r.cited > maxLinks {
		if r.cited-len(found) <= maxLinks {
			r.tooManyLinks(r.offset(run.inSource(found[0].Start)))
		}
		return
	}
	put := run.replace(parent)
	done := 0
	for i, f := range found {
		if f.Unknown != nil {
			if i == 0 || found[i-1].Unknown != f.Unknown { // once for a list of sections
				last := i
				for last+1 < len(found) && found[last+1].Unknown == f.Unknown {
					last++
				}
				r.citationProblem(r.offset(run.inSource(f.Start)), run.joined[f.Start:found[last].End], *f.Unknown)
			}
			continue
		}
		for _, t := range run.slice(done, f.Start) {
			put(t)
		}
		statute := r.statute(f.Law)
		c := &citationNode{citation: f.Citation, href: statute.Link(f.Citation), lang: r.text.Lang}
		for _, t := range run.slice(f.Start, f.End) {
			c.AppendChild(c, t)
		}
		put(c)
		done = f.End
	}
	for _, t := range run.slice(done, len(run.joined)) {
		put(t)
	}
}
