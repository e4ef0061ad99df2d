package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"beistand/internal/site"
)

// ShortView is what the layouts of a short link see: short.html leads on to the
// page, short-sections.html to its sections.
type ShortView struct {
	*View
	links site.Permalinks // of its sections
}

// ShortSection is the short link of a section.
type ShortSection struct {
	Number  int
	URL     string // of the section itself
	Title   string
	Lang    *site.Lang // of the title
	Foreign bool       // whether that is not the reader's language
	Name    string     // the short link as it is read out and typed; empty when the site does not know its address
	QR      string     // its code; empty as Name
}

// shortLinks are the short links of the site by the page that they named when
// they were made; a page has them for ever.
type shortLinks struct {
	pages    []site.ID // in order
	ofPage   map[site.ID]site.Permalink
	sections map[site.ID]site.Permalinks
}

func newShortLinks(all site.Permalinks) *shortLinks {
	links := &shortLinks{ofPage: map[site.ID]site.Permalink{}, sections: map[site.ID]site.Permalinks{}}
	for _, p := range all {
		if p.Anchor == "" {
			links.pages = append(links.pages, p.Page)
			links.ofPage[p.Page] = p
		} else {
			links.sections[p.Page] = append(links.sections[p.Page], p)
		}
	}
	return links
}

// sameAddresses reports whether two sites have the same pages with the same
// sections, so that their short links are the same.
func sameAddresses(a, b *site.Site) bool {
	return slices.Equal(a.Permalinks, b.Permalinks) && slices.EqualFunc(a.Pages, b.Pages, func(p, q *site.Page) bool {
		x, y := p.Texts[0].Sections, q.Texts[0].Sections
		return p.ID == q.ID && slices.EqualFunc(x, y, func(s, t *site.Section) bool { return s == t || s.ID == t.ID })
	})
}

// shortJobs are the files of the short links in one language: one for each
// page, and one for all of its sections. A file for each section would make
// most files of a site short links.
func (r *renderer) shortJobs(l *site.Lang) []job {
	var jobs []job
	for _, id := range r.short.pages {
		code := r.short.ofPage[id].Code
		to, found := r.site.Resolve(id, "")
		if !found {
			continue // an error of the rules: see package check
		}
		at := l.ShortPath(code)
		jobs = append(jobs, job{at.File(), "short.html", func() any {
			return &ShortView{View: r.viewAt(to.Page, l, at)}
		}})
		if sections := r.short.sections[id]; len(sections) > 0 {
			at := l.ShortSections(code)
			jobs = append(jobs, job{at.File(), "short-sections.html", func() any {
				return &ShortView{r.viewAt(to.Page, l, at), sections}
			}})
		}
	}
	return jobs
}

// Sections are the short links of the page's sections, by their numbers.
func (v *ShortView) Sections() []ShortSection {
	var list []ShortSection
	for _, p := range v.links {
		if to, found := v.resolve(p); found {
			list = append(list, v.section(p, to))
		}
	}
	slices.SortFunc(list, func(a, b ShortSection) int { return a.Number - b.Number })
	return list
}

func (v *ShortView) section(p site.Permalink, to site.Ref) ShortSection {
	link := v.linkTo(to.Page)
	s := ShortSection{Number: p.Number, URL: link.URL, Title: link.Title, Lang: link.Lang, Foreign: link.Foreign}
	if to.Section != "" {
		s.URL += "#" + to.Section
		if section := to.Page.Best(v.Lang).Section(to.Section); section != nil {
			s.Title = section.Title
		}
	}
	if v.Site.BaseURL != "" {
		s.Name = withoutScheme(fmt.Sprintf("%s%s#%d", v.Site.BaseURL, v.Path, p.Number))
		s.QR = fmt.Sprintf("../%s#%d", qrFile, p.Number)
	}
	return s
}

// ShortURL is the short link to the page; empty when it has none, as pages that
// the generator makes.
func (v *View) ShortURL() string {
	if p, ok := v.r.short.ofPage[v.Page.ID]; ok {
		return v.To(v.Lang.ShortPath(p.Code))
	}
	return ""
}

// ShortCode is the page's code in short links; empty when it has none.
func (v *View) ShortCode() string { return v.r.short.ofPage[v.Page.ID].Code }

// ShortAddress is the whole address of the short link, for paper and to be
// passed on; empty when the site does not know its own address.
func (v *View) ShortAddress() string {
	if p, ok := v.r.short.ofPage[v.Page.ID]; ok && v.Site.BaseURL != "" {
		return v.Site.BaseURL + string(v.Lang.ShortPath(p.Code))
	}
	return ""
}

// ShortName is the short link as it is read out and typed.
func (v *View) ShortName() string { return withoutScheme(v.ShortAddress()) }

func withoutScheme(address string) string {
	_, name, _ := strings.Cut(address, "://")
	return name
}

// ShareAddress is the address that is passed on: the short link, whole where
// the site knows its own address.
func (v *View) ShareAddress() string { return cmp.Or(v.ShortAddress(), v.ShortURL()) }

// ShortSections is the link to the short links of the page's sections; empty
// when it has none.
func (v *View) ShortSections() string {
	if len(v.r.short.sections[v.Page.ID]) == 0 {
		return ""
	}
	return v.To(v.Lang.ShortSections(v.r.short.ofPage[v.Page.ID].Code))
}

// ShortNumber is the number of a section in short links; empty when it has none.
func (v *View) ShortNumber(section string) string {
	links := v.r.short.sections[v.Page.ID]
	if i, found := links.Find(v.Page.ID, section); found {
		return strconv.Itoa(links[i].Number)
	}
	return ""
}

// shortOf is how a section of any page is named in short links: "k7m2-3";
// empty when it has none.
func (v *View) shortOf(page site.ID, section string) string {
	links := v.r.short.sections[page]
	if i, found := links.Find(page, section); found {
		return links[i].Short()
	}
	return ""
}

// MovedSections are the sections that the page once had and another has now.
func (v *View) MovedSections() []MovedSection {
	var list []MovedSection
	for _, former := range v.Page.Anchors {
		if former.To.Page == v.Page {
			continue // its new place on the page is marked
		}
		link := v.linkTo(former.To.Page)
		if former.To.Section != "" {
			link.URL += "#" + former.To.Section
		}
		list = append(list, MovedSection{ID: former.ID, Link: link})
	}
	return list
}

// MovedSection is a former section's id and where the section is now.
type MovedSection struct {
	ID string
	Link
}
