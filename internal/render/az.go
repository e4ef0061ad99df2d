package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"

	"beistand/internal/site"
)

// AZView is what the layout of the list of keywords sees. It is the search of
// those who have no script.
type AZView struct {
	*View
	letters []Letter // once they were asked for
}

// Letter is a first letter with the keywords that start with it.
type Letter struct {
	ID      string
	Letter  string
	Entries []Entry
}

// Entry is a keyword, a title or a term of the glossary, and where it leads.
type Entry struct {
	Word string
	URL  string
}

const kindAZ site.Kind = "a-z"

// azJob is the list of keywords in one language.
func (r *renderer) azJob(l *site.Lang) job {
	return job{l.Path(site.AZID).File(), baseLayout, func() any {
		return &AZView{View: r.view(r.ownPage(site.AZID, kindAZ, "az.title"), l)}
	}}
}

// ownPage is a page that the generator makes, below the home page in every
// language; its title is the words under the key.
func (r *renderer) ownPage(id site.ID, kind site.Kind, title string) *site.Page {
	p := &site.Page{ID: id, Kind: kind, Parent: r.site.Home}
	for _, lang := range r.site.Langs {
		words, err := lang.Words.Text(title)
		if err != nil {
			words = string(id) // the layout asks for the words again, and says what is missing
		}
		p.Texts = append(p.Texts, &site.Text{Page: p, Lang: lang, Title: words})
	}
	return p
}

// Letters are the entries, sorted as the language does.
func (v *AZView) Letters() []Letter {
	if v.letters == nil {
		v.letters = v.sort()
	}
	return v.letters
}

func (v *AZView) sort() []Letter {
	entries := v.entries()
	collator := collate.New(v.Lang.Tag, collate.IgnoreCase)
	loose := collate.New(v.Lang.Tag, collate.Loose) // Ö stands with O where the language puts it there
	var buffer collate.Buffer
	keys := make(map[Entry][]byte, len(entries))
	for _, e := range entries {
		keys[e] = collator.KeyFromString(&buffer, e.Word)
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		if c := slices.Compare(keys[a], keys[b]); c != 0 {
			return c
		}
		return strings.Compare(a.Word+a.URL, b.Word+b.URL)
	})
	var letters []Letter
	for _, e := range slices.Compact(entries) {
		first := firstLetter(e.Word)
		if n := len(letters); n == 0 || loose.CompareString(letters[n-1].Letter, first) != 0 {
			letters = append(letters, Letter{ID: fmt.Sprintf("letter-%d", n+1), Letter: first})
		}
		last := &letters[len(letters)-1]
		last.Entries = append(last.Entries, e)
	}
	return letters
}

// firstLetter is under what a word stands: its first letter, or # for a digit
// or sign.
func firstLetter(word string) string {
	c, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsLetter(c) {
		return "#"
	}
	return strings.ToUpper(string(c))
}

func (v *AZView) entries() []Entry {
	var list []Entry
	for _, p := range v.written() {
		t := p.Text(v.Lang)
		if t == nil || isStep(p) {
			continue
		}
		url := v.To(v.Lang.Path(p.ID))
		if t.Title != "" {
			list = append(list, Entry{t.Title, url})
		}
		for _, k := range t.Keywords {
			list = append(list, Entry{k, url})
		}
		if p.Kind != site.KindGlossary {
			continue
		}
		for _, s := range t.Sections {
			if s.ID != "" {
				list = append(list, Entry{s.Title, url + "#" + s.ID})
			}
		}
	}
	return list
}

// isStep reports whether the page is a question within the guide, which is no
// place to arrive at: the pages that it leads to are listed.
func isStep(p *site.Page) bool {
	return p.Kind == site.KindGuide && p.Parent != nil && p.Parent.Kind == site.KindGuide
}

// Main is the list by its own layout.
func (v *AZView) Main() (template.HTML, error) { return v.execute("a-z.html", v) }
