package content

import (
	"path"
	"slices"
	"strings"
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// folder is a page before it is complete.
type folder struct {
	id        site.ID
	dir       string
	hasMeta   bool
	hasStrays bool // there are texts in languages that the site does not have
	plain     bool // made by the generator, not written by an author
	data      []byte
	meta      metaTOML
	kind      site.Kind
	texts     []*pageText
}

// metaTOML is page.toml.
type metaTOML struct {
	Order      int
	Kind       string
	Aliases    []string
	Anchors    map[string]string // former ids of headings → where they lead: "who", "/residence#who"
	Related    []string
	Contacts   []string
	Changes    []changeTOML
	Sections   []string  // of a handout: "/help-now/emergency#in-short"
	LawAsOf    time.Time `toml:"law_as_of"`
	ReviewBy   time.Time `toml:"review_by"`
	ReviewedBy string    `toml:"reviewed_by"`
}

func (f *folder) metaFile() string { return path.Join(f.dir, "page.toml") }

// place is where the value of a key of page.toml stands.
func (f *folder) place(path string) problem.Place {
	return placesIn(f.metaFile(), f.data).value(path)
}

// generated are the folders below content/ that the generator fills itself.
var generated = []string{site.LawsID.Last(), site.AZID.Last(), site.ShortID.Last(), site.ChangesID.Last(), site.OfflineID.Last(), site.SelectionID.Last()}

// IsGenerated reports whether the page with the id is one that the generator
// makes, or would lie below one.
func IsGenerated(id site.ID) bool {
	top, _, _ := strings.Cut(strings.TrimPrefix(string(id), "/"), "/")
	return slices.Contains(generated, top)
}

func (l *loader) checkFolderName(at problem.Place, parent site.ID, name string) bool {
	switch {
	case site.IsName(name) && isID(parent.Child(name)) && !IsGenerated(parent.Child(name)):
		return true
	case IsGenerated(parent.Child(name)):
		l.problems.Error(at, "the generator fills the folder %q itself", name).Hint("give the page another name")
	case site.Slug(name) == name: // its letters are fine
		l.problems.Error(at, "the folder's name %q cannot be part of an address", name).
			Hint("give it a shorter one; names such as con and aux are devices on Windows")
	default:
		l.problems.Error(at, "the folder's name %q cannot be part of an address", name).
			Hint("use small letters a to z, digits and single hyphens, in English: %s", slugOr(name, "new-page"))
	}
	return false
}

func isID(id site.ID) bool {
	_, ok := site.ParseID(string(id))
	return ok
}

func slugOr(name, other string) string {
	if slug := site.Slug(name); slug != "" {
		return slug
	}
	return other
}

// loadMeta reads the folder's page.toml.
func (l *loader) loadMeta(f *folder) error {
	f.kind = site.KindPage
	if f.id == site.HomeID {
		f.kind = site.KindHome
	}
	at := problem.Place{File: f.dir}
	if !f.hasMeta {
		p := l.problems.Error(at, "the folder has no page.toml")
		if f.id == site.HomeID {
			p.Hint("make an empty file %s", f.metaFile())
		} else {
			p.Hint("make it with: beistand new page %s", f.id)
		}
		return nil
	}
	if len(f.texts) == 0 && !f.hasStrays {
		l.problems.Error(at, "the page has no text").
			Hint("write it in %s", path.Join(f.dir, l.langs[0].Code+".md"))
	}
	data, found, err := l.read(f.metaFile())
	if err != nil || !found {
		return err
	}
	f.data = data
	if !l.decodeMeta(f) {
		return nil
	}
	if f.meta.Kind != "" {
		if !slices.Contains(site.Kinds, site.Kind(f.meta.Kind)) {
			l.problems.Error(f.place("kind"), "there is no kind of page %q", f.meta.Kind).
				Hint("the kinds are page (the usual one), home, glossary, guide, handout, about")
		} else {
			f.kind = site.Kind(f.meta.Kind)
		}
	}
	if (f.kind == site.KindHome) != (f.id == site.HomeID) {
		l.problems.Error(f.place("kind"), "the home page is the one in content/, and only that").
			Hint("take the line kind out")
	}
	if f.kind == site.KindGlossary {
		if l.glossary != nil {
			l.problems.Error(f.place("kind"), "there are two glossaries, here and in %s", l.glossary.dir).
				Hint("put the terms into one")
		}
		l.glossary = f
	}
	if f.kind != site.KindHandout && len(f.meta.Sections) > 0 {
		l.problems.Error(placesIn(f.metaFile(), data).key("sections"), "sections belong to a handout").
			Hint("write kind = \"handout\", or take sections out")
	}
	if !f.meta.ReviewBy.IsZero() && f.meta.ReviewBy.Before(f.meta.LawAsOf) {
		l.problems.Error(placesIn(f.metaFile(), data).key("review_by"), "review_by is before law_as_of").
			Hint("review_by is the day until which somebody should check the law again")
	}
	return nil
}
