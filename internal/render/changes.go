package render

import (
	"bytes"
	"crypto/sha1"
	"encoding/xml"
	"fmt"
	"html/template"
	"time"

	"beistand/internal/site"
)

// ChangesView is what the layout of the list of changes sees.
type ChangesView struct{ *View }

// Change is what changed on a page.
type Change struct {
	Page  Link
	Date  time.Time
	About string
	Lang  *site.Lang // of About
}

const (
	kindChanges site.Kind = "changes"
	feedFile              = "feed.xml"
)

// changesJob is the list of changes in one language.
func (r *renderer) changesJob(l *site.Lang) job {
	return job{l.Path(site.ChangesID).File(), baseLayout, func() any {
		return &ChangesView{r.view(r.ownPage(site.ChangesID, kindChanges, "changes.title"), l)}
	}}
}

// Changes are what changed, the newest first.
func (v *ChangesView) Changes() []Change {
	var list []Change
	for _, c := range v.changed() {
		change := Change{Page: v.linkTo(c.Page), Date: c.Date}
		change.About, change.Lang = c.AboutIn(v.Lang, v.Site.Source)
		list = append(list, change)
	}
	return list
}

// Main is the list by its own layout.
func (v *ChangesView) Main() (template.HTML, error) { return v.execute("changes.html", v) }

// FeedURL is the link to the feed of changes.
func (v *ChangesView) FeedURL() string { return v.To(v.Lang.Path(site.HomeID) + feedFile) }

// FeedURL is the link to the feed that the page lists; empty on all others.
func (v *View) FeedURL() string { return "" }

// ChangesURL is the link to the list of changes.
func (v *View) ChangesURL() string { return v.To(v.pathOf(site.ChangesID)) }

// atomFeed is LANG/feed.xml (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   atomText `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Content atomText `xml:"content"`
}

type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

// feeds are the changes for programs that tell who has subscribed. An entry
// keeps its id whatever is added to the site; a feed without entries is as old
// as time.
func (r *renderer) feeds(put site.Put) error {
	for _, l := range r.site.Langs {
		v := r.viewAt(r.site.Home, l, l.Path(site.HomeID)) // links in a feed start at its own folder
		title, err := v.Word("changes.title")
		if err != nil {
			return err
		}
		feed := atomFeed{
			Lang: l.Code, ID: r.feedID(l, ""), Title: title + " – " + r.site.Title,
			Author: r.site.Title, Updated: atomDay(time.Unix(0, 0)),
			Links: []atomLink{{"self", v.address(v.Path + feedFile)}, {"alternate", v.address(l.Path(site.ChangesID))}},
		}
		if r.site.Discreet {
			feed.Title = title
		}
		times := map[string]int{} // a page may change twice a day
		for i, c := range r.site.Changes() {
			about, in := c.AboutIn(l, r.site.Source)
			name := fmt.Sprintf("%s %s", c.Page.ID, c.Date.Format(time.DateOnly))
			times[name]++
			entry := atomEntry{
				ID: r.feedID(l, fmt.Sprintf("%s %d", name, times[name])), Updated: atomDay(c.Date),
				Title: atomText{Text: c.Page.Best(l).Title}, Content: atomText{Text: about},
				Link: atomLink{"alternate", v.address(l.Path(c.Page.ID))},
			}
			if in != l {
				entry.Content.Lang = in.Code
			}
			if t := c.Page.Best(l); t.Lang != l {
				entry.Title.Lang = t.Lang.Code
			}
			if i == 0 {
				feed.Updated = entry.Updated
			}
			feed.Entries = append(feed.Entries, entry)
		}
		var b bytes.Buffer
		b.WriteString(xml.Header)
		encoder := xml.NewEncoder(&b)
		encoder.Indent("", " ")
		if err := encoder.Encode(feed); err != nil {
			panic(err) // strings always encode, and a buffer does not fail
		}
		b.WriteByte('\n')
		if err := put(string(v.Path)+feedFile, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func atomDay(day time.Time) string { return day.UTC().Format(time.RFC3339) }

// feedID is an id for ever, wherever the site is published: a UUID of the name
// (RFC 9562, version 5).
func (r *renderer) feedID(l *site.Lang, name string) string {
	const urlNamespace = "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8"
	id := sha1.Sum([]byte(urlNamespace + r.site.Title + "/" + l.Code + " " + name))
	id[6] = id[6]&0x0f | 5<<4
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:16])
}
