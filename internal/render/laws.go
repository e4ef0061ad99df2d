package render

import (
	"html/template"
	"slices"

	"beistand/internal/site"
)

// StatuteView is what the layout of a law's page sees: where each of its
// sections is explained.
type StatuteView struct {
	*View
	Statute *site.Statute
}

// StatuteGroup is one section of a law and the places that explain it.
type StatuteGroup struct {
	Anchor string
	Name   string // "§ 25 AufenthG"
	URL    string // of the official text
	Places []StatutePlace
}

// StatutePlace is a section of a page that cites a law.
type StatutePlace struct {
	URL        string
	Page       string   // title of the page
	Section    string   // title of the section, "" when the text has none
	Provisions []string // exactly what is cited there: "§ 25 Abs. 4a Satz 1"
	Lang       *site.Lang
}

// LawsView is what the layout of the list of laws sees.
type LawsView struct {
	*View
	Statutes []StatuteLink
}

// StatuteLink is a law in the list of laws.
type StatuteLink struct {
	*site.Statute
	URL string
}

// lawPages are the pages that the generator makes itself: the list of the laws
// that are cited and, for each of these, where its sections are explained.
type lawPages struct {
	list     *site.Page // nil when no law is cited
	statutes []statutePage
}

type statutePage struct {
	*site.Page
	statute *site.Statute
}

const kindLaw site.Kind = "law"

func (r *renderer) makeLawPages() (lawPages, error) {
	var pages lawPages
	list := &site.Page{ID: site.LawsID, Kind: kindLaw, Parent: r.site.Home}
	for _, l := range r.site.Langs {
		title, err := l.Words.Text("laws.title")
		if err != nil {
			return pages, err
		}
		list.Texts = append(list.Texts, &site.Text{Page: list, Lang: l, Title: title})
	}
	cited := citedLaws(r.site)
	for _, st := range r.site.Statutes {
		if !slices.Contains(cited, st.Abbreviation) {
			continue
		}
		p := &site.Page{ID: st.ID(), Kind: kindLaw, Parent: list}
		for _, l := range r.site.Langs {
			p.Texts = append(p.Texts, &site.Text{Page: p, Lang: l, Title: st.Abbreviation, Summary: st.Title})
		}
		pages.statutes = append(pages.statutes, statutePage{p, st})
		pages.list = list
	}
	return pages, nil
}

// lawJobs are the files of the law pages in one language.
func (r *renderer) lawJobs(l *site.Lang) []job {
	if r.laws.list == nil {
		return nil
	}
	jobs := []job{{l.Path(r.laws.list.ID).File(), baseLayout, func() any {
		list := &LawsView{View: r.view(r.laws.list, l)}
		list.note(lawList, "", nil)
		for _, p := range r.laws.statutes {
			list.Statutes = append(list.Statutes, StatuteLink{p.statute, list.To(l.Path(p.ID))})
		}
		return list
	}}}
	for _, p := range r.laws.statutes {
		jobs = append(jobs, job{l.Path(p.ID).File(), baseLayout, func() any {
			return &StatuteView{View: r.view(p.Page, l), Statute: p.statute}
		}})
	}
	return jobs
}

// Groups puts together the mentions of each section of a law, each place once.
func (v *StatuteView) Groups() []StatuteGroup {
	var groups []StatuteGroup
	var at map[string]int // of the group: URL → index of the place
	for _, m := range v.mentions()[v.Statute.Abbreviation] {
		c := m.Citation
		if n := len(groups); n == 0 || groups[n-1].Anchor != c.Anchor() {
			groups = append(groups, StatuteGroup{
				Anchor: c.Anchor(), URL: v.Statute.Link(c),
				Name: site.Citation{Law: c.Law, Symbol: c.Symbol, Section: c.Section}.String(),
			})
			at = map[string]int{}
		}
		url := v.To(v.Lang.Path(m.Text.Page.ID))
		if m.Section.ID != "" {
			url += "#" + m.Section.ID
		}
		places := &groups[len(groups)-1].Places
		i, known := at[url]
		if !known {
			i = len(*places)
			at[url] = i
			*places = append(*places, StatutePlace{URL: url, Page: m.Text.Title, Section: m.Section.Title, Lang: m.Text.Lang})
		}
		if p := &(*places)[i]; !slices.Contains(p.Provisions, c.Provision()) {
			p.Provisions = append(p.Provisions, c.Provision())
		}
	}
	return groups
}

// mentions lists where laws are cited, in a language, once for all pages of
// laws.
func (r *renderer) mentions(l *site.Lang) map[string][]site.Mention {
	r.mentioned.Lock()
	defer r.mentioned.Unlock()
	if r.mentioned.in[l] == nil {
		r.mentioned.in[l] = r.site.MentionsIn(l)
	}
	return r.mentioned.in[l]
}

// Main is the law's page by its own layout.
func (v *StatuteView) Main() (template.HTML, error) { return v.execute("law.html", v) }

// Main is the list of laws by its own layout.
func (v *LawsView) Main() (template.HTML, error) { return v.execute("laws.html", v) }
