package check

import (
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// law asks of each page that states law to which day it was checked, and
// advises to check it again when that is due.
func law(s *site.Site, today time.Time, problems *problem.List) {
	for _, p := range s.Pages {
		at := p.Place
		if p.LawAsOf.IsZero() && cites(p.Texts[0]) {
			problems.Warning(at, "the page cites the law and does not say to which day it was checked").
				Hint("write into page.toml: law_as_of = 2026-11-23")
		}
		if !p.LawAsOf.IsZero() && p.ReviewBy.IsZero() {
			problems.Warning(at, "the page does not say until when its law is to be checked again").
				Hint("write into page.toml: review_by = %s, six months after law_as_of", p.LawAsOf.AddDate(0, 6, 0).Format(time.DateOnly))
		}
		if p.LawAsOf.After(today) {
			problems.Warning(at, "law_as_of is in the future")
		}
		if p.Overdue(today) {
			problems.Advise(at, "the law on this page should have been checked again by %s; readers are told", p.ReviewBy.Format(time.DateOnly)).
				Hint("read the statutes it cites, then set law_as_of and review_by")
		}
	}
}

func cites(t *site.Text) bool {
	for _, s := range t.Sections {
		if len(s.Citations) > 0 {
			return true
		}
	}
	return false
}
