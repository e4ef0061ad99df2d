package main

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordLists has a file for each language: small words, words of the field,
// endings, and words that tell things apart, each in a paragraph.
//
//go:embed words
var wordLists embed.FS

// vocabulary makes words of a language. Few are frequent and many are rare, as
// in texts that people write, so that the number of different words grows with
// the site.
type vocabulary struct {
	small, field, endings, qualities []string
}

func readVocabulary(lang string) (*vocabulary, error) {
	text, err := wordLists.ReadFile("words/" + lang + ".txt")
	if err != nil {
		return nil, fmt.Errorf("there are no words for the language %q", lang)
	}
	parts := strings.Split(strings.TrimSpace(string(text)), "\n\n")
	if len(parts) != 4 {
		return nil, fmt.Errorf("words/%s.txt has %d paragraphs, not 4", lang, len(parts))
	}
	return &vocabulary{strings.Fields(parts[0]), strings.Fields(parts[1]), strings.Fields(parts[2]), strings.Fields(parts[3])}, nil
}

// pick takes from a list, the first much more often than the last.
func pick(r *rand.Rand, list []string) string {
	f := r.Float64()
	return list[int(f*f*float64(len(list)))]
}

func (v *vocabulary) word(r *rand.Rand) string {
	switch n := r.IntN(100); {
	case n < 42:
		return pick(r, v.small)
	case n < 64:
		return pick(r, v.field)
	case n < 86:
		return pick(r, v.field) + pick(r, v.endings)
	case n < 94:
		return pick(r, v.qualities) + pick(r, v.endings)
	default: // one that is seldom or never used again
		return v.field[r.IntN(len(v.field))] + strings.ToLower(v.field[r.IntN(len(v.field))])
	}
}

func (v *vocabulary) words(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = v.word(r)
	}
	return capital(strings.Join(list, " "))
}

// title is two to four words, the first one of the field.
func (v *vocabulary) title(r *rand.Rand) string {
	return capital(pick(r, v.field) + " " + strings.ToLower(v.words(r, 1+r.IntN(3))))
}

func (v *vocabulary) sentence(r *rand.Rand) string { return v.words(r, 6+r.IntN(9)) + "." }

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
