package beistand

import (
	"encoding/xml"
	"testing"
	"time"

	"beistand/internal/site"
	"beistand/internal/sitetest"
)

const feedSite = `
-- site.toml --
title = "Mieten"
languages = ["de", "ar"]
base_url = "https://example.org/rights/"
discreet = false
-- content/deposit/page.toml --
[[changes]]
date = 2026-11-02
about = { de = "Höchstens drei < vier Monate.", ar = "ثلاثة أشهر." }
[[changes]]
date = 2026-11-20
about = { de = "Neu." }
-- content/deposit/de.md --
+++
title = "Kaution & mehr"
+++
-- content/rent/page.toml --
-- content/rent/de.md --
+++
title = "Miete"
+++
`

type feed struct {
	XMLName xml.Name
	Lang    string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string `xml:"http://www.w3.org/2005/Atom id"`
	Title   string `xml:"http://www.w3.org/2005/Atom title"`
	Updated string `xml:"http://www.w3.org/2005/Atom updated"`
	Author  string `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []entry `xml:"http://www.w3.org/2005/Atom entry"`
}

type entry struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Link    struct {
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Content struct {
		Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		Text string `xml:",chardata"`
	} `xml:"content"`
}

func readFeed(t *testing.T, files site.Files, name string) feed {
	t.Helper()
	var f feed
	if err := xml.Unmarshal(files[name], &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

// TestFeed holds feeds against what RFC 4287 asks of each.
func TestFeed(t *testing.T) {
	files := sitetest.Build(t, feedSite)
	for _, f := range []feed{
		readFeed(t, files, "de/feed.xml"), readFeed(t, files, "ar/feed.xml"),
		readFeed(t, sitetest.BuildProject(t), "de/feed.xml"), readFeed(t, sitetest.Build(t, "-- site.toml --\nlanguages = [\"de\"]\n-- content/.keep --\n"), "de/feed.xml"),
	} {
		if f.XMLName.Local != "feed" || f.ID == "" || f.Title == "" || f.Author == "" || f.Lang == "" || len(f.Links) != 2 || f.Links[0].Rel != "self" {
			t.Errorf("the feed lacks what every feed has: %+v", f)
		}
		ids, last := map[string]bool{f.ID: true}, f.Updated
		for _, e := range f.Entries {
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Updated > last {
				t.Errorf("%s is not a time, or is newer than what stands before", e.Updated)
			}
			if ids[e.ID] || e.ID == "" || e.Title == "" || e.Link.Href == "" || e.Content.Text == "" {
				t.Errorf("the entry lacks what every entry has: %+v", e)
			}
			ids[e.ID], last = true, e.Updated
		}
	}
	got := readFeed(t, files, "ar/feed.xml")
	if len(got.Entries) != 2 {
		t.Fatalf("%d entries, want 2", len(got.Entries))
	}
	newest, oldest := got.Entries[0], got.Entries[1]
	if newest.Content.Text != "Neu." || newest.Content.Lang != "de" || newest.Title != "Kaution & mehr" || newest.Link.Href != "https://example.org/rights/ar/deposit/" {
		t.Errorf("got %+v", newest)
	}
	if oldest.Content.Text != "ثلاثة أشهر." || oldest.Content.Lang != "" || got.Updated != "2026-11-20T00:00:00Z" {
		t.Errorf("got %+v, updated %s", oldest, got.Updated)
	}
}
