package check

import (
	"time"

	"beistand/internal/site"
)

// law asks of each page that states law to which day it was checked, and
// advises to check it again when that is due.
func law(s *site.Site, today time.Time, notes notes) {
	for _, p := range s.Pages {
		at := p.Place
		if p.LawAsOf.IsZero() && cites(p.Texts[0]) {
			notes.Warning(at, "the page cites the law and does not say to which day it was checked").
				Hint("when you have checked it, write into page.toml: law_as_of = %s", today.Format(time.DateOnly))
		}
		if !p.LawAsOf.IsZero() && p.ReviewBy.IsZero() {
			notes.Warning(at, "the page does not say until when its law is to be checked again").
				Hint("write into page.toml: review_by = %s, six months after law_as_of", halfYearAfter(p.LawAsOf).Format(time.DateOnly))
		}
		if p.LawAsOf.After(today) {
			notes.Warning(at, "law_as_of is in the future")
		}
		if p.Overdue(today) {
			notes.Advise(at, "the law on this page should have been checked again by %s; readers are told", p.ReviewBy.Format(time.DateOnly)).
				Hint("read the statutes it cites, then set law_as_of and review_by")
		}
	}
}

// halfYearAfter is the same day six months later, or the last of a month that
// is shorter.
func halfYearAfter(day time.Time) time.Time {
	later := day.AddDate(0, 6, 0)
	if later.Day() != day.Day() {
		return later.AddDate(0, 0, -later.Day())
	}
	return later
}

func cites(t *site.Text) bool {
	for _, s := range t.Sections {
		if len(s.Citations) > 0 {
			return true
		}
	}
	return false
}
