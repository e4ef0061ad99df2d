package check

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// Reading says how hard a text is to read.
type Reading struct {
	Words    int
	Sentence int     // median number of words of a sentence
	LIX      float64 // Björnsson's index: words per sentence, plus the percentage of words of more than six letters
}

// What a text in plain language keeps to.
const (
	plainSentence = 14
	plainLIX      = 45
)

// measurable is how many words a text needs for its measures to say something:
// the LIX of "Drei Monatsmieten." is 52.
const measurable = 50

// Read measures a text without its {#law} section, which is for counsellors,
// and without citations. Sentences end as Unicode says (UAX #29), and at the
// end of a paragraph, a cell or an item.
func Read(t *site.Text) Reading {
	var sentences []int
	words, long := 0, 0
	for _, s := range t.Sections {
		if s.ID == lawID {
			continue
		}
		for block := range strings.Lines(s.Plain) {
			for _, c := range s.Citations {
				block = strings.ReplaceAll(block, c.String(), "")
			}
			for rest := block; rest != ""; {
				var sentence string
				sentence, rest, _ = uniseg.FirstSentenceInString(rest, -1)
				n := 0
				for _, w := range strings.FieldsFunc(sentence, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
					n++
					if utf8.RuneCountInString(w) > 6 {
						long++
					}
				}
				if n > 0 {
					sentences = append(sentences, n)
					words += n
				}
			}
		}
	}
	if words == 0 {
		return Reading{}
	}
	slices.Sort(sentences)
	return Reading{
		Words: words, Sentence: sentences[len(sentences)/2],
		LIX: float64(words)/float64(len(sentences)) + 100*float64(long)/float64(words),
	}
}

const lawID = "law"

// reading advises to simplify texts that are hard to read. LIX compares
// languages only with themselves, so the limit is for the source language.
func reading(s *site.Site, _ time.Time, notes notes) {
	eachPage(s, func(p *site.Page) {
		for _, t := range p.Texts {
			r := Read(t)
			if r.Words < measurable {
				continue
			}
			if r.Sentence > plainSentence {
				notes.Advise(problem.Place{File: t.File}, "half of the sentences have %d words or more", r.Sentence).
					Hint("cut them: one idea each, %d words or fewer", plainSentence)
			}
			if t.Lang == s.Source && r.LIX > plainLIX {
				notes.Advise(problem.Place{File: t.File}, "the text is hard to read: LIX %.0f, more than %d", r.LIX, plainLIX).
					Hint("use shorter words and sentences")
			}
		}
	})
}
