package render

import (
	"html/template"

	"beistand/internal/site"
)

// SelectionView is what the layout of the page sees on which a reader finds
// the sections that they have chosen. Which those are, only the browser knows:
// it takes them out of the built pages.
type SelectionView struct {
	*View
	Source *View // the same page for those who read the source language
}

const kindSelection site.Kind = "selection"

// selectionJob is the page in one language.
func (r *renderer) selectionJob(l *site.Lang) job {
	return job{l.Path(site.SelectionID).File(), baseLayout, func() any {
		p := r.ownPage(site.SelectionID, kindSelection, "selection.title")
		v := &SelectionView{r.view(p, l), r.view(p, r.site.Source)}
		v.Source.made = v.made
		return v
	}}
}

// SelectionURL is the link to the page.
func (v *View) SelectionURL() string { return v.To(v.Lang.Path(site.SelectionID)) }

// ShareAddress is the address to which the browser adds what was chosen, whole
// where the site knows its own.
func (v *SelectionView) ShareAddress() string { return v.address(v.Path) }

// NoIndex reports that there is nothing to be found on the page.
func (v *SelectionView) NoIndex() bool { return true }

// Pairs are the page with two languages side by side: the one of every other
// language, which sets it beside the source language when the browser tells it.
func (v *SelectionView) Pairs() []Pair {
	source := v.Site.Source
	var list []Pair
	for _, l := range v.Site.Langs {
		if l == source || v.Lang != source && v.Lang != l {
			continue
		}
		beside := source
		if v.Lang == source {
			beside = l
		}
		list = append(list, Pair{URL: v.To(l.Path(site.SelectionID)), Lang: l, Beside: v.Lang.NameOf(beside.Code)})
	}
	return list
}

// Main is the page by its own layout.
func (v *SelectionView) Main() (template.HTML, error) { return v.execute("selection.html", v) }
