package render

import (
	"html/template"
	"strings"

	"beistand/internal/site"
)

// PairView is what the layout of a page in two languages sees: the reader's,
// which is that of the frame, and beside it the source language.
type PairView struct {
	*View
	Source *View // the same page for those who read the source language
}

// PairRow is a section in both languages.
type PairRow struct {
	ID     string    // of the section in the texts, "" where a handout collects it
	Short  string    // its code and number in short links; empty when it has none
	From   *Link     // the page that a handout has it from
	Left   []Section // in the reader's language; none when it is not translated
	Right  []Section // in the source language
	Source *Link     // From, in the source language
}

// pairJobs are the pages in the language beside the source language.
func (r *renderer) pairJobs(l *site.Lang) []job {
	if l == r.site.Source {
		return nil
	}
	var jobs []job
	for _, p := range r.site.Pages {
		jobs = append(jobs, job{l.Beside(r.site.Source, p.ID).File(), baseLayout, func() any { return r.pairView(p, l) }})
	}
	return jobs
}

func (r *renderer) pairView(p *site.Page, l *site.Lang) *PairView {
	source := r.site.Source
	v := &PairView{View: r.viewAt(p, l, l.Beside(source, p.ID)), Source: r.viewAt(p, source, l.Beside(source, p.ID))}
	v.pair, v.Source.pair, v.Source.made = l, l, v.made
	if p.Text(l) == nil {
		// Beside the source no other language is of use. It has no twin here, so
		// its ids stay as they are.
		v.Text = v.Source.Text
	} else {
		v.Source.prefix = source.Code + "-"
	}
	return v
}

// Rows are the sections of the text beside those of the source text, which have
// the same ids.
func (v *PairView) Rows() []PairRow {
	var rows []PairRow
	var left []Section
	if !v.Fallback() {
		left = v.Sections()
	}
	for _, s := range v.Source.Sections() {
		id := strings.TrimPrefix(s.ID, v.Source.prefix)
		row := PairRow{ID: id, Short: v.shortOf(v.Page.ID, id), Right: []Section{s}}
		for i := range left {
			if left[i].ID == row.ID {
				row.Left = left[i : i+1]
			}
		}
		rows = append(rows, row)
	}
	source := *v.Source
	source.prefix = v.Site.Source.Code + "-" // a handout collects in both languages, also where it has no text in one
	collected := v.Selection()
	for i, right := range source.Selection() {
		row := PairRow{From: &collected[i].From, Short: right.Short, Source: &right.From, Right: right.Sections}
		if collected[i].Lang == v.Lang {
			row.Left = collected[i].Sections
		}
		rows = append(rows, row)
	}
	return rows
}

// Main is the page by the layout of pairs, whatever its kind.
func (v *PairView) Main() (template.HTML, error) { return v.execute("pair.html", v) }

// A pair has no short link: it is passed on by its own address.

func (v *PairView) ShortURL() string { return v.To(v.Path) }

func (v *PairView) ShareAddress() string { return v.address(v.Path) }

func (v *PairView) ShortName() string { return withoutScheme(v.ShareAddress()) }

func (v *PairView) QR() string { return "" }

func (v *PairView) ShortSections() string { return "" }

// Pairs are the page with two languages side by side: of those that suit the
// page's reader.
func (v *View) Pairs() []Pair {
	if v.absolute || v.page(v.Page.ID) == nil {
		return nil // a page that the generator makes
	}
	source := v.Site.Source
	var list []Pair
	for _, l := range v.Site.Langs {
		if l == source || v.pair == nil && v.Lang != source && v.Lang != l {
			continue
		}
		beside := source
		if v.Lang == source {
			beside = l
		}
		list = append(list, Pair{URL: v.To(l.Beside(source, v.Page.ID)), Lang: l, Beside: v.Lang.NameOf(beside.Code), Current: l == v.pair})
	}
	return list
}

// Pair is a page in two languages.
type Pair struct {
	URL     string
	Lang    *site.Lang // beside the source language
	Beside  string     // what stands beside, in the reader's words
	Current bool
}

// IsPair reports whether the page shows two languages side by side.
func (v *View) IsPair() bool { return v.pair != nil }

// NoIndex reports whether search engines are to leave the page out, because
// the text has an address of its own.
func (v *View) NoIndex() bool { return v.Fallback() || v.IsPair() }

// pathOf is where links from the page lead: from two languages side by side to
// the same of another page.
func (v *View) pathOf(id site.ID) site.Path {
	switch {
	case v.pair == nil:
		return v.Lang.Path(id)
	case v.page(id) == nil:
		return v.pair.Path(id)
	}
	return v.pair.Beside(v.Site.Source, id)
}
