package site

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"beistand/internal/problem"
)

// Permalink is an address that has been published: a page, or a section of it
// by its heading's id. It leads to what it named, for ever, and so does its
// short form.
type Permalink struct {
	Page   ID
	Anchor string // empty means the page itself
	Code   string // the page's, in short links
	Number int    // of the section on its page, from 1; 0 means the page itself
	Place  problem.Place
}

// Address is the id of the page with the anchor: "/residence#who".
func (p Permalink) Address() string {
	if p.Anchor == "" {
		return string(p.Page)
	}
	return string(p.Page) + "#" + p.Anchor
}

// Short is how the lock names the address: "k7m2" a page, "k7m2-3" a section.
func (p Permalink) Short() string {
	if p.Number == 0 {
		return p.Code
	}
	return p.Code + "-" + strconv.Itoa(p.Number)
}

// Permalinks are addresses in their order: a page, then its sections.
type Permalinks []Permalink

// Find returns the place of an address; found is false where there is none.
func (l Permalinks) Find(page ID, anchor string) (i int, found bool) {
	return slices.BinarySearchFunc(l, Permalink{Page: page, Anchor: anchor}, comparePermalinks)
}

func comparePermalinks(a, b Permalink) int {
	return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Anchor, b.Anchor))
}

// Sort puts addresses into their order.
func (l Permalinks) Sort() { slices.SortFunc(l, comparePermalinks) }

// With returns the addresses and, with new codes and numbers, those of the
// pages that are not among them yet. What stands there stays as it is; what is
// new depends on nothing but its name and on what stands there.
func (l Permalinks) With(pages []*Page) Permalinks {
	all := slices.Clone(l)
	taken := map[string]bool{} // codes
	last := map[ID]int{}       // the highest number on a page
	for _, p := range l {
		taken[p.Code] = true
		last[p.Page] = max(last[p.Page], p.Number)
	}
	pages = slices.Clone(pages)
	slices.SortFunc(pages, func(a, b *Page) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range pages {
		code := ""
		if i, found := l.Find(p.ID, ""); found {
			code = l[i].Code
		} else {
			code = newCode(p.ID, taken)
			all = append(all, Permalink{Page: p.ID, Code: code})
		}
		for _, s := range p.Texts[0].Sections {
			if s.ID == "" {
				continue
			}
			if _, found := l.Find(p.ID, s.ID); !found {
				last[p.ID]++
				all = append(all, Permalink{Page: p.ID, Anchor: s.ID, Code: code, Number: last[p.ID]})
			}
		}
	}
	all.Sort()
	return all
}

// codeLetters are digits and small letters that nobody takes for another when
// they are read out or written by hand, and no vowels, so that no code is a
// word.
const codeLetters = "23456789bcdfghjkmnpqrtvwx"

// shortestCode is how long a code is at least.
const shortestCode = 4

// newCode is a code for a page, made of its id, that is not taken; it takes it.
func newCode(id ID, taken map[string]bool) string {
	for try := 0; ; try++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", id, try))
		length := shortestCode + try/4 // a few of each length, so that no code is longer than it has to be
		code := make([]byte, min(length, len(sum)))
		for i := range code {
			code[i] = codeLetters[int(sum[i])%len(codeLetters)]
		}
		if !taken[string(code)] {
			taken[string(code)] = true
			return string(code)
		}
	}
}

// IsCode reports whether the text can be the code of a page.
func IsCode(text string) bool {
	return len(text) >= shortestCode && strings.Trim(text, codeLetters) == ""
}

// ShortLinks are the addresses of the site with their codes and numbers: those
// that are recorded, and those that are new.
func (s *Site) ShortLinks() Permalinks { return s.Permalinks.With(s.Pages) }

// Resolve follows an address that was published to the page that it leads to
// now and the anchor there: an alias to its page, a former anchor to its new
// place. An anchor that a page with the alias lacks leads to its start. Found
// is false where nothing says where the address leads.
func (s *Site) Resolve(id ID, anchor string) (to Ref, found bool) {
	page, moved := s.byID[id], false
	if page == nil {
		page, moved = s.byAlias[id], true
	}
	switch {
	case page == nil:
		return Ref{}, false
	case anchor == "" || page.Texts[0].Section(anchor) != nil:
		return Ref{page, anchor}, true
	}
	for _, former := range page.Anchors {
		if former.ID == anchor {
			return former.To, true
		}
	}
	return Ref{Page: page}, moved
}

// FormerAnchor is an anchor that a page once had, and where it leads.
type FormerAnchor struct {
	ID string
	To Ref
}

const (
	// ShortID is the folder of the short links.
	ShortID ID = "/s"
	// shortSections is the folder of a page's short link where those of its
	// sections are.
	shortSections = "to/"
)

// ShortPath is where the short link of a page lies: "de/s/k7m2/".
func (l *Lang) ShortPath(code string) Path { return l.Path(ShortID.Child(code)) }

// ShortSections is where the short links of the page's sections lie, each at
// the fragment with its number: "de/s/k7m2/to/".
func (l *Lang) ShortSections(code string) Path { return l.ShortPath(code) + shortSections }
