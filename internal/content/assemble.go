package content

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// assemble is the second pass: it makes pages of folders, puts them in order
// and checks that everything they refer to exists.
func (l *loader) assemble() *site.Site {
	a := &assembly{loader: l, pages: map[site.ID]*site.Page{}, folders: map[site.ID]*folder{}}
	for _, f := range l.folders {
		a.folders[f.id] = f
		a.ids = append(a.ids, string(f.id))
	}
	for _, f := range l.folders {
		a.pages[f.id] = a.page(f)
	}
	for _, f := range l.folders {
		a.family(f)
	}
	for _, p := range a.pages {
		slices.SortFunc(p.Children, func(x, y *site.Page) int {
			return cmp.Or(cmp.Compare(x.Order, y.Order), cmp.Compare(x.ID, y.ID))
		})
	}
	a.cited = sync.OnceValue(a.citedLaws)
	a.allRead = !slices.ContainsFunc(l.folders, func(f *folder) bool {
		return !f.plain && slices.ContainsFunc(f.texts, func(t *pageText) bool { return !t.read })
	})
	aliases := map[site.ID]site.ID{}
	for _, f := range l.folders {
		a.aliases(f, aliases)
		a.related(f)
		a.selection(f)
		a.headings(f)
		a.formerAnchors(f)
		a.changes(f)
		for _, t := range f.texts {
			for _, link := range t.links {
				a.link(link)
			}
		}
	}
	return site.New(l.config, l.langs, inReadingOrder(a.pages[site.HomeID]), l.statutes, l.contacts, l.permalinks)
}

type assembly struct {
	*loader
	pages   map[site.ID]*site.Page
	folders map[site.ID]*folder
	ids     []string
	cited   func() map[site.ID][]string // by the id of a law's page: the anchors on it
	allRead bool                        // whether every text could be read, so that cited is all
}

// page is the folder's page without its relations to other pages.
func (a *assembly) page(f *folder) *site.Page {
	p := &site.Page{
		ID: f.id, Kind: f.kind, Order: f.meta.Order,
		LawAsOf: day(f.meta.LawAsOf), ReviewBy: day(f.meta.ReviewBy), ReviewedBy: f.meta.ReviewedBy,
		Place: problem.Place{File: f.metaFile()},
	}
	for _, t := range f.texts {
		t.Page = p
		p.Texts = append(p.Texts, &t.Text)
	}
	for i, id := range f.meta.Contacts {
		if a.twice(f, "contacts", f.meta.Contacts, i) {
			continue
		}
		if c := a.contact(id); c != nil {
			p.Contacts = append(p.Contacts, c)
		} else {
			a.noContact(f.place(item("contacts", i)), id)
		}
	}
	return p
}

// twice reports, as a problem, that an item of a list in page.toml stands there
// before.
func (a *assembly) twice(f *folder, list string, items []string, i int) bool {
	if slices.Index(items, items[i]) == i {
		return false
	}
	a.problems.Error(f.place(item(list, i)), "%q stands in %s twice", items[i], list).Hint("delete one of the two")
	return true
}

// family links a page with the one above it.
func (a *assembly) family(f *folder) {
	if f.id == site.HomeID {
		return
	}
	p, parent := a.pages[f.id], a.pages[f.id.Parent()]
	if parent == nil {
		a.problems.Error(problem.Place{File: f.dir}, "the page has none above it: there is no page %q", f.id.Parent()).
			Hint("make it with: beistand new page %s", f.id.Parent())
		return
	}
	p.Parent = parent
	parent.Children = append(parent.Children, p)
}

func (a *assembly) aliases(f *folder, taken map[site.ID]site.ID) {
	for i, text := range f.meta.Aliases {
		at := f.place(item("aliases", i))
		id, ok := site.ParseID(text)
		switch {
		case a.twice(f, "aliases", f.meta.Aliases, i):
		case !ok:
			a.problems.Error(at, "alias %q is not the id of a page", text).Hint("write it like /residence/asylum")
		case IsGenerated(id):
			a.problems.Error(at, "alias %q is the address of a page that the generator makes", text).Hint("delete the alias")
		case id == f.id:
			a.problems.Error(at, "alias %q is the id of the page itself", text).Hint("delete the alias")
		case a.pages[id] != nil:
			a.problems.Error(at, "alias %q is the id of another page", text).Hint("delete the alias")
		case taken[id] != "":
			a.problems.Error(at, "alias %q already leads to %s", text, taken[id]).Hint("delete one of the two")
		default:
			taken[id] = f.id
			a.pages[f.id].Aliases = append(a.pages[f.id].Aliases, id)
		}
	}
}

func (a *assembly) related(f *folder) {
	for i, text := range f.meta.Related {
		at := f.place(item("related", i))
		id, _ := site.ParseID(text)
		p := a.pages[id]
		switch {
		case a.twice(f, "related", f.meta.Related, i):
		case p == nil:
			a.noPage(at, text)
		case id == f.id:
			a.problems.Error(at, "the page is related to itself").Hint("delete it from the list")
		default:
			a.pages[f.id].Related = append(a.pages[f.id].Related, p)
		}
	}
}

func (a *assembly) selection(f *folder) {
	for i, text := range f.meta.Sections {
		if a.twice(f, "sections", f.meta.Sections, i) {
			continue
		}
		at := f.place(item("sections", i))
		path, anchor, _ := strings.Cut(text, "#")
		id, _ := site.ParseID(path)
		if a.pages[id] == nil {
			a.noPage(at, path)
			continue
		}
		if a.lacks(id, anchor) {
			a.noAnchor(at, id, anchor, a.anchors(id))
			continue
		}
		a.pages[f.id].Selection = append(a.pages[f.id].Selection, site.Ref{Page: a.pages[id], Section: anchor})
	}
}

// headings checks that a translation has the headings of its source text.
func (a *assembly) headings(f *folder) {
	if len(f.texts) == 0 || f.plain {
		return
	}
	source := f.texts[0]
	language := inEnglish(a.langs[0])
	if source.Lang != a.langs[0] {
		a.problems.Error(problem.Place{File: f.dir}, "the page has no text in %s, from which the others are translated", language).
			Hint("write it in %s.md", a.langs[0].Code)
		return
	}
	if !source.hasHeadings() {
		return
	}
	wants := anchors(source)
	for _, t := range f.texts[1:] {
		if !t.read || slices.EqualFunc(source.Sections, t.Sections, func(x, y *site.Section) bool { return x.ID == y.ID }) && t.hasHeadings() {
			continue
		}
		has := anchors(t)
		missing := slices.DeleteFunc(slices.Clone(wants), func(id string) bool { return slices.Contains(has, id) })
		for _, s := range t.Sections {
			if s.ID == "" || slices.Contains(wants, s.ID) {
				continue
			}
			p := a.problems.Error(s.Place, "heading %q is not in the %s text", "#"+s.ID, language)
			if near := nearest(s.ID, missing); near != "" {
				p.Hint("%s has #%s", source.File, near)
				missing = slices.DeleteFunc(missing, func(id string) bool { return id == near })
			} else {
				p.Hint("the headings of %s are #%s", source.File, strings.Join(wants, ", #"))
			}
		}
		if !t.hasHeadings() {
			continue // one without an id may be what is missing
		}
		for _, id := range missing {
			a.problems.Error(problem.Place{File: t.File}, "heading %q of the %s text is missing", "#"+id, language).
				Hint("translate the section %q of %s", source.Section(id).Title, source.File)
		}
	}
}

// anchors lists the ids of a text's headings.
func anchors(t *pageText) []string {
	var ids []string
	for _, s := range t.Sections {
		if s.ID != "" {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// inReadingOrder lists a page, then its children by their order, each followed
// by its own.
func inReadingOrder(p *site.Page) []*site.Page {
	list := []*site.Page{p}
	for _, c := range p.Children {
		list = append(list, inReadingOrder(c)...)
	}
	return list
}
