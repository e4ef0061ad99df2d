package content

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

var (
	alertMark  = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*$`)
	alertKinds = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}
)

// alert turns a block quote that starts with a line [!IMPORTANT] into an alert
// (https://docs.github.com/en/get-started/writing-on-github, "Alerts").
func (r *resolver) alert(quote *ast.Blockquote) {
	first, ok := quote.FirstChild().(*ast.Paragraph)
	if !ok {
		return
	}
	line := first.Lines().At(0)
	m := alertMark.FindStringSubmatch(strings.TrimRight(string(line.Value(r.source)), "\r\n"))
	if m == nil {
		return
	}
	for c := first.FirstChild(); c != nil && position(c) < line.Stop; c = first.FirstChild() {
		first.RemoveChild(first, c)
	}
	if first.FirstChild() == nil {
		quote.RemoveChild(quote, first)
	}
	kind := strings.ToUpper(m[1])
	if !slices.Contains(alertKinds, kind) {
		r.problems.Error(r.offset(line.Start), "there is no alert [!%s]", m[1]).
			Hint("the alerts are [!%s]", strings.Join(alertKinds, "], [!"))
		return
	}
	class := strings.ToLower(kind)
	a := &alertNode{class: class, title: r.word("alert." + class)}
	for c := quote.FirstChild(); c != nil; c = quote.FirstChild() {
		quote.RemoveChild(quote, c)
		a.AppendChild(a, c)
	}
	quote.Parent().ReplaceChild(quote.Parent(), quote, a)
}
