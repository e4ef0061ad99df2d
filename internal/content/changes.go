package content

import (
	"strings"
	"time"

	"beistand/internal/site"
)

// changeTOML is one [[changes]] of page.toml.
type changeTOML struct {
	Date  time.Time
	About map[string]string // language code → what changed
}

// changes reads what page.toml says of changes to the page.
func (a *assembly) changes(f *folder) {
	for i, c := range f.meta.Changes {
		path := item("changes", i)
		place := placesIn(f.metaFile(), f.data)
		change := &site.Change{Page: a.pages[f.id], Date: day(c.Date), About: c.About, Place: place.key(path)}
		source := a.langs[0].Code
		switch {
		case change.Date.IsZero():
			a.problems.Error(change.Place, "a change has no date").Hint("write the day on which readers saw it first: date = 2026-11-01")
		case strings.TrimSpace(c.About[source]) == "":
			a.problems.Error(change.Place, "a change does not say in %s what changed", inEnglish(a.langs[0])).
				Hint("write in a sentence what a reader now does differently: about = { %s = \"…\" }", source)
		}
		for _, code := range sortedKeys(c.About) {
			if a.lang(code) == nil {
				a.problems.Error(place.key(path+".about."+code), "%q is not a language of this site", code).
					Hint("delete the text, or add the language to site.toml")
			}
		}
		change.Page.Changes = append(change.Page.Changes, change)
	}
}
