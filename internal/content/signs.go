package content

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// signs are those of Markdown which, where they are left in running text, came
// to nothing: readers would see them.
var signs = []struct {
	pattern       *regexp.Regexp
	message, hint string
}{
	{
		regexp.MustCompile(`\[\^[^\[\]]*\]`), "there is no note %q",
		"write it on a line of its own: [^1]: …",
	},
	{
		regexp.MustCompile(`\[![A-Za-z]+\]`), "the mark %q makes no alert here",
		"it starts a quotation and has a line of its own: > [!NOTE]",
	},
	{
		regexp.MustCompile(`(?:\[[^\[\]]*)?\](?:\[[^\[\]]*\]|\()`), "%q does not become a link",
		"write [text](/residence) or [text](https://…), without spaces in the address; to show ] itself, write \\]",
	},
	{
		headingID, "the id %q belongs to no heading",
		"write it behind the words of a heading: ## … {#how-long}",
	},
}

var (
	headingID = regexp.MustCompile(`\{#[^{}]*\}`)
	escaped   = regexp.MustCompile(`\\[[:punct:]]`)
)

// leftovers reports the signs of Markdown that are left in a run of the
// parent's text. What is wrong with the id of a heading is said of the heading.
func (r *resolver) leftovers(parent ast.Node, run textRun) {
	if !strings.ContainsAny(run.joined, "[]{") {
		return
	}
	joined := escaped.ReplaceAllString(run.joined, "  ")
	_, inHeading := parent.(*ast.Heading)
	for _, sign := range signs {
		if inHeading && sign.pattern == headingID {
			continue
		}
		for _, m := range sign.pattern.FindAllStringIndex(joined, -1) {
			r.problems.Error(r.offset(run.inSource(m[0])), sign.message, joined[m[0]:m[1]]).Hint("%s", sign.hint)
		}
	}
}

// unusedNotes collects the footnotes that nothing refers to, before goldmark
// drops them.
type unusedNotes struct{}

var unusedNotesKey = parser.NewContextKey()

func (unusedNotes) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	var unused []*extast.Footnote
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if note, ok := n.(*extast.Footnote); ok && entering && note.Index < 0 {
			unused = append(unused, note)
		}
		return ast.WalkContinue, nil
	})
	pc.Set(unusedNotesKey, unused)
}

// notes reports the footnotes that nothing refers to.
func (r *resolver) notes(pc parser.Context) {
	for _, note := range pc.Get(unusedNotesKey).([]*extast.Footnote) {
		r.problems.Error(r.at(note), "nothing refers to the note \"[^%s]\"", note.Ref).
			Hint("write [^%s] where it belongs, or delete the note", note.Ref)
	}
}
