package search_test

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"beistand/assets"
	"beistand/internal/search"
	"beistand/internal/sitetest"
)

// TestRelevance: of queries of real life at least 95 of 100 have a right page
// among the first three hits, and at least 90 of 100 in every language.
func TestRelevance(t *testing.T) {
	s := sitetest.Project(t)
	files, err := search.Files(s)
	if err != nil {
		t.Fatal(err)
	}
	e, err := search.NewEngine(assets.SearchCore(), files)
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Query []search.Question }
	if _, err := toml.DecodeFile("testdata/queries.toml", &list); err != nil {
		t.Fatal(err)
	}
	v, err := search.Evaluate(s, e, list.Query)
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	if err := v.Print(&table); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + table.String())
	if share := v.All.Success3(); share < 0.95 {
		t.Errorf("Success@3 is %.3f", share)
	}
	for _, lang := range s.Langs {
		o := v.ByLang[lang.Code]
		if o == nil || o.Questions < 15 {
			t.Errorf("%s has fewer than 15 questions", lang.Code)
		} else if o.Success3() < 0.90 {
			t.Errorf("%s: Success@3 is %.3f", lang.Code, o.Success3())
		}
	}
}
