package check

import (
	"strings"
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// questionID is the heading of a page of the guide whose list of links are the
// answers.
const questionID = "question"

// guide follows the answers of the guide, page by page: each leads to a page,
// no way leads back, and every way ends at a page that is not of the guide and
// passes a contact.
func guide(s *site.Site, _ time.Time, problems *problem.List) {
	led := map[*site.Page]bool{}
	var first []*site.Page
	for _, p := range s.Pages {
		if p.Kind != site.KindGuide {
			continue
		}
		if p.Parent == nil || p.Parent.Kind != site.KindGuide {
			first = append(first, p)
		}
		if len(p.Contacts) == 0 {
			problems.Error(p.Place, "the page of the guide names no contact").
				Hint("whoever stops here should know whom to ask: contacts = [\"kok\"]")
		}
		answers := answersOf(s, p)
		if len(answers) == 0 {
			problems.Error(problem.Place{File: p.Texts[0].File}, "the guide ends here: no answer leads on").
				Hint("write the answers as a list of links below a heading {#%s}", questionID)
		}
		for _, a := range answers {
			led[a] = true
		}
	}
	for _, p := range first {
		walk(s, p, nil, problems)
	}
	for _, p := range s.Pages {
		if p.Kind == site.KindGuide && !led[p] && p.Parent != nil && p.Parent.Kind == site.KindGuide {
			problems.Error(p.Place, "no answer of the guide leads to this page").
				Hint("link to it from a question, or delete it")
		}
	}
}

// walk follows the answers below a page; way are the pages on the way to it.
func walk(s *site.Site, p *site.Page, way []*site.Page, problems *problem.List) {
	for i, before := range way {
		if before == p {
			var ids []string
			for _, q := range append(way[i:], p) {
				ids = append(ids, string(q.ID))
			}
			problems.Error(p.Place, "the guide goes round in a circle: %s", strings.Join(ids, " → ")).
				Hint("let one of the answers lead to a page that is not of the guide")
			return
		}
	}
	for _, next := range answersOf(s, p) {
		if next.Kind == site.KindGuide {
			walk(s, next, append(way[:len(way):len(way)], p), problems)
		}
	}
}

// answersOf are the pages that the question of a page of the guide leads to.
func answersOf(s *site.Site, p *site.Page) []*site.Page {
	question := p.Texts[0].Section(questionID)
	if question == nil {
		return nil
	}
	var list []*site.Page
	for _, link := range question.Links {
		id, _, _ := strings.Cut(link, "#")
		if to := s.Page(site.ID(id)); to != nil {
			list = append(list, to)
		}
	}
	return list
}
