package check

import (
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

const (
	permalinksFile    = "content/permalinks.lock"
	updatePermalinks  = "beistand check --update-permalinks"
	neverPublishedTip = "; if it never was published, delete the line here"
)

// permalinks asks of every address that was published whether it still leads
// somewhere, and of every new one whether it is recorded.
func permalinks(s *site.Site, _ time.Time, problems *problem.List) {
	if s.Permalinks == nil {
		if s.BaseURL != "" {
			problems.Advise(problem.Place{File: permalinksFile}, "no published addresses are recorded, so nobody is told when one gets lost").
				Hint("record them with: %s", updatePermalinks)
		}
		return
	}
	for _, p := range s.Permalinks {
		if _, found := s.Resolve(p.Page, p.Anchor); found {
			continue
		}
		if s.Page(p.Page) == nil {
			if p.Anchor == "" {
				lostPage(s, p, problems)
			}
			continue // what becomes of the page becomes of its sections
		}
		lostSection(s, p, problems)
	}
	pages, sections := 0, 0
	for _, p := range s.ShortLinks() {
		if _, recorded := s.Permalinks.Find(p.Page, p.Anchor); recorded {
			continue
		}
		if p.Anchor == "" {
			pages++
		} else {
			sections++
		}
	}
	if pages+sections > 0 {
		problems.Warning(problem.Place{File: permalinksFile}, "not recorded yet: %d pages, %d sections", pages, sections).
			Hint("record their addresses before they are published: %s", updatePermalinks)
	}
}

// lostPage says that a page is gone, and where its alias likely belongs: to the
// new page that has most of its sections, or else to the page above.
func lostPage(s *site.Site, lost site.Permalink, problems *problem.List) {
	heir, most := s.Home, 0
	for id := lost.Page.Parent(); id != site.HomeID; id = id.Parent() {
		if above := s.Page(id); above != nil {
			heir = above
			break
		}
	}
	for _, p := range s.Pages {
		if _, recorded := s.Permalinks.Find(p.ID, ""); recorded {
			continue
		}
		common := 0
		if p.ID.Last() == lost.Page.Last() {
			common++
		}
		for _, section := range p.Texts[0].Sections {
			if _, had := s.Permalinks.Find(lost.Page, section.ID); had && section.ID != "" {
				common++
			}
		}
		if common > most {
			heir, most = p, common
		}
	}
	problems.Error(lost.Place, "the page %s was published and is gone", lost.Page).
		Hint("let its address lead on: write into the page.toml of the page that has its content now, likely %s: aliases = [\"%s\"]%s", heir.Place.File, lost.Page, neverPublishedTip)
}

// lostSection says that a section is gone, and which it likely is now.
func lostSection(s *site.Site, lost site.Permalink, problems *problem.List) {
	p := s.Page(lost.Page)
	var fresh []string // ids of sections that are not recorded
	for _, section := range p.Texts[0].Sections {
		if _, recorded := s.Permalinks.Find(p.ID, section.ID); !recorded && section.ID != "" {
			fresh = append(fresh, section.ID)
		}
	}
	to := "…"
	if len(fresh) == 1 {
		to = fresh[0]
	}
	problems.Error(lost.Place, "the section %s was published and is gone", lost.Address()).
		Hint("let its address lead on: add to %s the table [anchors] with the line %s = \"%s\", where the right side is the heading's id that has its content now, or /page#id%s", p.Place.File, lost.Anchor, to, neverPublishedTip)
}
