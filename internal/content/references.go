package content

import (
	"slices"
	"strings"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// link checks that what a text links to exists.
func (a *assembly) link(link pageLink) {
	if link.id == site.LawsID || link.id.Parent() == site.LawsID {
		a.linkToStatute(link)
		return
	}
	if link.anchor == "" && (link.id == site.AZID || link.id == site.SelectionID || link.id == site.OfflineID && a.config.Offline) {
		return // pages of the generator
	}
	if a.pages[link.id] == nil {
		a.noPage(link.at, string(link.id))
		return
	}
	switch {
	case !a.lacks(link.id, link.anchor):
	case link.term:
		a.noTerm(link.at, link.anchor, a.anchors(link.id))
	default:
		a.noAnchor(link.at, link.id, link.anchor, a.anchors(link.id))
	}
}

// lacks reports whether a page surely has no heading with the id; it may have
// when its text could not be read, which is a problem of its own.
func (a *assembly) lacks(id site.ID, anchor string) bool {
	texts := a.folders[id].texts
	return anchor != "" && len(texts) > 0 && texts[0].hasHeadings() && !slices.Contains(anchors(texts[0]), anchor)
}

// citedLaws lists the anchors on the pages that the generator makes of laws: of
// those which the source texts cite, and of the sections that they cite.
func (a *assembly) citedLaws() map[site.ID][]string {
	cited := map[site.ID][]string{}
	for _, f := range a.folders {
		if len(f.texts) == 0 {
			continue
		}
		for _, s := range f.texts[0].Sections {
			for _, c := range s.Citations {
				id := a.statute(c.Law).ID()
				cited[id] = append(cited[id], c.Anchor())
			}
		}
	}
	for id, list := range cited {
		slices.Sort(list)
		cited[id] = slices.Compact(list)
	}
	return cited
}

func (a *assembly) linkToStatute(link pageLink) {
	if a.problems.HasErrorsIn("content/"+lawsFile) || !a.allRead {
		return // the law, or the text that cites it, may be what could not be read
	}
	if link.id == site.LawsID {
		if len(a.cited()) == 0 {
			a.problems.Error(link.at, "there is no list of laws, because no text cites one").
				Hint("cite the law where it is explained: § 25 Abs. 4a AufenthG")
		}
		return
	}
	var slugs []string
	for _, s := range a.statutes {
		slugs = append(slugs, s.Slug())
		if s.ID() != link.id {
			continue
		}
		has := a.cited()[link.id]
		switch {
		case len(has) == 0:
			a.problems.Error(link.at, "%s has no page, because no text cites it", s.Abbreviation).
				Hint("cite it where it is explained, or link to its official text: %s", s.URL)
		case link.anchor != "" && !slices.Contains(has, link.anchor):
			a.noAnchor(link.at, link.id, link.anchor, has)
		}
		return
	}
	p := a.problems.Error(link.at, "no law has the page %q", link.id)
	if near := nearest(link.id.Last(), slugs); near != "" {
		p.Hint("did you mean %s?", site.LawsID.Child(near))
	} else {
		p.Hint("add the law to content/%s", lawsFile)
	}
}

// anchors lists the ids of the headings of a page, by its source text.
func (a *assembly) anchors(id site.ID) []string {
	if texts := a.folders[id].texts; len(texts) > 0 {
		return anchors(texts[0])
	}
	return nil
}

func (a *assembly) noPage(at problem.Place, id string) {
	p := a.problems.Error(at, "no page %q", id)
	lang, rest, _ := strings.Cut(strings.TrimPrefix(id, "/"), "/")
	switch near := nearestPage(id, a.ids); {
	case a.lang(lang) != nil && slices.Contains(a.ids, "/"+rest):
		p.Hint("leave out the language: /%s", rest)
	case near != "":
		p.Hint("did you mean %s?", near)
	default:
		p.Hint("pages are named from the top, for instance %s", a.ids[0])
	}
}

func (a *assembly) noAnchor(at problem.Place, id site.ID, anchor string, has []string) {
	p := a.problems.Error(at, "page %s has no heading %q", id, "#"+anchor)
	switch near := nearest(anchor, has); {
	case near != "":
		p.Hint("did you mean #%s?", near)
	case len(has) > 0:
		p.Hint("its headings are #%s", strings.Join(has, ", #"))
	default:
		p.Hint("give the heading an id: ## … {#%s}", anchor)
	}
}

func (a *assembly) noTerm(at problem.Place, id string, has []string) {
	p := a.problems.Error(at, "the glossary has no term %q", id)
	if near := nearest(id, has); near != "" {
		p.Hint("did you mean glossary:%s?", near)
	} else {
		p.Hint("explain it in %s: ## … {#%s}", a.glossary.texts[0].File, id)
	}
}
