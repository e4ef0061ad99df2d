package beistand

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"beistand/internal/sitetest"
)

// traces counts what a page has left on the device.
const traces = `(async () => document.cookie.length + localStorage.length + sessionStorage.length
	+ (await caches.keys()).length + (await indexedDB.databases()).length
	+ (await navigator.serviceWorker.getRegistrations()).length)()`

// TestNoTraces: somebody reads, looks a word up, changes the language, searches
// and opens what was found. Nothing is stored on the device, nothing comes from
// elsewhere, and the browser's cache holds only styles and scripts.
func TestNoTraces(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	tab.Visit("/ar/help-now/emergency/")
	tab.WaitFor(`document.readyState === "complete"`)
	if requests := tab.Requests(); len(requests) > 4 { // the page, its style, its script, an empty icon
		t.Errorf("a first visit makes %d requests: %q", len(requests), requests)
	}
	tab.Visit("/de/residence/reflection-period/")
	tab.Click(`.term[href="#term-immigration-office"]`)
	tab.Click(`#term-immigration-office .close`)
	tab.Click(`[data-language-picker] summary`)
	tab.Click(`[data-language-picker] a[hreflang="en"]`)
	tab.WaitFor(`location.pathname === "/en/residence/reflection-period/" && document.readyState === "complete"`)
	ask(tab, "interpretr")
	if kept := sitetest.Eval[int](tab, traces); kept != 0 {
		t.Errorf("%d things are kept while searching", kept)
	}
	tab.Click("[data-hit]")
	tab.WaitFor(`location.pathname === "/en/criminal-procedure/interpretation/" && document.readyState === "complete"`)
	if kept := sitetest.Eval[int](tab, traces); kept != 0 {
		t.Errorf("%d things are kept after reading", kept)
	}
	for _, r := range tab.Requests() {
		if !strings.HasPrefix(r, tab.Server.URL+"/") && !strings.HasPrefix(r, "data:,") {
			t.Errorf("a page loads %s", r)
		}
	}

	// What the browser does not ask for again, it has kept.
	tab.Served()
	tab.Visit("/en/residence/reflection-period/")
	tab.WaitFor(`document.readyState === "complete"`)
	ask(tab, "interpretr")
	served := tab.Served()
	for _, path := range []string{"/en/residence/reflection-period/", "/search/en/index.js"} {
		if !slices.Contains(served, path) {
			t.Errorf("%s was kept in the browser's cache", path)
		}
	}
	for _, path := range served {
		if strings.HasPrefix(path, "/assets/") {
			t.Errorf("%s was not kept in the browser's cache", path)
		}
	}
}

// TestDiscreet: what a browser shows of a page outside of it – tabs, history,
// previews of links – says nothing of the subject; the page itself has its
// full title. A site may choose otherwise.
func TestDiscreet(t *testing.T) {
	files := sitetest.BuildProject(t)
	neutral := map[string]bool{"Informationen": true, "Information": true, "معلومات": true}
	pages := 0
	for _, name := range files.Paths() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		pages++
		p := readPage(t, files[name])
		if title := textOf(p, "title"); !neutral[title] && !strings.HasSuffix(name, "404.html") {
			t.Errorf("%s: the tab says %q", name, title)
		}
		for _, meta := range p.all("meta") {
			if name, content := attribute(meta, "name")+attribute(meta, "property"), attribute(meta, "content"); name == "description" &&
				!strings.HasPrefix(content, "Information") && !strings.HasPrefix(content, "معلومات") || strings.HasPrefix(name, "og:") || strings.HasPrefix(name, "twitter:") {
				t.Errorf("%s: a preview says %q", name, content)
			}
		}
		for _, link := range p.all("link") {
			switch rel := attribute(link, "rel"); {
			case rel == "manifest", strings.Contains(rel, "icon") && attribute(link, "href") != "data:,":
				t.Errorf("%s has a %s", name, rel)
			}
		}
	}
	if pages < 200 {
		t.Errorf("only %d pages were looked at", pages)
	}

	const open = `
-- site.toml --
languages = ["de"]
discreet = false
-- content/page.toml --
-- content/de.md --
+++
title = "Ihre Rechte"
summary = "Was Ihnen zusteht."
+++
Text.
`
	p := readPage(t, sitetest.Build(t, open)["de/index.html"])
	if title := textOf(p, "title"); title != "Ihre Rechte – Beistand" {
		t.Errorf("the tab of an open site says %q", title)
	}
}

// all lists the elements with the name.
func (p *page) all(name string) []*html.Node {
	var found []*html.Node
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

func textOf(p *page, name string) string {
	for _, n := range p.all(name) {
		if n.FirstChild != nil {
			return n.FirstChild.Data
		}
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
