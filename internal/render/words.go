package render

import (
	"maps"
	"slices"
	"text/template/parse"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// ownWords are the words that pages show without a layout asking for them.
var ownWords = []string{"az.title", "changes.title", "date.long", "date.months", "date.weekdays", "discreet-description", "discreet-title", "laws.title", "offline.title"}

// checkWords names the words that the layouts show and the language lacks.
func (s *layoutSet) checkWords(l *site.Lang, problems *problem.List) {
	shown := map[string]string{} // key → the layout that shows it
	for _, key := range ownWords {
		shown[key] = ""
	}
	for _, t := range s.templates.Templates() {
		if t.Tree == nil {
			continue
		}
		wordsIn(t.Tree.Root, func(key string) {
			if layout := shown[key]; layout == "" || t.Tree.ParseName < layout {
				shown[key] = t.Tree.ParseName
			}
		})
	}
	for _, key := range slices.Sorted(maps.Keys(shown)) { // where too many are missing, the first are told
		if l.Words.Has(key) {
			continue
		}
		layout := shown[key]
		p := problems.Error(problem.Place{File: l.Words.File}, "the word %q is missing", key)
		if layout != "" {
			p.Hint("layouts/%s shows it", layout)
		}
	}
}

// wordsIn calls found with the key of each word that a layout asks for:
// {{.Word "key"}}, {{.Count "key" n}}, {{.Lang.Words.Text "key"}}.
func wordsIn(n parse.Node, found func(key string)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				wordsIn(child, found)
			}
		}
	case *parse.ActionNode:
		wordsIn(n.Pipe, found)
	case *parse.IfNode:
		branchWords(&n.BranchNode, found)
	case *parse.RangeNode:
		branchWords(&n.BranchNode, found)
	case *parse.WithNode:
		branchWords(&n.BranchNode, found)
	case *parse.TemplateNode:
		wordsIn(n.Pipe, found)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				wordsIn(c, found)
			}
		}
	case *parse.CommandNode:
		for _, arg := range n.Args {
			wordsIn(arg, found)
		}
		if len(n.Args) > 1 && asksForWord(n.Args[0]) {
			if key, ok := n.Args[1].(*parse.StringNode); ok {
				found(key.Text)
			}
		}
	}
}

func branchWords(n *parse.BranchNode, found func(key string)) {
	wordsIn(n.Pipe, found)
	wordsIn(n.List, found)
	wordsIn(n.ElseList, found)
}

func asksForWord(n parse.Node) bool {
	var names []string
	switch n := n.(type) {
	case *parse.FieldNode:
		names = n.Ident
	case *parse.VariableNode:
		names = n.Ident
	}
	if len(names) == 0 {
		return false
	}
	method := names[len(names)-1]
	return method == "Word" || method == "Count" || method == "Text" && slices.Contains(names, "Words")
}
