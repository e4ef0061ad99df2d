package site_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"beistand/internal/site"
)

func pageOf(id site.ID, headings ...string) *site.Page {
	p := &site.Page{ID: id}
	t := &site.Text{Page: p}
	for _, h := range headings {
		t.Sections = append(t.Sections, &site.Section{ID: h, Level: 2})
	}
	p.Texts = []*site.Text{t}
	return p
}

// TestPermalinksStay: whatever is added to a site, and in whatever order its
// pages come, what was recorded keeps its short link, and no two share one.
func TestPermalinksStay(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var pages []*site.Page
	var recorded site.Permalinks
	for round := range 40 {
		for range 50 {
			id := site.ID(fmt.Sprintf("/p%d-%d", round, len(pages)))
			pages = append(pages, pageOf(id, "in-short", "help"))
		}
		grown := pages[random.IntN(len(pages))].Texts[0]
		grown.Sections = slices.Insert(grown.Sections, 1, &site.Section{ID: fmt.Sprintf("new%d", round), Level: 2})
		next := recorded.With(pages)
		random.Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
		if again := recorded.With(pages); !slices.Equal(again, next) {
			t.Fatal("the order of the pages changes short links")
		}
		for _, p := range recorded {
			if i, found := next.Find(p.Page, p.Anchor); !found || next[i] != p {
				t.Fatalf("%s was %s and is not any more", p.Address(), p.Short())
			}
		}
		recorded = next
	}
	seen := map[string]string{}
	for _, p := range recorded {
		if other := seen[p.Short()]; other != "" {
			t.Errorf("%s and %s share the short link %s", p.Address(), other, p.Short())
		}
		seen[p.Short()] = p.Address()
		if !site.IsCode(p.Code) {
			t.Errorf("%s is no code", p.Code)
		}
	}
	if len(recorded) != 2000*3+40 {
		t.Errorf("%d addresses, want one for each page and section", len(recorded))
	}
}
