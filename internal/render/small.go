package render

import (
	"html/template"
	"text/template/parse"

	"beistand/internal/site"
)

// Layouts are made small once, when they are read, and not each page that is
// made of them; the markup of texts is made small where it is made, in package
// content. To minify pages took as long as to render them.

// squeezeLayouts makes the texts of layouts small. A layout that is used
// within a tag, or that starts what another one ends, stays as it is.
func squeezeLayouts(set *template.Template) {
	split := map[string]bool{}
	for again := true; again; {
		again = false
		for _, t := range set.Templates() {
			if t.Tree == nil || split[t.Name()] {
				continue
			}
			w := layoutWalk{split: split}
			w.list(t.Tree.Root, false)
			if w.Inside() || w.uneven {
				split[t.Name()] = true
			}
			again = again || w.found || split[t.Name()]
		}
	}
	for _, t := range set.Templates() {
		if t.Tree != nil && !split[t.Name()] {
			w := layoutWalk{split: split}
			w.list(t.Tree.Root, true)
		}
	}
}

// layoutWalk reads a layout from its start to its end.
type layoutWalk struct {
	site.Squeezer
	split  map[string]bool // layouts that are not whole markup
	found  bool            // whether this one uses one that was not known to be split
	uneven bool            // whether its branches end in different places, or it uses one that is split outside of a tag
}

func (w *layoutWalk) list(l *parse.ListNode, change bool) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			if text := w.Append(nil, string(n.Text)); change {
				n.Text = text
			}
		case *parse.IfNode:
			w.branches(n.List, n.ElseList, change)
		case *parse.WithNode:
			w.branches(n.List, n.ElseList, change)
		case *parse.RangeNode:
			w.branches(n.List, n.ElseList, change)
		case *parse.TemplateNode:
			switch {
			case w.Inside():
				w.found = w.found || !w.split[n.Name]
				w.split[n.Name] = true
			case w.split[n.Name]:
				w.uneven = true
			}
		}
	}
}

func (w *layoutWalk) branches(list, other *parse.ListNode, change bool) {
	before := w.Squeezer
	w.list(list, change)
	after := w.Squeezer
	w.Squeezer = before
	w.list(other, change)
	var even bool
	w.Squeezer, even = w.Join(after)
	w.uneven = w.uneven || !even
}
