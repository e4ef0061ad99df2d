package beistand

import (
	"strings"
	"testing"

	"beistand/internal/sitetest"
)

// TestPairsOfAllPages: every page stands beside the source language in every
// other language, with every section of the source text in it.
func TestPairsOfAllPages(t *testing.T) {
	s, files := sitetest.Project(t), sitetest.BuildProject(t)
	for _, l := range s.Langs[1:] {
		for _, p := range s.Pages {
			name := l.Beside(s.Source, p.ID).File()
			pair := readPage(t, files[name])
			for _, section := range p.Texts[0].Sections {
				if section.ID != "" && pair.ids[section.ID] != 1 {
					t.Errorf("%s has the id %q %d times", name, section.ID, pair.ids[section.ID])
				}
				if translated := p.Text(l) != nil; section.ID != "" && translated && pair.ids["de-"+section.ID] != 1 {
					t.Errorf("%s lacks the section %q in German", name, section.ID)
				}
			}
		}
	}
}

// TestSideBySide: on a wide screen sections start at the same height, the
// reader's language where the eye starts; on a phone they follow one another.
func TestSideBySide(t *testing.T) {
	const row = `[...document.querySelectorAll("#steps, #de-steps")].map((h) => h.parentNode.getBoundingClientRect())`
	for _, test := range []struct {
		name          string
		width, height int64
		want          string
	}{
		{"wide", 1280, 800, row + `.every((box, i, all) => box.top === all[0].top) && ` + row + `[0].left >= ` + row + `[1].right`},
		{"phone", 360, 640, row + `[1].top >= ` + row + `[0].bottom`},
	} {
		t.Run(test.name, func(t *testing.T) {
			tab := sitetest.Open(t, sitetest.BuildProject(t), sitetest.Size(test.width, test.height))
			tab.Visit("/ar+de/residence/reflection-period/")
			tab.WaitFor(test.want)
			if got := sitetest.Eval[string](tab, `getComputedStyle(document.querySelector("#de-steps")).direction`); got != "ltr" {
				t.Errorf("the German text runs %s", got)
			}
			links := sitetest.Eval[[]string](tab, `[...document.querySelectorAll(".pair .section a[href]")].map((a) => a.pathname).filter((path) => path)`)
			for _, path := range links {
				if strings.HasPrefix(path, "/de/") || strings.HasPrefix(path, "/ar/") && !strings.HasPrefix(path, "/ar/laws/") {
					t.Errorf("a link leads to %s, to one language alone", path)
				}
			}
		})
	}
}
