package search

import (
	"context"
	"math"
	"reflect"
	"slices"
	"strconv"
	"testing"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// TestCount: what we count is what bleve's own index of the same documents
// holds, in every language.
func TestCount(t *testing.T) {
	s := project(t)
	for _, lang := range s.Langs {
		ix, err := New(s, lang)
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		if err := ix.open(); err != nil {
			t.Fatal(err)
		}
		want, err := ix.readStats()
		if err != nil {
			t.Fatal(err)
		}
		if len(ix.stats.postings) != len(want.postings) || ix.stats.total != want.total {
			t.Errorf("%s: %d terms and %d tokens, bleve has %d and %d", lang.Code, len(ix.stats.postings), ix.stats.total, len(want.postings), want.total)
		}
		if !slices.Equal(ix.stats.lengths, want.lengths) {
			t.Errorf("%s: the lengths are %v, in bleve %v", lang.Code, ix.stats.lengths, want.lengths)
		}
		for term, list := range want.postings {
			if !reflect.DeepEqual(ix.stats.postings[term], list) {
				t.Errorf("%s: %q stands in %v, in bleve in %v", lang.Code, term, ix.stats.postings[term], list)
			}
		}
	}
}

// readStats reads bleve's index back.
func (ix *Index) readStats() (*statistics, error) {
	advanced, err := ix.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	st := &statistics{postings: map[string][]posting{}, lengths: make([]int, len(ix.Documents))}
	dictionary, err := reader.FieldDict(textField)
	if err != nil {
		return nil, err
	}
	defer dictionary.Close()
	for entry, err := dictionary.Next(); entry != nil || err != nil; entry, err = dictionary.Next() {
		if err != nil {
			return nil, err
		}
		list, err := ix.readPostings(reader, entry.Term, st.lengths)
		if err != nil {
			return nil, err
		}
		st.postings[entry.Term] = list
	}
	for _, n := range st.lengths {
		st.total += n
	}
	return st, nil
}

func (ix *Index) readPostings(reader bleveindex.IndexReader, term string, lengths []int) ([]posting, error) {
	docs, err := reader.TermFieldReader(context.Background(), []byte(term), textField, true, true, false)
	if err != nil {
		return nil, err
	}
	defer docs.Close()
	var list []posting
	for d, err := docs.Next(nil); d != nil || err != nil; d, err = docs.Next(nil) {
		if err != nil {
			return nil, err
		}
		name, err := reader.ExternalID(d.ID)
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(name)
		if err != nil {
			return nil, err
		}
		list = append(list, posting{n, int(d.Freq)})
		lengths[n] = int(math.Round(1 / (d.Norm * d.Norm)))
	}
	slices.SortFunc(list, func(a, b posting) int { return a.document - b.document })
	return list, nil
}
