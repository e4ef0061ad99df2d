package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// benchSite is the plan of a site: its languages, and its pages as a tree.
type benchSite struct {
	langs []string
	words map[string]*vocabulary
	pages []page
}

// page is one page; its number seeds its structure, the same in all languages.
type page struct {
	id       string // "/section-1/group-2/page-3", "/" for the home page
	order    int    // among its siblings
	hasPages bool   // below it
}

const (
	sections  = 20 // at the top, named in the menu of every page
	groupSize = 25 // pages of a group, with its own
)

// newSite plans a site of so many pages a language: a home page, sections,
// groups in these and pages in groups.
func newSite(pages int, langs []string) (*benchSite, error) {
	s := &benchSite{langs: langs, words: map[string]*vocabulary{}}
	for _, lang := range langs {
		v, err := readVocabulary(lang)
		if err != nil {
			return nil, err
		}
		s.words[lang] = v
	}
	s.pages = append(s.pages, page{"/", 0, true})
	top := max(0, min(sections, pages/5, pages-1))
	for i := range top {
		section := fmt.Sprintf("/section-%d", i+1)
		rest := (pages - 1 - top + i) / top // so that all of them make up the sum
		s.pages = append(s.pages, page{section, i, rest > 0})
		for g := 1; rest > 0; g++ {
			size := min(groupSize, rest)
			rest -= size
			group := fmt.Sprintf("%s/group-%d", section, g)
			s.pages = append(s.pages, page{group, g, size > 1})
			for n := 1; n < size; n++ {
				s.pages = append(s.pages, page{fmt.Sprintf("%s/page-%d", group, n), n, false})
			}
		}
	}
	return s, nil
}

// dialect is how a generator writes what Markdown does not settle.
type dialect interface {
	link(lang, id, anchor, text string) string
	cite(section, paragraph int, law string) string
}

// text is a page in one language.
type text struct {
	title, summary string
	keywords       []string
	body           string
}

var sectionIDs = []string{"in-short", "who", "what", "conditions", "steps", "deadlines", "risks", "help", "law"}

// text writes a page: sections with ids, citations, links, a list, a table, a
// note; about four hundred words in all.
func (s *benchSite) text(number int, lang string, d dialect) text {
	shape := rand.New(rand.NewPCG(1, uint64(number)))
	r := rand.New(rand.NewPCG(2, uint64(number)))
	v := s.words[lang]
	t := text{title: v.title(r), summary: v.sentence(r)}
	for range 6 {
		t.keywords = append(t.keywords, strings.ToLower(v.title(r)))
	}
	anchor := func() string { // every page has these
		return []string{"in-short", "steps", "law"}[shape.IntN(3)]
	}
	link := func() string {
		return d.link(lang, s.pages[shape.IntN(len(s.pages))].id, anchor(), v.title(r))
	}
	cite := func() string {
		return d.cite(1+shape.IntN(100), 1+shape.IntN(7), laws[shape.IntN(len(laws))].abbreviation)
	}
	var b strings.Builder
	for _, id := range sectionIDs {
		if (id == "conditions" || id == "risks") && shape.IntN(2) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n", v.title(r), id)
		for range 2 + shape.IntN(3) {
			b.WriteString(v.sentence(r) + " ")
		}
		fmt.Fprintf(&b, "%s (%s).\n", v.words(r, 4), cite())
		switch id {
		case "who", "deadlines":
			b.WriteByte('\n')
			for range 3 {
				fmt.Fprintf(&b, "- **%s:** %s %d %s.\n", v.title(r), v.words(r, 3), 2+shape.IntN(28), v.words(r, 3))
			}
		case "what":
			fmt.Fprintf(&b, "\n| %s | %s |\n|---|---|\n", v.title(r), v.title(r))
			for range 3 {
				fmt.Fprintf(&b, "| %s | %s |\n", v.title(r), v.words(r, 4))
			}
		case "steps":
			b.WriteByte('\n')
			for n := range 3 {
				fmt.Fprintf(&b, "%d. %s %s.\n", n+1, v.sentence(r), link())
			}
		case "risks":
			fmt.Fprintf(&b, "\n> [!WARNING]\n> %s %s\n", v.sentence(r), v.sentence(r))
		case "help":
			fmt.Fprintf(&b, "\n%s %s. %s\n", v.words(r, 3), link(), v.sentence(r))
		}
	}
	t.body = b.String()
	return t
}

// laws are what the texts cite.
var laws = []struct{ abbreviation, title, url string }{
	{"AufenthG", "Aufenthaltsgesetz", "https://www.gesetze-im-internet.de/aufenthg_2004/"},
	{"StGB", "Strafgesetzbuch", "https://www.gesetze-im-internet.de/stgb/"},
	{"BGB", "Bürgerliches Gesetzbuch", "https://www.gesetze-im-internet.de/bgb/"},
	{"AsylG", "Asylgesetz", "https://www.gesetze-im-internet.de/asylvfg_1992/"},
}
