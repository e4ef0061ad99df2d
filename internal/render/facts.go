package render

import (
	"maps"
	"reflect"
	"slices"

	"beistand/internal/site"
)

// A page is made of facts: what its own texts and its page.toml say, and what
// it shows of others. The first are known without asking. The others are noted
// while the page is rendered, by the methods in reach.go, through which alone a
// View comes to another page. When the site is rendered again, the facts that
// have changed are looked up, and a page is rendered again when it is made of
// one of them.

// fact is something that a page may show. Without a language it holds in all.
type fact struct {
	what string
	id   site.ID
	lang *site.Lang
}

const (
	whole      = "whole"      // everything of a page
	card       = "card"       // what a link to a page shows, in a language
	family     = "family"     // which pages are below a page
	top        = "top"        // what links to the pages below home show, in a language
	cited      = "cited"      // where laws are cited, in a language
	keyed      = "keyed"      // the list of keywords, in a language
	lawList    = "laws"       // which laws have pages
	addresses  = "addresses"  // which pages there are, in which languages
	everything = "everything" // all of the site
)

// facts is a set of facts.
type facts map[fact]struct{}

func (f facts) note(what string, id site.ID, l *site.Lang) { f[fact{what, id, l}] = struct{}{} }

func (f facts) has(what string, id site.ID, l *site.Lang) bool {
	_, ok := f[fact{what, id, l}]
	return ok
}

func (f facts) anyOf(list []fact) bool {
	return slices.ContainsFunc(list, func(x fact) bool { return f.has(x.what, x.id, x.lang) })
}

// changes lists the facts that two sites do not share. It is not ok when they
// differ in what every page may show: languages, words, configuration, laws,
// contacts.
func changes(old, next *site.Site) (changed facts, ok bool) {
	if !slices.Equal(old.Langs, next.Langs) || !sameSite(old, next) {
		return nil, false
	}
	changed = facts{}
	if !slices.Equal(ids(old.Pages), ids(next.Pages)) {
		changed.note(addresses, "", nil)
		for _, l := range next.Langs {
			changed.note(cited, "", l)
			changed.note(keyed, "", l)
		}
	}
	for _, p := range next.Pages {
		before := old.Page(p.ID)
		if before == nil {
			changed.page(p.ID, next.Langs)
			continue
		}
		changed.compare(before, p, next.Langs)
	}
	for _, p := range old.Pages {
		if next.Page(p.ID) == nil {
			changed.page(p.ID, next.Langs)
		}
	}
	if !slices.Equal(citedLaws(old), citedLaws(next)) {
		changed.note(lawList, "", nil)
	}
	for _, l := range next.Langs {
		if changed.has(family, site.HomeID, nil) || slices.ContainsFunc(next.Home.Children, func(p *site.Page) bool { return changed.has(card, p.ID, l) }) {
			changed.note(top, "", l)
		}
	}
	if len(changed) > 0 {
		changed.note(everything, "", nil)
	}
	return changed, true
}

// page notes all facts of a page that came or went.
func (f facts) page(id site.ID, langs []*site.Lang) {
	f.note(whole, id, nil)
	f.note(family, id, nil)
	for _, l := range langs {
		f.note(card, id, l)
	}
}

// compare notes what is not the same in two states of a page.
func (f facts) compare(old, next *site.Page, langs []*site.Lang) {
	same := samePage(old, next)
	if !slices.Equal(ids(old.Children), ids(next.Children)) {
		f.note(family, next.ID, nil)
	}
	for i, t := range next.Texts {
		same = same && sameText(old.Texts[i], t)
	}
	if same {
		return
	}
	f.note(whole, next.ID, nil)
	if !slices.EqualFunc(old.Texts, next.Texts, func(x, y *site.Text) bool { return x.Lang == y.Lang }) {
		f.note(addresses, "", nil)
	}
	for _, l := range langs {
		if old.Kind != next.Kind { // of the questions within a guide the list of keywords has none
			f.note(keyed, "", l)
		}
		x, y := old.Best(l), next.Best(l)
		if x.Lang != y.Lang || x.Title != y.Title || x.Summary != y.Summary || old.Kind != next.Kind {
			f.note(card, next.ID, l)
		}
		if !reflect.DeepEqual(mentionsOf(x), mentionsOf(y)) {
			f.note(cited, "", l)
		}
		if !slices.Equal(keysOf(old, l), keysOf(next, l)) {
			f.note(keyed, "", l)
		}
	}
}

// mention is what the page of a law shows of a section.
type mention struct {
	lang              *site.Lang
	page, id, section string
	citations         []site.Citation
}

func mentionsOf(t *site.Text) []mention {
	var list []mention
	for _, s := range t.Sections {
		if len(s.Citations) > 0 {
			list = append(list, mention{t.Lang, t.Title, s.ID, s.Title, s.Citations})
		}
	}
	return list
}

// keysOf lists what the list of keywords shows of a page.
func keysOf(p *site.Page, l *site.Lang) []string {
	t := p.Text(l)
	if t == nil {
		return nil
	}
	list := append([]string{t.Title}, t.Keywords...)
	if p.Kind == site.KindGlossary {
		for _, s := range t.Sections {
			list = append(list, s.ID, s.Title)
		}
	}
	return list
}

// citedLaws lists the laws that the source texts cite.
func citedLaws(s *site.Site) []string {
	seen := map[string]bool{}
	for _, p := range s.Pages {
		for _, section := range p.Best(s.Source).Sections {
			for _, c := range section.Citations {
				seen[c.Law] = true
			}
		}
	}
	var list []string
	for _, st := range s.Statutes {
		if seen[st.Abbreviation] {
			list = append(list, st.Abbreviation)
		}
	}
	return list
}

func ids(pages []*site.Page) []site.ID {
	list := make([]site.ID, len(pages))
	for i, p := range pages {
		list[i] = p.ID
	}
	return list
}

// sameSite compares two sites without their pages, in every field that there
// is: one that is added later is not forgotten.
func sameSite(a, b *site.Site) bool {
	return sameFields(a, b, func(x, _ reflect.Value) (same, known bool) {
		return true, x.Type() == pageType || x.Type() == pagesType
	})
}

// samePage compares what page.toml and the folder say of two pages; their
// texts are only counted.
func samePage(a, b *site.Page) bool {
	return sameFields(a, b, func(x, y reflect.Value) (same, known bool) {
		switch x.Type() {
		case pageType:
			return x.IsNil() && y.IsNil() || !x.IsNil() && !y.IsNil() && x.Interface().(*site.Page).ID == y.Interface().(*site.Page).ID, true
		case pagesType:
			return slices.Equal(ids(x.Interface().([]*site.Page)), ids(y.Interface().([]*site.Page))), true
		case textsType:
			return x.Len() == y.Len(), true
		case refsType:
			return slices.EqualFunc(x.Interface().([]site.Ref), y.Interface().([]site.Ref), sameRef), true
		case anchorsType:
			return slices.EqualFunc(x.Interface().([]site.FormerAnchor), y.Interface().([]site.FormerAnchor), func(x, y site.FormerAnchor) bool {
				return x.ID == y.ID && sameRef(x.To, y.To)
			}), true
		case changesType:
			return slices.EqualFunc(x.Interface().([]*site.Change), y.Interface().([]*site.Change), func(x, y *site.Change) bool {
				return x.Date.Equal(y.Date) && maps.Equal(x.About, y.About)
			}), true
		}
		return false, false
	})
}

func sameRef(a, b site.Ref) bool { return a.Page.ID == b.Page.ID && a.Section == b.Section }

// sameText compares two texts of a page. Sections that were read once are the
// same in both.
func sameText(a, b *site.Text) bool {
	return sameFields(a, b, func(x, _ reflect.Value) (same, known bool) { return true, x.Type() == pageType })
}

var (
	pageType    = reflect.TypeFor[*site.Page]()
	pagesType   = reflect.TypeFor[[]*site.Page]()
	textsType   = reflect.TypeFor[[]*site.Text]()
	refsType    = reflect.TypeFor[[]site.Ref]()
	anchorsType = reflect.TypeFor[[]site.FormerAnchor]()
	changesType = reflect.TypeFor[[]*site.Change]()
)

// sameFields compares two structs field by field: by the function where it
// knows the type of the field, else as they are.
func sameFields[T any](a, b *T, compare func(x, y reflect.Value) (same, known bool)) bool {
	v, w := reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem()
	for i := range v.NumField() {
		x, y := v.Field(i), w.Field(i)
		switch x.Kind() { // what is nearly always so, and to box a value takes longer
		case reflect.String:
			if x.String() != y.String() {
				return false
			}
			continue
		case reflect.Pointer:
			if x.Pointer() == y.Pointer() {
				continue
			}
		case reflect.Slice:
			if x.Pointer() == y.Pointer() && x.Len() == y.Len() {
				continue
			}
		}
		if !v.Type().Field(i).IsExported() {
			continue
		}
		same, known := compare(x, y)
		if !known {
			same = reflect.DeepEqual(x.Interface(), y.Interface())
		}
		if !same {
			return false
		}
	}
	return true
}
