package render

import (
	"html/template"
	"strings"

	"beistand/internal/site"
)

// OfflineView is what the layouts of the page on which readers keep the site
// on their device see, and of the page that stands in for those not kept.
type OfflineView struct {
	*View
	layout string
}

const kindOffline site.Kind = "offline"

// notKept is the name of the page that the worker shows without a connection
// in place of one that is not on the device.
const notKept = "not-kept.html"

// offlineJobs are the pages about keeping the site, in one language.
func (r *renderer) offlineJobs(l *site.Lang) []job {
	if !r.site.Offline {
		return nil
	}
	view := func(layout string) func() any {
		return func() any {
			return &OfflineView{r.view(r.ownPage(site.OfflineID, kindOffline, "offline.title"), l), layout}
		}
	}
	at := l.Path(site.OfflineID)
	return []job{
		{at.File(), baseLayout, view("offline.html")},
		{string(at) + notKept, baseLayout, view(notKept)},
	}
}

// OfflineURL is the link to the page on which readers keep the site; empty
// when the site is not to be taken along.
func (v *View) OfflineURL() string {
	if !v.Site.Offline {
		return ""
	}
	return v.To(v.Lang.Path(site.OfflineID))
}

// PageCount, Download and Stored stand for what package offline fills in.
func (v *OfflineView) PageCount() string { return v.mark(site.MarkPages) }
func (v *OfflineView) Download() string  { return v.mark(site.MarkDownload) }
func (v *OfflineView) Stored() string    { return v.mark(site.MarkStored) }

// Edition stands for the day of the edition, which package offline fills in.
func (v *View) Edition() string { return v.mark(site.MarkDate) }

// Downloads are the language as files to take along; none in a preview.
func (v *View) Downloads() []Download {
	if !v.Site.Offline || !v.r.Offline {
		return nil
	}
	return []Download{
		{"zip", v.To(v.Lang.ZipPath()), site.MarkZip},
		{"single", v.To(v.Lang.SinglePath()), site.MarkSingle},
	}
}

// Download is a file to take along.
type Download struct {
	Kind string // "zip" or "single"
	URL  string
	Size string // in kB
}

// mark is a mark where something will be filled in for it.
func (v *View) mark(m string) string {
	if v.r.Offline {
		return m
	}
	return "…"
}

// Months are the names of the months, parted by bars, for dates that only the
// device knows.
func (v *OfflineView) Months() string { return strings.Join(v.Lang.Words.Months(), "|") }

// Main is the page by its own layout.
func (v *OfflineView) Main() (template.HTML, error) { return v.execute(v.layout, v) }
