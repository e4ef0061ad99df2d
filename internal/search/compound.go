package search

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// compoundFilter is the name of the token filter that adds to a German
// compound the words it is made of: to "aufenthaltserlaubnis" the words
// "aufenthalt" and "erlaubnis".
const compoundFilter = "beistand_compound"

// legalWords are words of the field that compounds are made of and that need
// not stand in a text by themselves: one a line, our own list.
//
//go:embed words_de.txt
var legalWords string

// splitter takes compounds apart into words that it knows. It only splits what
// it can cover from end to end, so it never finds a word that merely happens to
// stand inside another (Aufenthalt has no Halt, Verbraucher no Raucher).
type splitter struct {
	known map[string]bool
}

const (
	shortestPart     = 4 // letters; "Frist" and "Geld" are parts, "auf" and "ein" are not
	shortestCompound = 9
)

// linkers are what German puts between the parts of a compound, "" first.
var linkers = []string{"", "s", "es", "n", "en", "er"}

func newSplitter(vocabulary []string) *splitter {
	s := &splitter{make(map[string]bool, len(vocabulary))}
	for _, w := range vocabulary {
		if utf8.RuneCountInString(w) >= shortestPart {
			s.known[w] = true
		}
	}
	return s
}

// split returns the parts of a compound, or nil. Of several ways it takes the
// one with the fewest parts, of these the one with the longest last part: the
// last part says what the thing is.
func (s *splitter) split(w string) []string {
	if utf8.RuneCountInString(w) < shortestCompound {
		return nil
	}
	parts := s.cover(w, 3, w)
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// cover splits text, the end of whole, into at most so many known words.
func (s *splitter) cover(text string, most int, whole string) []string {
	if s.known[text] && text != whole {
		return []string{text}
	}
	if most < 2 {
		return nil
	}
	var best []string
	for i := range text {
		if utf8.RuneCountInString(text[:i]) < shortestPart || utf8.RuneCountInString(text[i:]) < shortestPart {
			continue
		}
		head := s.head(text[:i])
		if head == "" {
			continue
		}
		if rest := s.cover(text[i:], most-1, whole); rest != nil && (best == nil || len(rest)+1 < len(best)) {
			best = append([]string{head}, rest...)
		}
	}
	return best
}

// head returns the known word that a part of a compound stands for: without
// its linker, or with the ending that a compound leaves off ("Sprach-" of
// "Sprache").
func (s *splitter) head(part string) string {
	for _, l := range linkers {
		if w, ok := strings.CutSuffix(part, l); ok && s.known[w] {
			return w
		}
	}
	if s.known[part+"e"] {
		return part + "e"
	}
	return ""
}

// parts are the words that a compound is searched by: each part, and the ends
// that several parts make ("Verweigerungsrecht" of "Zeugnisverweigerungsrecht").
func (s *splitter) parts(w string) []string {
	split := s.split(w)
	list := slices.Clone(split)
	rest := w
	for _, part := range split[:max(0, len(split)-2)] {
		i := strings.Index(rest, strings.TrimSuffix(part, "e"))
		rest = rest[i+len(strings.TrimSuffix(part, "e")):]
		for _, l := range slices.Backward(linkers) {
			if tail, ok := strings.CutPrefix(rest, l); ok && s.cover(tail, 2, w) != nil {
				rest = tail
				break
			}
		}
		list = append(list, rest)
	}
	return list
}

// Filter adds the parts behind each compound, at its place.
func (s *splitter) Filter(input analysis.TokenStream) analysis.TokenStream {
	out := make(analysis.TokenStream, 0, len(input))
	for _, t := range input {
		out = append(out, t)
		if t.KeyWord {
			continue
		}
		for _, part := range s.parts(string(t.Term)) {
			out = append(out, &analysis.Token{Term: []byte(part), Position: t.Position, Start: t.Start, End: t.End, Type: t.Type})
		}
	}
	return out
}

func init() {
	err := registry.RegisterTokenFilter(compoundFilter, func(config map[string]any, _ *registry.Cache) (analysis.TokenFilter, error) {
		vocabulary, _ := config["vocabulary"].([]string)
		return newSplitter(vocabulary), nil
	})
	if err != nil {
		panic(err)
	}
}
