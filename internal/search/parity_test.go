package search

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"beistand/assets"
	"beistand/internal/content"
	"beistand/internal/site"
)

// project is the project's own site.
func project(t testing.TB) *site.Site {
	t.Helper()
	s, problems, err := content.Load(os.DirFS("../.."))
	if err != nil || s == nil {
		t.Fatal(err, problems.Sorted())
	}
	return s
}

// ranking is what the script says of documents.
type ranking []struct {
	Document int
	Score    float64
}

// TestParity: for words as they stand in the texts, the browser ranks the
// documents as bleve does, with the same scores: one, two and three words, in
// every language, hundreds of queries made of the real vocabulary.
func TestParity(t *testing.T) {
	s := project(t)
	for _, lang := range s.Langs {
		t.Run(lang.Code, func(t *testing.T) {
			ix, err := New(s, lang)
			if err != nil {
				t.Fatal(err)
			}
			defer ix.Close()
			ranks := map[string]func(string, []string) ranking{"small": openScript(t, ix, false), "large": openScript(t, ix, true)}
			keys, err := ix.keys()
			if err != nil {
				t.Fatal(err)
			}
			random := rand.New(rand.NewPCG(1, 2))
			for try := range 300 {
				typed, terms := pick(random, keys, 1+try%3)
				want, err := ix.searchTerms(terms, len(ix.Documents), false)
				if err != nil {
					t.Fatal(err)
				}
				for _, rank := range ranks {
					compareRanking(t, typed, rank(lang.Code, typed), want)
				}
			}
		})
	}
}

// pick takes words that each have one term of their own.
func pick(random *rand.Rand, keys []key, count int) (typed, terms []string) {
	seen := map[string]bool{}
	for len(terms) < count {
		k := keys[random.IntN(len(keys))]
		if len(k.terms) == 1 && !seen[k.terms[0]] {
			seen[k.terms[0]] = true
			typed, terms = append(typed, k.text), append(terms, k.terms[0])
		}
	}
	return typed, terms
}

func openScript(t *testing.T, ix *Index, large bool) func(lang string, keys []string) ranking {
	t.Helper()
	files, err := ix.freeze(large)
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewEngine(assets.SearchCore(), files)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.open(ix.Lang.Code); err != nil {
		t.Fatal(err)
	}
	for _, name := range files.Paths() {
		if strings.Contains(name, "/p/") || name == IndexPath(ix.Lang) {
			continue
		}
		if err := e.load(name); err != nil {
			t.Fatal(err)
		}
	}
	var rank func(lang string, keys []string) ranking
	if _, err := e.vm.RunString(`function rank(lang, keys) { return rankDocuments(opened[lang], keys); }`); err != nil {
		t.Fatal(err)
	}
	if err := e.vm.ExportTo(e.vm.Get("rank").(*goja.Object), &rank); err != nil {
		t.Fatal(err)
	}
	return rank
}

func compareRanking(t *testing.T, query []string, got ranking, want []Hit) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%q: the script finds %d documents, bleve %d", query, len(got), len(want))
		return
	}
	for i, h := range want {
		if math.Abs(got[i].Score-h.Score) > 1e-6 {
			t.Errorf("%q: place %d has %.9f in the script, %.9f in bleve", query, i+1, got[i].Score, h.Score)
			return
		}
		// Equals that differ in the last bit may change places.
		if got[i].Document != h.Number && math.Abs(scoreOf(want, got[i].Document)-h.Score) > 1e-6 {
			t.Errorf("%q: place %d is document %d in the script, %d in bleve", query, i+1, got[i].Document, h.Number)
			return
		}
	}
}

func scoreOf(hits []Hit, document int) float64 {
	for _, h := range hits {
		if h.Number == document {
			return h.Score
		}
	}
	return math.NaN()
}

// TestFrozen: the dictionary and the postings read back from the files as they
// went in.
func TestFrozen(t *testing.T) {
	s := project(t)
	ix, err := New(s, s.Source)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	st := ix.stats
	keys, err := ix.keys()
	if err != nil {
		t.Fatal(err)
	}
	shards, _ := freezeKeys(keys, st, false)
	got := thaw(t, shards)
	if len(got) != len(keys) {
		t.Fatalf("%d keys read back of %d", len(got), len(keys))
	}
	for _, k := range keys {
		var want string
		for _, term := range k.terms {
			want += fmt.Sprint(st.postings[term])
		}
		if got[k.text] != want {
			t.Errorf("%q reads back as %s, want %s", k.text, got[k.text], want)
		}
	}
}

// thaw reads shards back: the postings of each key, as text.
func thaw(t *testing.T, shards []*shard) map[string]string {
	t.Helper()
	var lists [][]posting
	type entry struct {
		key   string
		terms []int
	}
	var entries []entry
	for _, s := range shards {
		list, err := readNumbers(s.postings.String())
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(list); {
			count, document := list[at], -1
			at++
			var p []posting
			for range count {
				n := list[at]
				at++
				document += n/2 + 1
				frequency := 1
				if n%2 == 1 {
					frequency = list[at] + 2
					at++
				}
				p = append(p, posting{document, frequency})
			}
			lists = append(lists, p)
		}
		next := s.term
		before := []rune(nil)
		text := s.keys.String()
		number := func() int {
			for i := range len(text) {
				if digitValue(text[i]) < base {
					n, err := readNumbers(text[:i+1])
					if err != nil {
						t.Fatal(err)
					}
					text = text[i+1:]
					return n[0]
				}
			}
			t.Fatal("no number")
			return 0
		}
		for text != "" {
			shared := number()
			end := 0
			for text[end] != '|' && text[end] != '!' {
				end++
			}
			before = append(append([]rune(nil), before[:shared]...), []rune(text[:end])...)
			mark := text[end]
			text = text[end+1:]
			e := entry{key: string(before)}
			if mark == '|' {
				e.terms = []int{next}
				next++
			} else {
				for count := number(); count > 0; count-- {
					if back := number(); back > 0 {
						e.terms = append(e.terms, next-back)
					} else {
						e.terms = append(e.terms, next)
						next++
					}
				}
			}
			entries = append(entries, e)
		}
	}
	result := map[string]string{}
	for _, e := range entries {
		text := ""
		for _, term := range e.terms {
			text += fmt.Sprint(lists[term])
		}
		result[e.key] = text
	}
	return result
}
