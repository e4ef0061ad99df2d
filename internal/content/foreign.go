package content

import (
	"io/fs"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// A translation names a legal term once in the source language, in brackets,
// because that is the word on the letter and at the office: "temporary
// suspension of deportation (Duldung)". Such words are marked as being in
// another language, so that a screen reader speaks them right.

// foreignNode is words in the source language.
type foreignNode struct {
	ast.BaseInline
	attributes string
}

var kindForeign = ast.NewNodeKind("Foreign")

func (*foreignNode) Kind() ast.NodeKind              { return kindForeign }
func (n *foreignNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

var bracketed = regexp.MustCompile(`\(([^()§]{2,80})\)`)

// foreign marks in the running text of the nodes what stands somewhere in
// brackets and stands in the source text too, word for word.
func (r *resolver) foreign(parents []ast.Node) {
	runs := make([][]textRun, len(parents))
	var words []string
	for i, p := range parents {
		runs[i] = textRuns(p, r.source)
		for _, run := range runs[i] {
			for _, m := range bracketed.FindAllStringSubmatch(run.joined, -1) {
				if strings.ContainsFunc(m[1], unicode.IsLetter) && strings.Contains(r.sourceText(), m[1]) {
					words = append(words, m[1])
				}
			}
		}
	}
	if len(words) == 0 {
		return
	}
	for i, p := range parents {
		for _, run := range runs[i] {
			r.markForeign(p, run, words)
		}
	}
}

// sourceText is the text that a translation was made from, as it was written.
func (r *resolver) sourceText() string {
	source := r.text.folder.texts[0]
	if r.translated == "" && source.Lang == r.langs[0] {
		text, err := fs.ReadFile(r.fsys, source.File)
		if err != nil {
			return "" // it is read, and missed, elsewhere
		}
		r.translated = string(text)
	}
	return r.translated
}

// markForeign marks the words wherever they stand in a run of the parent's text.
func (r *resolver) markForeign(parent ast.Node, run textRun, words []string) {
	var put func(ast.Node)
	done := 0
	for at := 0; at < len(run.joined); {
		word := wordAt(run.joined, at, words)
		if word == "" {
			_, size := utf8.DecodeRuneInString(run.joined[at:])
			at += size
			continue
		}
		if put == nil {
			put = run.replace(parent)
		}
		for _, t := range run.slice(done, at) {
			put(t)
		}
		source := r.langs[0]
		n := &foreignNode{attributes: foreign(source.Code, source.Dir, r.text.Lang)}
		for _, t := range run.slice(at, at+len(word)) {
			n.AppendChild(n, t)
		}
		put(n)
		at += len(word)
		done = at
	}
	if put != nil {
		for _, t := range run.slice(done, len(run.joined)) {
			put(t)
		}
	}
}

// wordAt is the longest of the words that stands in the text there, whole.
func wordAt(text string, at int, words []string) (longest string) {
	if before, _ := utf8.DecodeLastRuneInString(text[:at]); unicode.IsLetter(before) {
		return ""
	}
	for _, w := range words {
		if len(w) > len(longest) && strings.HasPrefix(text[at:], w) {
			if after, _ := utf8.DecodeRuneInString(text[at+len(w):]); !unicode.IsLetter(after) {
				longest = w
			}
		}
	}
	return longest
}
