package render

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"beistand/internal/site"
)

// View is what a layout sees of the page that it renders.
type View struct {
	Site *site.Site
	Page *site.Page
	Text *site.Text // in Lang, or in the next best language
	Lang *site.Lang // of the reader
	Path site.Path  // where the page lies in the public folder

	r        *renderer
	made     *[]fact    // what the page is made of, as far as it was rendered: see facts.go
	pair     *site.Lang // in which the page is shown beside the source language; nil when it is alone
	prefix   string     // of all ids, so that two texts can stand on one page
	absolute bool       // links start at the root of the host: for pages served at any address
}

func (r *renderer) view(p *site.Page, l *site.Lang) *View { return r.viewAt(p, l, l.Path(p.ID)) }

func (r *renderer) viewAt(p *site.Page, l *site.Lang, at site.Path) *View {
	v := &View{Site: r.site, Page: p, Text: p.Best(l), Lang: l, Path: at, r: r}
	if !r.once {
		v.made = &[]fact{{what: whole, id: p.ID}}
	}
	return v
}

// Link is a link to a page.
type Link struct {
	URL     string
	Title   string
	Summary string
	Name    string     // the last part of the page's id
	Lang    *site.Lang // of title and summary
	Foreign bool       // whether that is not the reader's language
	Current bool       // whether it is the page itself
	Kind    site.Kind
}

// To is the link from the page to a path of the public folder.
func (v *View) To(target site.Path) string {
	if v.absolute {
		return v.basePath() + string(target)
	}
	return v.Path.To(string(target))
}

// basePath is the path at which the site lies on its host.
func (v *View) basePath() string {
	_, rest, _ := strings.Cut(v.Site.BaseURL, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}

// Asset is the link to a file of assets, for instance "site.css".
func (v *View) Asset(name string) (string, error) {
	path, ok := v.r.Assets[name]
	if !ok {
		return "", missing("asset " + name)
	}
	return v.To(site.Path(path)), nil
}

// Policy is the Content-Security-Policy of the page, for hosts that send none.
func (v *View) Policy() string { return v.r.Policy }

// PageURL is the link to the page with the id: {{.PageURL "/about/privacy"}};
// empty when the site has no such page.
func (v *View) PageURL(id site.ID) string {
	if v.page(id) == nil {
		return ""
	}
	return v.To(v.pathOf(id))
}

// PageTitle is the title of the page with the id in the reader's language.
func (v *View) PageTitle(id site.ID) string {
	p := v.page(id)
	if p == nil {
		return ""
	}
	return p.Best(v.Lang).Title
}

// HomeURL is the link to the home page in the reader's language.
func (v *View) HomeURL() string { return v.To(v.pathOf(site.HomeID)) }

// HasLaws reports whether the site cites any law.
func (v *View) HasLaws() bool {
	v.note(lawList, "", nil)
	return v.r.laws.list != nil
}

// LawsURL is the link to the list of laws.
func (v *View) LawsURL() string { return v.To(v.pathOf(site.LawsID)) }

// AZURL is the link to the list of keywords.
func (v *View) AZURL() string { return v.To(v.pathOf(site.AZID)) }

// Root is the link to the root of the public folder.
func (v *View) Root() string { return v.To("") }

// SearchLanguages lists the languages with their scripts, for the search in
// the browser: "de:Latn ar:Arab".
func (v *View) SearchLanguages() string {
	var list []string
	for _, l := range v.Site.Langs {
		list = append(list, l.Code+":"+l.Script())
	}
	return strings.Join(list, " ")
}

// Word is the words of the interface under a key, in the reader's language;
// pairs fill placeholders: {{.Word "law-as-of" "date" .LawAsOf}}.
func (v *View) Word(key string, pairs ...string) (string, error) {
	return v.Lang.Words.Text(key, pairs...)
}

// Count is the words under a key in the plural form of the number.
func (v *View) Count(key string, n int) (string, error) { return v.Lang.Words.Count(key, n) }

// Date writes a day in the reader's language.
func (v *View) Date(day time.Time) (string, error) { return v.Lang.Words.Date(day) }

// Main is the page by the layout of its kind.
func (v *View) Main() (template.HTML, error) {
	return v.execute(v.r.layouts.forKind(v.Page.Kind), v)
}

func (v *View) execute(layout string, view any) (template.HTML, error) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	var err error
	if v.r.layouts.open[layout] {
		v.everything()
	}
	*buffer, err = v.r.layouts.append((*buffer)[:0], layout, view)
	return template.HTML(*buffer), err
}

// Body is the text of the page without anything around it.
func (v *View) Body() template.HTML {
	var b strings.Builder
	for _, s := range v.Sections() {
		if s.ID != "" {
			h := "h" + string(rune('0'+s.Level))
			b.WriteString("<" + h + ` id="` + s.ID + `">` + string(s.Title) + "</" + h + ">\n")
		}
		b.WriteString(string(s.Body))
	}
	b.WriteString(string(v.Notes()))
	return template.HTML(b.String())
}

// Section is a heading and what stands below it.
type Section struct {
	ID        string
	Level     int // 0 for what stands before the first heading
	Title     template.HTML
	Body      template.HTML
	Contacts  bool   // whether the page's contacts belong here
	Downloads bool   // whether the files to take along belong here
	Name      string // the heading as plain text
	Number    string // in short links; empty when it has none
}

// Sections are the sections of the text. The page's contacts belong to the one
// with the id "help", the files to take along to one with the id "downloads".
func (v *View) Sections() []Section { return v.sectionsOf(v.Text.Sections) }

func (v *View) sectionsOf(sections []*site.Section) []Section {
	var list []Section
	for _, s := range sections {
		list = append(list, Section{
			ID: v.idOf(s), Level: s.Level, Title: v.html(s.TitleHTML), Body: v.html(s.Body),
			Contacts: s.ID == helpID && len(v.Page.Contacts) > 0, Downloads: s.ID == downloadsID,
			Name: s.Title, Number: v.ShortNumber(s.ID),
		})
	}
	return list
}

// idOf is the id of a section's heading on the page; empty when it has none.
func (v *View) idOf(s *site.Section) string {
	if s.ID == "" {
		return ""
	}
	return v.prefix + s.ID
}

// Selected is a section of another page on a handout, with those below it.
type Selected struct {
	From     Link
	Short    string // its code and number in short links: "k7m2-3"; empty when it has none
	Lang     *site.Lang
	Sections []Section
}

// Selection are the sections that a handout collects. A whole page counts as
// its first section.
func (v *View) Selection() []Selected {
	var list []Selected
	for _, ref := range v.selection() {
		t := ref.Page.Best(v.Lang)
		first := 0
		if ref.Section != "" {
			first = slices.Index(t.Sections, t.Section(ref.Section))
		}
		end := first + 1
		for end < len(t.Sections) && t.Sections[end].Level > t.Sections[first].Level {
			end++
		}
		// terms are explained once a page, so ids stay unique
		prefix := site.Slug(string(ref.Page.ID)) + "-"
		selected := Selected{From: v.linkTo(ref.Page), Short: v.shortOf(ref.Page.ID, t.Sections[first].ID), Lang: t.Lang}
		for _, s := range t.Sections[first:end] {
			selected.Sections = append(selected.Sections, Section{
				ID: v.prefix + prefix + s.ID, Level: s.Level,
				Title: v.place(s.TitleHTML, prefix), Body: v.place(s.Body, prefix),
			})
		}
		list = append(list, selected)
	}
	return list
}

const (
	helpID      = "help"
	downloadsID = "downloads"
)

// ContactsAtEnd reports whether the page has contacts and no section for them.
func (v *View) ContactsAtEnd() bool {
	return len(v.Page.Contacts) > 0 && v.Text.Section(helpID) == nil
}

// Notes are the footnotes of the text.
func (v *View) Notes() template.HTML { return v.html(v.Text.Notes) }

// html makes markup of the site ready for this page. It was escaped when it
// was made: see package content.
func (v *View) html(h site.HTML) template.HTML { return v.place(h, "") }

// place is html with one more prefix for ids, next to them.
func (v *View) place(h site.HTML, prefix string) template.HTML {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	*buffer = h.Place((*buffer)[:0], v.Path, v.pathOf, v.prefix+prefix)
	return template.HTML(*buffer)
}

// TOC are the links to the sections of the first level; none when there are
// too few to need a list.
func (v *View) TOC() []Link {
	var links []Link
	for _, s := range v.Text.Sections {
		if s.Level == 2 {
			links = append(links, Link{URL: "#" + s.ID, Title: s.Title, Lang: v.Text.Lang})
		}
	}
	if len(links) < 4 {
		return nil
	}
	return links
}

// Breadcrumbs are the pages from home down to this one.
func (v *View) Breadcrumbs() []Link {
	return v.linksTo(v.above())
}

// Children are the pages below this one.
func (v *View) Children() []Link { return v.linksTo(v.below()) }

// Doors are the sections of the site about the law; Desks those that serve the
// others: glossary, handouts, about.
func (v *View) Doors() []Link { return v.topLevel(true) }

// Desks are the top pages that are not Doors.
func (v *View) Desks() []Link { return v.topLevel(false) }

func (v *View) topLevel(doors bool) []Link {
	sections := v.sections()
	links := make([]Link, 0, len(sections)) // on every page, for all of them
	for _, p := range sections {
		if (p.Kind == site.KindPage || p.Kind == site.KindGuide) == doors {
			links = append(links, v.linkTo(p))
		}
	}
	return links
}

// Related are the pages that page.toml names as related.
func (v *View) Related() []Link { return v.linksTo(v.related()) }

// Next is the page after this one in its section; its URL is empty when there
// is none.
func (v *View) Next() Link { return v.neighbour(1) }

// Previous is the page before this one in its section.
func (v *View) Previous() Link { return v.neighbour(-1) }

func (v *View) neighbour(step int) Link {
	if v.IsHome() || v.Page.ID.Parent() == site.HomeID || v.Page.Kind == site.KindGuide {
		return Link{}
	}
	if p := v.sibling(step); p != nil {
		return v.linkTo(p)
	}
	return Link{}
}

// TabTitle is the title in the browser's tab, in its history and in previews
// of links: of a discreet site neutral words, else that of the page.
func (v *View) TabTitle() (string, error) {
	if v.Site.Discreet {
		return v.Word("discreet-title")
	}
	if v.Text.Title == v.Site.Title {
		return v.Site.Title, nil
	}
	return v.Text.Title + " – " + v.Site.Title, nil
}

// Description is what search engines and previews of links say of the page: of
// a discreet site neutral words, else the summary.
func (v *View) Description() (string, error) {
	if v.Site.Discreet {
		return v.Word("discreet-description")
	}
	return v.Text.Summary, nil
}

// IsHome reports whether the page is the home page.
func (v *View) IsHome() bool { return v.Page.ID == site.HomeID }
