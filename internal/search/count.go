package search

import (
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
)

// surface is a word as it stands in texts, with the terms it is indexed by.
// Texts repeat their words, and stemmers are slow: each is analysed once, which
// takes a tenth of the time of analysing whole texts.
type surface struct {
	text  string  // with wordMark before it when it is one term as it is
	terms []int32 // numbers; one stands twice when the word has it twice
}

func (s surface) isKeyword() bool { return strings.HasPrefix(s.text, wordMark) }

// surfaces are the different words of a language, in the order in which they
// appear.
type surfaces struct {
	list   []surface
	number map[string]int32
}

// cut returns the words of a text by their numbers.
func (s *surfaces) cut(text string, words []int32) []int32 {
	add := func(text string) {
		n, known := s.number[text]
		if !known {
			n = int32(len(s.list))
			s.number[text] = n
			s.list = append(s.list, surface{text: text})
		}
		words = append(words, n)
	}
	for {
		before, rest, marked := strings.Cut(text, wordMark)
		eachWord(before, func(start, end int) { add(before[start:end]) })
		if !marked {
			return words
		}
		term, after, _ := strings.Cut(rest, wordMark)
		add(text[len(before) : len(before)+len(wordMark)+len(term)])
		text = after
	}
}

// vocabulary lists the words that compounds may be made of: those of the texts,
// and legalWords.
func (s *surfaces) vocabulary() []string {
	list := strings.Fields(legalWords)
	for _, w := range s.list {
		if w.isKeyword() {
			for _, part := range words(w.text) {
				list = append(list, strings.ToLower(part.text))
			}
			continue
		}
		list = append(list, strings.ToLower(w.text))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// analyse gives the words their terms, and returns the terms by their numbers.
func (s *surfaces) analyse(a analysis.Analyzer) []string {
	var terms []string
	numbers := map[string]int32{}
	for i := range s.list {
		w := &s.list[i]
		text := w.text
		if w.isKeyword() {
			text += wordMark
		}
		for _, t := range a.Analyze([]byte(text)) {
			n, known := numbers[string(t.Term)]
			if !known {
				n = int32(len(terms))
				terms = append(terms, string(t.Term))
				numbers[terms[n]] = n
			}
			w.terms = append(w.terms, n)
		}
	}
	return terms
}

// posting is that a term stands in a document so many times.
type posting struct{ document, frequency int }

// statistics is what is known of the whole index.
type statistics struct {
	postings map[string][]posting // by term, in the order of documents
	lengths  []int                // number of tokens of each document
	total    int
}

// documentWords are the words of the fields of a document.
type documentWords [][]int32

// count is what bleve's index would say of the documents, which a test holds
// against it. Counting is a third of the work of building that index, writing
// its segment and reading it back.
func (s *surfaces) count(docs []Document, words []documentWords, terms []string) *statistics {
	st := &statistics{postings: make(map[string][]posting, len(terms)), lengths: make([]int, len(docs))}
	postings := make([][]posting, len(terms))
	frequency := make([]int, len(terms)) // in the document at hand
	var has []int32                      // the terms of it
	for d, doc := range docs {
		has = has[:0]
		for f, list := range words[d] {
			weight := doc.Fields[f].Weight
			for _, w := range list {
				for _, t := range s.list[w].terms {
					if frequency[t] == 0 {
						has = append(has, t)
					}
					frequency[t] += weight
					st.lengths[d] += weight
				}
			}
		}
		for _, t := range has {
			postings[t] = append(postings[t], posting{d, frequency[t]})
			frequency[t] = 0
		}
		st.lengths[d] = roundLength(st.lengths[d])
		st.total += st.lengths[d]
	}
	for t, list := range postings {
		if len(list) > 0 {
			st.postings[terms[t]] = list
		}
	}
	return st
}

// roundLength is the length as it comes back from the norm that bleve keeps of
// it, a float of 32 bits.
func roundLength(n int) int {
	if n == 0 {
		return 0
	}
	norm := float64(float32(1 / math.Sqrt(float64(n))))
	return int(math.Round(1 / (norm * norm)))
}
