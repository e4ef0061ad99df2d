package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// translations compares every translation with its source text: it has the
// same citations, links and numbers in each section, and the source has not
// changed since.
func translations(s *site.Site, _ time.Time, notes notes) {
	eachPage(s, func(p *site.Page) {
		source := p.Texts[0]
		if len(p.Texts) == 1 {
			return
		}
		says := make([]statement, len(source.Sections))
		for i, section := range source.Sections {
			says[i] = stated(section)
		}
		for _, t := range p.Texts[1:] {
			at := problem.Place{File: t.File}
			if t.Aged() {
				notes.Warning(at, "the source text %s has changed since it was translated", source.File).
					Hint("compare the two, then run: beistand translations stamp %s", t.File)
			}
			if t.Unstamped() {
				notes.Advise(at, "the translation does not say which source text it was made from").
					Hint("when it says what %s says, run: beistand translations stamp %s", source.File, t.File)
			}
			for i, section := range source.Sections {
				other := t.Section(section.ID)
				if other == nil {
					continue
				}
				said := stated(other)
				compare(notes, other, "citation", says[i].provisions, said.provisions)
				compare(notes, other, "link", section.Links, other.Links)
				compare(notes, other, "number", says[i].numbers, said.numbers)
			}
		}
	})
}

// statement is what a section and its translations have to have in common,
// beside the links.
type statement struct{ provisions, numbers []string }

func stated(s *site.Section) statement { return statement{provisions(s), numbers(s)} }

func provisions(s *site.Section) []string {
	var list []string
	for _, c := range s.Citations {
		list = append(list, c.String())
	}
	return list
}

var (
	numberPattern = regexp.MustCompile(`[0-9]{1,3}(?:[.,'’٬\x{A0}\x{202F}][0-9]{3})+\b|[0-9]+`)
	notDigits     = regexp.MustCompile(`[^0-9]`)
)

// numbers lists the numbers of a section outside of its citations, whose
// numbers are compared as citations: periods, amounts, phone numbers. A number
// is the same in the digits of any script and with any sign, or none, between
// its thousands.
func numbers(s *site.Section) []string {
	plain := site.Digits(s.Plain)
	if !strings.ContainsAny(plain, "0123456789") {
		return nil
	}
	count := map[string]int{}
	for _, n := range numberPattern.FindAllString(plain, -1) {
		count[notDigits.ReplaceAllString(n, "")]++
	}
	for _, c := range s.Citations {
		for _, n := range numberPattern.FindAllString(c.String(), -1) {
			count[n]--
		}
	}
	var list []string
	for n, times := range count {
		if times > 0 {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

// compare warns of what one of two lists has and the other lacks, in whatever
// order.
func compare(notes notes, in *site.Section, what string, source, translation []string) {
	where := "what stands before the first heading"
	if in.ID != "" {
		where = fmt.Sprintf("the section \"%s\"", in.Title)
	}
	for _, missing := range without(source, translation) {
		notes.Warning(in.Place, "%s lacks the %s %q of the source text", where, what, missing)
	}
	for _, extra := range without(translation, source) {
		notes.Warning(in.Place, "%s has the %s %q, which the source text lacks", where, what, extra)
	}
}

// without lists what is in a and not in b, each once, in the order of a.
func without(a, b []string) []string {
	var list []string
	for _, x := range a {
		if !slices.Contains(b, x) && !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}
