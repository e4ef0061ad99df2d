package search

import (
	"testing"

	"github.com/BurntSushi/toml"

	"beistand/assets"
	"beistand/internal/site"
)

// TestLargeSites: in the files of a large site questions are answered as well,
// and no word loads more than three files of postings, whatever was typed.
func TestLargeSites(t *testing.T) {
	s := project(t)
	files := site.Files{}
	for _, l := range s.Langs {
		ix, err := New(s, l)
		if err != nil {
			t.Fatal(err)
		}
		frozen, err := ix.freeze(true)
		if err != nil {
			t.Fatal(err)
		}
		files.Add(frozen)
		if l != s.Source {
			continue
		}
		most := 0
		for _, kind := range queryKinds {
			words := 1
			if kind.name == "two words" {
				words = 2
			}
			for _, query := range sampleQueries(ix, kind.of, 10) {
				lists := firstLoad(t, files, query).lists
				most = max(most, lists)
				if lists > 3*words {
					t.Errorf("%q loads %d files of postings", query, lists)
				}
			}
		}
		if most < 3 {
			t.Errorf("the site is too small: a query loads %d files of postings at most", most)
		}
	}
	e, err := NewEngine(assets.SearchCore(), files)
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Query []Question }
	if _, err := toml.DecodeFile("testdata/queries.toml", &list); err != nil {
		t.Fatal(err)
	}
	v, err := Evaluate(s, e, list.Query)
	if err != nil {
		t.Fatal(err)
	}
	if share := v.All.Success3(); share < 0.95 {
		t.Errorf("Success@3 is %.3f", share)
	}
}
