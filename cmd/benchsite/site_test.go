package main

import (
	"path/filepath"
	"strings"
	"testing"

	"beistand/internal/build"
	"beistand/internal/sitetest"
)

// TestSite: a site has as many pages as were asked for and no problems, and is
// the same each time.
func TestSite(t *testing.T) {
	for _, pages := range []int{1, 2, 7, 100, 1000, 5000} {
		s, err := newSite(pages, []string{"de"})
		if err != nil {
			t.Fatal(err)
		}
		if len(s.pages) != pages {
			t.Errorf("%d pages were asked for, there are %d", pages, len(s.pages))
		}
	}
	langs := strings.Split(defaultLangs, ",")
	var sizes []int
	for range 2 {
		s, err := newSite(30, langs)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "site")
		if err := s.writeBeistand(dir); err != nil {
			t.Fatal(err)
		}
		folder, err := build.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		result, problems, err := build.Files(folder, build.Options{Today: sitetest.Today})
		if err != nil || result == nil {
			t.Fatal(err, problems.Sorted())
		}
		texts := 0
		for _, p := range result.Site.Pages {
			texts += len(p.Texts)
		}
		if texts != 30*len(langs) {
			t.Errorf("%d texts, want %d", texts, 30*len(langs))
		}
		sizes = append(sizes, result.Files.Size())
	}
	if sizes[0] != sizes[1] {
		t.Errorf("the same site has %d bytes and then %d", sizes[0], sizes[1])
	}
}
