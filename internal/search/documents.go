package search

import (
	"slices"
	"strings"

	"beistand/internal/site"
)

// Document is the unit of search: a section of a page, or the page itself with
// its title, keywords and summary, and what stands before the first heading.
type Document struct {
	Page    int // number of the page in Site.Pages
	Text    *site.Text
	Section *site.Section // nil for the page itself
	Plain   string        // what a snippet is cut from
	Fields  []Field
}

// Field is a part of a document with its weight: how many times its words
// count.
type Field struct {
	Name   string
	Text   string
	Weight int
}

// Weights of fields. A word of a title is worth that of a heading twice, and
// what people type (keywords) is worth a title.
const (
	titleWeight    = 6
	keywordsWeight = 6
	headingWeight  = 3
	summaryWeight  = 3
	citationWeight = 2
	bodyWeight     = 1
)

// documents are the documents of a language in the order of pages and
// sections, those of a page one after the other; cited is citedSections.
func documents(s *site.Site, l *site.Lang, cited map[string][]string) []Document {
	var docs []Document
	for number, p := range s.Pages {
		t := p.Text(l)
		if t == nil || t.Title == "" {
			continue
		}
		page := Document{Page: number, Text: t}
		var all []string // citations of the whole page
		var sections []Document
		for _, section := range t.Sections {
			var terms []string
			for _, c := range section.Citations {
				terms = append(terms, citationTerms(c, cited[c.Law])...)
			}
			all = append(all, terms...)
			if section.ID == "" {
				page.Plain = section.Plain
				continue
			}
			sections = append(sections, Document{
				Page: number, Text: t, Section: section, Plain: section.Plain,
				Fields: []Field{
					{"heading", section.Title, headingWeight},
					{"body", section.Plain, bodyWeight},
					{"citations", marked(terms), citationWeight},
				},
			})
		}
		page.Fields = []Field{
			{"title", t.Title, titleWeight},
			{"keywords", strings.Join(t.Keywords, "\n"), keywordsWeight},
			{"summary", t.Summary, summaryWeight},
			{"body", page.Plain, bodyWeight},
			{"citations", marked(all), citationWeight},
		}
		if page.Plain == "" {
			page.Plain = t.Summary
		}
		docs = append(append(docs, page), sections...)
	}
	return docs
}

// text is what is indexed of a document: each field as often as it weighs.
func (d Document) text() string {
	var b strings.Builder
	for _, f := range d.Fields {
		for range f.Weight {
			b.WriteString(f.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// marked puts terms between marks, so that they are indexed as they are.
func marked(terms []string) string {
	var b strings.Builder
	for _, t := range terms {
		b.WriteString(wordMark + t + wordMark)
	}
	return b.String()
}

// citedSections lists, by law, the sections that the source texts cite.
func citedSections(s *site.Site) map[string][]string {
	cited := map[string][]string{}
	for _, p := range s.Pages {
		for _, section := range p.Texts[0].Sections {
			for _, c := range section.Citations {
				cited[c.Law] = append(cited[c.Law], c.Section)
			}
		}
	}
	for law, sections := range cited {
		slices.SortFunc(sections, site.CompareNumbers)
		cited[law] = slices.Compact(sections)
	}
	return cited
}
