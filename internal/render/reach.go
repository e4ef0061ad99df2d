package render

import "beistand/internal/site"

// A View comes to other pages than its own through these methods alone, which
// note what it finds there (see facts.go). TestReach looks for others.

// note notes that the page is made of a fact.
func (v *View) note(what string, id site.ID, l *site.Lang) {
	if v.r.once {
		return
	}
	for _, f := range *v.made {
		if f.what == what && f.id == id && f.lang == l {
			return
		}
	}
	*v.made = append(*v.made, fact{what, id, l})
}

// everything is for what depends on all of the site: it is done again whenever
// something has changed.
func (v *View) everything() *site.Site {
	v.note(everything, "", nil)
	return v.Site
}

// facts are what the page is made of.
func (v *View) facts() []fact {
	if v.made == nil {
		return nil
	}
	return *v.made
}

// page is the page with the id, or nil.
func (v *View) page(id site.ID) *site.Page {
	v.note(card, id, v.Lang)
	return v.Site.Page(id)
}

func (v *View) linkTo(p *site.Page) Link {
	if p.ID.Parent() != site.HomeID || p.ID == site.HomeID {
		v.note(card, p.ID, v.Lang)
	} else {
		v.note(top, "", v.Lang) // of the pages that every page links to, one fact
	}
	t := p.Best(v.Lang)
	return Link{
		URL: v.To(v.pathOf(p.ID)), Title: t.Title, Summary: t.Summary, Name: p.ID.Last(),
		Lang: t.Lang, Foreign: t.Lang != v.Lang, Current: p == v.Page, Kind: p.Kind,
	}
}

func (v *View) linksTo(pages []*site.Page) []Link {
	var links []Link
	for _, p := range pages {
		links = append(links, v.linkTo(p))
	}
	return links
}

// above are the pages from home down to this one.
func (v *View) above() []*site.Page { return v.Page.Path() }

// below are the pages below this one.
func (v *View) below() []*site.Page { return v.Page.Children }

// related are the pages that page.toml names.
func (v *View) related() []*site.Page { return v.Page.Related }

// sections are the pages below home.
func (v *View) sections() []*site.Page {
	v.note(top, "", v.Lang)
	return v.Site.Home.Children
}

// sibling is the page some steps after this one, or nil.
func (v *View) sibling(step int) *site.Page {
	if v.Page.Parent == nil {
		return nil
	}
	v.note(family, v.Page.Parent.ID, nil)
	siblings := v.Page.Parent.Children
	for i, p := range siblings {
		if j := i + step; p == v.Page && j >= 0 && j < len(siblings) {
			return siblings[j]
		}
	}
	return nil
}

// resolve is where a short link leads to.
func (v *View) resolve(p site.Permalink) (to site.Ref, found bool) {
	v.note(whole, p.Page, nil)
	if to, found = v.Site.Resolve(p.Page, p.Anchor); found {
		v.note(whole, to.Page.ID, nil)
	}
	return to, found
}

// changed are what changed on all pages.
func (v *View) changed() []*site.Change { return v.everything().Changes() }

// selection are the sections of other pages that page.toml names.
func (v *View) selection() []site.Ref {
	for _, ref := range v.Page.Selection {
		v.note(whole, ref.Page.ID, nil)
	}
	return v.Page.Selection
}

// mentions are the places that cite laws.
func (v *View) mentions() map[string][]site.Mention {
	v.note(cited, "", v.Lang)
	return v.r.mentions(v.Lang)
}

// written are all pages, for the list of keywords.
func (v *View) written() []*site.Page {
	v.note(keyed, "", v.Lang)
	return v.Site.Pages
}
