package content

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"beistand/internal/problem"
)

// resolver turns what an author wrote in one text into what a reader is to
// see, and says what cannot be.
type resolver struct {
	*loader
	text       *pageText
	source     []byte
	translated string          // the source text of a translation, once it was read
	markup     markupBuffer    // what render is at
	small      []byte          // the same, made small
	explained  map[string]bool // terms that the page has explained
	cited      int             // citations so far
	open       map[string]int  // tags of raw HTML that were not closed yet, by their name
}

func (r *resolver) at(n ast.Node) problem.Place { return r.offset(position(n)) }

func (r *resolver) offset(offset int) problem.Place {
	return problem.At(r.text.File, r.source, offset)
}

// position is where a node starts in the source, or its nearest neighbour that
// has a place.
func position(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Start
		}
		if p := n.Pos(); p >= 0 {
			return p
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return 0
}

// resolve walks the tree once. Nodes that it replaces are collected first, so
// that the walk sees a tree that stands still.
func (r *resolver) resolve(doc ast.Node) {
	r.explained, r.open = map[string]bool{}, map[string]int{}
	var links []*ast.Link
	var quotes []*ast.Blockquote
	var parents []ast.Node // of running text, each once
	seen := map[ast.Node]bool{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			r.rawHTML(n)
		case *ast.Image:
			r.problems.Error(r.at(n), "texts have no images").
				Hint("say it in words, which every reader can hear, translate and load")
			return ast.WalkSkipChildren, nil
		case *ast.Heading:
			if n.Parent() != doc {
				r.problems.Error(r.at(n), "a heading stands inside a list or a quotation").
					Hint("take it out, or write it in bold: **…**")
			}
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && !isWebAddress(string(n.URL(r.source))) {
				r.problems.Error(r.at(n), "%q is not a web address", n.URL(r.source)).Hint("it starts with https://")
			}
		case *ast.Link:
			links = append(links, n)
			return ast.WalkContinue, nil
		case *ast.Blockquote:
			quotes = append(quotes, n)
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if p := n.Parent(); !seen[p] {
				seen[p] = true
				parents = append(parents, p)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, quote := range quotes {
		r.alert(quote)
	}
	for _, p := range parents {
		for _, run := range textRuns(p, r.source) {
			r.leftovers(p, run)
			if !insideLink(p) {
				r.citations(p, run)
			}
		}
	}
	if r.text.Lang != r.langs[0] {
		r.foreign(parents)
	}
	for _, link := range links {
		r.link(link)
	}
}

// insideLink reports whether the node is a link or stands in one.
func insideLink(n ast.Node) bool {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		if _, ok := n.(*ast.Link); ok {
			return true
		}
	}
	return false
}

var tagPattern = regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9-]*)`)

// rawHTML reports a piece of HTML; a pair of tags is one mistake.
func (r *resolver) rawHTML(n ast.Node) {
	at := position(n)
	if m := tagPattern.FindSubmatch(r.source[at:]); m != nil {
		name := strings.ToLower(string(m[2]))
		if len(m[1]) == 0 {
			r.open[name]++
		} else if r.open[name] > 0 {
			r.open[name]--
			return
		}
	}
	r.problems.Error(r.offset(at), "raw HTML is not allowed").
		Hint("write it in Markdown; to show < itself, write \\<")
}
