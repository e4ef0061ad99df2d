package content

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"beistand/internal/problem"
)

// Limits of what content may hold. Texts come from strangers, and a small file
// can be made to cost a machine, or a reader's phone, without end: by nesting,
// by repeating an address that is written once, by a table that grows in two
// directions, or by what takes a parser longer the more of it there is. Each
// limit is several times what the longest page of the project has; beyond it a
// file is refused with a problem, never cut. The size of a file has a limit, too:
// site.MaxFile.
const (
	maxBlock    = 16 << 10 // bytes of lines without an empty line between
	maxNesting  = 16       // lists and quotations in each other, emphasis included
	maxColumns  = 12       // of a table
	maxHeadings = 500      // of a text
	maxLinks    = 1000     // of a text: links and marks of notes; and as many citations
	maxNotes    = 200      // of a text
	maxAddress  = 500      // bytes of a link's address
	maxText     = 500      // characters of a text in TOML, and of a heading
	maxToken    = 2048     // bytes of what TOML is made of: a text as it is written, a key, a number
	maxItems    = 200      // of a list in TOML
	maxKeys     = 8        // tables and lists of TOML in each other, and parts of a key
	maxWord     = 100      // letters and digits of a word
	maxMarks    = 6        // accents and vowel signs on one letter
)

var (
	// opener is what opens a list, a quotation, an explanation or a note within
	// the line, as CommonMark and its extensions have it.
	opener  = regexp.MustCompile(`^[ \t]*(?:>|[-+*:][ \t]|[0-9]{1,9}[.)][ \t]|\[\^[^\]]*\]:)`)
	columns = regexp.MustCompile(`^[ \t>|:-]*$`)
)

// checkShape reports whether a text is one that can be parsed in time that
// grows with its length: the parser goes down by a level for each sign that
// opens a list or a quotation, looks for the ends of links and emphasis within
// a block, goes through all notes for each, and fills up the rows of a table.
func (l *loader) checkShape(file string, text []byte) bool {
	block := 0 // where the block starts that the line belongs to
	notes := 0
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		line := text[at:end]
		if len(bytes.TrimSpace(line)) == 0 {
			block = end
		}
		depth := 0
		for rest := line; depth <= maxNesting && mayOpen(rest); depth++ {
			m := opener.Find(rest)
			if m == nil {
				break
			}
			rest = rest[len(m):]
		}
		if bytes.HasPrefix(bytes.TrimLeft(line, " >"), []byte("[^")) {
			notes++
		}
		switch {
		case notes > maxNotes:
			l.problems.Error(problem.At(file, text, at), "the text has more than %d notes", maxNotes).Hint("split it into several pages")
			return false
		case end-block > maxBlock:
			l.problems.Error(problem.At(file, text, block), "more than %d bytes without an empty line between", maxBlock).
				Hint("part the text into paragraphs, with empty lines between")
			return false
		case depth > maxNesting:
			l.tooDeep(problem.At(file, text, at))
			return false
		case bytes.Count(line, []byte("|")) > maxColumns+1 && columns.Match(bytes.TrimRight(line, breaks)):
			l.problems.Error(problem.At(file, text, at), "the table has more than %d columns", maxColumns).
				Hint("part it into several; on a phone few columns can be read")
			return false
		}
		at = end
	}
	return true
}

// mayOpen reports whether the pattern opener may fit: most lines are words.
func mayOpen(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && strings.IndexByte(">-+*:[0123456789", line[0]) >= 0
}

func (l *loader) tooDeep(at problem.Place) {
	l.problems.Error(at, "lists, quotations and emphasis stand in each other more than %d deep", maxNesting).
		Hint("write it as paragraphs, with headings")
}

// tooMuch reports, as a problem, that a text holds more than a page can.
func (r *resolver) tooMuch(doc ast.Node) bool {
	depth, headings, links := 0, 0, 0
	tooMuch := false
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		depth++
		switch n := n.(type) {
		case *ast.Heading:
			headings++
		case *ast.Link:
			links++
			if len(n.Destination) > maxAddress {
				r.problems.Error(r.at(n), "the link's address has %d bytes, more than %d", len(n.Destination), maxAddress).
					Hint("link to the page without what follows the ? of its address, or to the page above")
				tooMuch = true
				return ast.WalkStop, nil
			}
			if len(n.Title) > maxAddress {
				r.problems.Error(r.at(n), "the link's title has %d bytes, more than %d", len(n.Title), maxAddress).
					Hint("take it out; on a phone nobody sees it")
				tooMuch = true
				return ast.WalkStop, nil
			}
		case *ast.AutoLink, *extast.FootnoteLink:
			links++
		}
		switch {
		case depth > 2*maxNesting: // a list is two nodes: itself and its item
			r.tooDeep(r.at(n))
		case headings > maxHeadings:
			r.problems.Error(r.at(n), "the text has more than %d headings", maxHeadings).Hint("split it into several pages")
		case links > maxLinks:
			r.tooManyLinks(r.at(n))
		default:
			return ast.WalkContinue, nil
		}
		tooMuch = true
		return ast.WalkStop, nil
	})
	return tooMuch
}

func (r *resolver) tooManyLinks(at problem.Place) {
	r.problems.Error(at, "the text has more than %d links", maxLinks).Hint("split it into several pages")
}

// checkWords reports a word that is none: the search looks for words in words,
// which takes longer with the square of their length, and no screen has room.
func (r *resolver) checkWords(at problem.Place, text string) {
	if !longWord(text) {
		return
	}
	length := 0
	for _, c := range text {
		if !unicode.In(c, unicode.L, unicode.N, unicode.M) {
			length = 0
			continue
		}
		if length++; length > maxWord {
			r.problems.Error(at, "a word has more than %d letters", maxWord).Hint("look for a space that is missing, or link to the address under other words")
			return
		}
	}
}

// longWord reports whether the text may have a word that is too long: letters
// take a byte or more, and few texts have so many without a space.
func longWord(text string) bool {
	for {
		i := strings.IndexByte(text, ' ')
		switch {
		case i < 0:
			return len(text) > maxWord
		case i > maxWord:
			return true
		}
		text = text[i+1:]
	}
}
