// Package beistand has only tests: of the project's own content.
package beistand

import (
	"bytes"
	"net/url"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"beistand/internal/build"
	"beistand/internal/check"
	"beistand/internal/content"
	"beistand/internal/problem"
	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// TestContent: our own site has no errors and no warnings.
func TestContent(t *testing.T) {
	folder, err := build.Open(".")
	if err != nil {
		t.Fatal(err)
	}
	s, problems, err := content.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	if s != nil {
		problems.Merge(check.Site(s, sitetest.Today))
	}
	for _, p := range problems.Sorted() {
		if p.Severity != problem.Advice {
			t.Error(p)
		}
	}
}

// TestLinks follows every link of every page of the built site to a file and
// an anchor that exist, as a browser would.
func TestLinks(t *testing.T) {
	files := sitetest.BuildProject(t)
	pages := map[string]*page{}
	for _, name := range files.Paths() {
		if ext := path.Ext(name); ext == ".html" || ext == ".svg" {
			pages[name] = readPage(t, files[name])
		}
	}
	links := 0
	for _, name := range files.Paths() {
		p, ok := pages[name]
		if !ok {
			continue
		}
		for _, link := range p.links {
			if problem := follow(name, link, files, pages); problem != "" {
				t.Errorf("%s links to %q: %s", name, link, problem)
			}
			links++
		}
		for id, times := range p.ids {
			if times > 1 {
				t.Errorf("%s has the id %q %d times", name, id, times)
			}
		}
	}
	if links < 1000 {
		t.Errorf("only %d links were followed", links)
	}
}

// follow returns what is wrong with a link of a page, "" when nothing is.
func follow(from, link string, files site.Files, pages map[string]*page) string {
	to, err := url.Parse(link)
	if err != nil {
		return err.Error()
	}
	switch to.Scheme {
	case "https", "tel", "data":
		return ""
	case "":
	default:
		return "unexpected scheme"
	}
	base := &url.URL{Path: "/" + from}
	target := base.ResolveReference(to)
	name := strings.TrimPrefix(target.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if _, ok := files[name]; !ok {
		return "there is no file " + name
	}
	if to.Fragment != "" && pages[name].ids[to.Fragment] == 0 {
		return "there is no such anchor in " + name
	}
	return ""
}

type page struct {
	root  *html.Node
	links []string
	ids   map[string]int
}

func readPage(t *testing.T, text []byte) *page {
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	p := &page{root: root, ids: map[string]int{}}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src":
				p.links = append(p.links, a.Val)
			case "id":
				p.ids[a.Val]++
			}
		}
	}
	return p
}
