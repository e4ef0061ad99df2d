// Package site holds the nouns of Beistand: what a site is once everything
// its authors wrote has been read, checked and resolved.
//
// A folder of content is a Page; a file in it is the Text of that page in one
// language. A Site is complete when content.Load returns it and is never
// changed after; what later steps derive, they return.
package site

import (
	"beistand/internal/problem"
	"time"
)

// Config is what site.toml says of the site as a whole.
type Config struct {
	Title    string // name of the site, the same in every language
	BaseURL  string // where the site is published, with a slash at the end
	ExitURL  string // the harmless page that the quick exit opens
	Discreet bool   // titles of tabs and link previews say nothing of the subject
	Minify   bool
	Offline  bool // readers can keep the site on their device and take it along as files
}

// Site is everything the authors wrote.
type Site struct {
	Config
	Langs    []*Lang // in the order of site.toml
	Source   *Lang   // the language that texts are translated from
	Home     *Page
	Pages    []*Page // in reading order: a page, then its children, by their order
	Glossary *Page   // nil when there is none
	Statutes []*Statute
	Contacts []*Contact

	Permalinks Permalinks // the addresses that are recorded as published; nil when none are

	byID, byAlias map[ID]*Page
}

// New completes a site: it finds home, glossary and pages by id.
func New(c Config, langs []*Lang, pages []*Page, statutes []*Statute, contacts []*Contact, permalinks Permalinks) *Site {
	s := &Site{
		Config: c, Langs: langs, Source: langs[0], Pages: pages,
		Statutes: statutes, Contacts: contacts, Permalinks: permalinks,
		byID: make(map[ID]*Page, len(pages)), byAlias: map[ID]*Page{},
	}
	for _, p := range pages {
		s.byID[p.ID] = p
		for _, alias := range p.Aliases {
			s.byAlias[alias] = p
		}
		if p.ID == HomeID {
			s.Home = p
		}
		if p.Kind == KindGlossary {
			s.Glossary = p
		}
	}
	return s
}

// Page returns the page with the id, or nil.
func (s *Site) Page(id ID) *Page { return s.byID[id] }

// Lang returns the language with the code, or nil.
func (s *Site) Lang(code string) *Lang {
	for _, l := range s.Langs {
		if l.Code == code {
			return l
		}
	}
	return nil
}

// Kind says which layout a page has.
type Kind string

const (
	KindPage     Kind = "page"
	KindHome     Kind = "home"
	KindGlossary Kind = "glossary" // every heading is a term, its text the explanation
	KindGuide    Kind = "guide"    // a question whose answers are links
	KindHandout  Kind = "handout"  // a selection of sections of other pages
	KindAbout    Kind = "about"    // about the site itself; states no law
)

// Kinds lists the kinds that page.toml may name.
var Kinds = []Kind{KindPage, KindHome, KindGlossary, KindGuide, KindHandout, KindAbout}

// Page is what is true of a page in every language, and its texts.
type Page struct {
	ID
	Kind       Kind
	Order      int // position among its siblings
	Parent     *Page
	Children   []*Page
	Aliases    []ID // former ids, which lead here
	Anchors    []FormerAnchor
	Changes    []*Change // in the order of page.toml
	Related    []*Page
	Contacts   []*Contact
	Selection  []Ref     // the sections that a handout collects
	LawAsOf    time.Time // day to which the law was checked; zero when no law is stated
	ReviewBy   time.Time // day until which somebody should check again; zero when never
	ReviewedBy string    // person with legal training who reviewed; empty when nobody has
	Texts      []*Text   // in the order of the site's languages
	Place      problem.Place
}

// Text returns the page's text in the language, or nil.
func (p *Page) Text(l *Lang) *Text {
	for _, t := range p.Texts {
		if t.Lang == l {
			return t
		}
	}
	return nil
}

// Best returns the page's text in the language or, where there is none, in the
// next best language: along the chain of fallbacks, then the source language,
// then any.
func (p *Page) Best(l *Lang) *Text {
	if t := p.Text(l); t != nil {
		return t
	}
	for _, f := range l.Fallback {
		if t := p.Text(f); t != nil {
			return t
		}
	}
	return p.Texts[0] // texts are in the order of languages, of which the source is the first
}

// Overdue reports whether the law on the page should have been checked again
// before today.
func (p *Page) Overdue(today time.Time) bool {
	return !p.ReviewBy.IsZero() && today.After(p.ReviewBy)
}

// Path lists the pages from home to p, both included.
func (p *Page) Path() []*Page {
	if p.Parent == nil {
		return []*Page{p}
	}
	return append(p.Parent.Path(), p)
}

// Ref names a page or a section of it.
type Ref struct {
	Page    *Page
	Section string // a heading's id; empty means the whole page
}

// Text is a page in one language.
type Text struct {
	*Page
	Lang        *Lang
	File        string // path below the site's folder
	Title       string
	Summary     string
	Keywords    []string
	Sections    []*Section // the first has no heading when the text starts without one
	Notes       HTML       // the footnotes; may be empty
	Fingerprint string     // of title, summary and body: see content.Fingerprint; empty when no author wrote them

	TranslationOf string // fingerprint of the source text it was made from; empty in the source
	ReviewedBy    string // who reviewed the translation; empty when nobody has
}

// Section returns the section with the heading's id, or nil.
func (t *Text) Section(id string) *Section {
	for _, s := range t.Sections {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// Unstamped reports whether t is a translation that does not say which source
// text it was made from.
func (t *Text) Unstamped() bool {
	source := t.Page.Texts[0]
	return t != source && t.TranslationOf == "" && source.Fingerprint != ""
}

// Aged reports whether the source text has changed since t was translated.
func (t *Text) Aged() bool {
	source := t.Page.Texts[0]
	return t != source && t.TranslationOf != "" && t.TranslationOf != source.Fingerprint
}

// Section is a heading and the text below it, up to the next heading. It is
// the unit of links, of search and of setting two languages side by side.
type Section struct {
	ID        string // the same in all languages; empty in a text before the first heading
	Level     int    // 2 to 4; 0 before the first heading
	Title     string // the heading as plain text
	TitleHTML HTML
	Body      HTML
	Plain     string // the body as plain text, blocks parted by newlines
	Citations []Citation
	Links     []string // where its links lead: "/residence#who", "https://…", "tel:110"
	Place     problem.Place
}
