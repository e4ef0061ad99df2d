package site

import (
	"cmp"
	"slices"
	"time"

	"beistand/internal/problem"
)

// Change is what changed on a page, in substance, for those who come back.
type Change struct {
	Page  *Page
	Date  time.Time
	About map[string]string // language code → what changed
	Place problem.Place
}

// AboutIn says in the language, or the next best one, what changed, and which
// language that is.
func (c *Change) AboutIn(l, source *Lang) (string, *Lang) { return textIn(c.About, l, source) }

// textIn is the text in the language, along the chain of fallbacks, or in the
// source language.
func textIn(texts map[string]string, l, source *Lang) (string, *Lang) {
	for _, in := range append(append([]*Lang{l}, l.Fallback...), source) {
		if text := texts[in.Code]; text != "" {
			return text, in
		}
	}
	return "", l
}

// Changes lists what changed, the newest first; of one day in the order of the
// pages.
func (s *Site) Changes() []*Change {
	var all []*Change
	for _, p := range s.Pages {
		all = append(all, p.Changes...)
	}
	slices.SortStableFunc(all, func(a, b *Change) int { return cmp.Compare(b.Date.Unix(), a.Date.Unix()) })
	return all
}
