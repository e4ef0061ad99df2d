package search

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// Light stemmers for languages that bleve has none for. They take off the
// endings of nouns and adjectives and leave at least three
// letters. They bring the forms of a word together; that
// what is left is a word of the dictionary is not asked of them.
const (
	ukrainianStemmer = "beistand_stemmer_uk"
	bulgarianStemmer = "beistand_stemmer_bg"
)

// Of several endings that fit, the longest is taken off.
var (
	ukrainianEndings = strings.Fields(`
		ування ованих енням
		ення ання ості істю ього ьому ними ують
		ами ями ові еві ією ого ому ими іми ість ить
		ія ії ію ах ях ам ям ом ем єм ою ею єю ів їв ий ій ої их іх ую юю
		а я о е є и і ї у ю ь й`)
	bulgarianEndings = strings.Fields(`
		овете ищата
		ията ието иете овци ове ища
		ите ата ята ото ето ъта ният еве
		ът ят ия ие ии
		а я о е и у ю ъ ь й`)
)

// lightStemmer is a token filter.
type lightStemmer struct{ endings []string }

const shortestStem = 3 // letters

func (s lightStemmer) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		if !t.KeyWord {
			t.Term = []byte(s.stem(string(t.Term)))
		}
	}
	return input
}

// stem takes the longest ending off.
func (s lightStemmer) stem(word string) string {
	best := ""
	for _, e := range s.endings {
		if len(e) > len(best) && strings.HasSuffix(word, e) && utf8.RuneCountInString(word)-utf8.RuneCountInString(e) >= shortestStem {
			best = e
		}
	}
	return strings.TrimSuffix(word, best)
}

func init() {
	for name, endings := range map[string][]string{ukrainianStemmer: ukrainianEndings, bulgarianStemmer: bulgarianEndings} {
		if err := registry.RegisterTokenFilter(name, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
			return lightStemmer{endings}, nil
		}); err != nil {
			panic(err)
		}
	}
}
