package render

import (
	"slices"
	"text/template/parse"
)

// A layout that shows links (.Children, .Doors) asks a View, which notes what
// it finds. One that takes hold of the site itself, or of a page, and goes on
// from there to other pages ({{range .Site.Pages}}, {{.Page.Parent.Kind}}) asks
// nobody. What is made with such a layout is made again whenever something has
// changed: that is slower and never wrong.

var (
	// ways lead from a page or the site to other pages.
	ways = []string{"Parent", "Children", "Related", "Selection", "Home", "Pages", "Glossary", "MentionsIn", "Page", "Path"}
	// holds are values from which ways start. To ask for something of them
	// ({{.Page.Kind}}) is no harm; to keep one in a variable, or as dot, is.
	holds = []string{"Site", "Page", "Text", "Texts", "Best", "Parent", "Home", "Glossary", "Pages"}
)

// findOpen finds the layouts that take hold, or use one that does.
func (s *layoutSet) findOpen() {
	for again := true; again; {
		again = false
		for _, t := range s.templates.Templates() {
			if t.Tree != nil && !s.open[t.Name()] && s.opens(t.Tree.Root) {
				s.open[t.Name()], again = true, true
			}
		}
	}
}

func (s *layoutSet) opens(n parse.Node) bool {
	switch n := n.(type) {
	case *parse.ListNode:
		return n != nil && slices.ContainsFunc(n.Nodes, s.opens)
	case *parse.ActionNode:
		return takes(n.Pipe, len(n.Pipe.Decl) > 0)
	case *parse.IfNode:
		return takes(n.Pipe, len(n.Pipe.Decl) > 0) || s.opens(n.List) || s.opens(n.ElseList)
	case *parse.WithNode:
		return takes(n.Pipe, true) || s.opens(n.List) || s.opens(n.ElseList)
	case *parse.RangeNode:
		return takes(n.Pipe, true) || s.opens(n.List) || s.opens(n.ElseList)
	case *parse.TemplateNode:
		return s.open[n.Name] || n.Pipe != nil && takes(n.Pipe, true)
	}
	return false
}

// takes reports whether an expression goes to other pages or, when its value
// is kept, takes hold.
func takes(n parse.Node, kept bool) bool {
	switch n := n.(type) {
	case *parse.PipeNode:
		for i, c := range n.Cmds {
			if takes(c, kept || i+1 < len(n.Cmds)) {
				return true
			}
		}
	case *parse.CommandNode:
		for i, arg := range n.Args {
			if takes(arg, kept || i > 0) {
				return true
			}
		}
	case *parse.FieldNode:
		return leads(n.Ident, kept)
	case *parse.VariableNode:
		return leads(n.Ident[1:], kept)
	case *parse.ChainNode:
		return takes(n.Node, true) || slices.ContainsFunc(n.Field, func(name string) bool { return slices.Contains(ways, name) || slices.Contains(holds, name) })
	}
	return false
}

func leads(names []string, kept bool) bool {
	for i, name := range names {
		if i > 0 && slices.Contains(ways, name) {
			return true
		}
	}
	return kept && len(names) > 0 && slices.Contains(holds, names[len(names)-1])
}
