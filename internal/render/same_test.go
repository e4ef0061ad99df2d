package render_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"beistand/assets"
	"beistand/internal/build"
	"beistand/internal/content"
	"beistand/internal/render"
	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// TestMinifiedPagesSayTheSame: what readers see and where links lead is the
// same with and without minifying, on every page of the project's own site, as
// x/net/html reads it.
func TestMinifiedPagesSayTheSame(t *testing.T) {
	folder, err := build.Open(sitetest.ProjectDir(t))
	if err != nil {
		t.Fatal(err)
	}
	layouts, err := fs.Sub(folder, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	_, paths, err := assets.Files(func(_ string, content []byte) ([]byte, error) { return content, nil })
	if err != nil {
		t.Fatal(err)
	}
	pages := func(minify bool) site.Files {
		s, problems, err := content.Load(configured{folder, fmt.Sprintf("minify = %t\n", minify)})
		if err != nil || s == nil {
			t.Fatal(err, problems.Sorted())
		}
		files := site.Files{}
		problems, err = render.Site(s, layouts, render.Options{Today: sitetest.Today, Assets: paths}, files.Put())
		if err != nil || problems.HasErrors() {
			t.Fatal(err, problems.Sorted())
		}
		return files
	}
	large, small := pages(false), pages(true)
	for _, name := range large.Paths() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if before, after := essence(t, large[name]), essence(t, small[name]); !slices.Equal(before, after) {
			for i := range min(len(before), len(after)) {
				if before[i] != after[i] {
					t.Fatalf("%s: %q became %q", name, before[i], after[i])
				}
			}
			t.Fatalf("%s: %d parts became %d", name, len(before), len(after))
		}
	}
	if before, after := large.Size(), small.Size(); after >= before {
		t.Errorf("%d bytes became %d", before, after)
	}
}

// configured is a site's folder with another line in site.toml.
type configured struct {
	fs.FS
	line string
}

func (c configured) Open(name string) (fs.File, error) {
	if name != "site.toml" {
		return c.FS.Open(name)
	}
	text, err := fs.ReadFile(c.FS, name)
	if err != nil {
		return nil, err
	}
	return fstest.MapFS{name: &fstest.MapFile{Data: append([]byte(c.line), text...)}}.Open(name)
}

func (c configured) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(c.FS, name) }

func (c configured) ReadLink(name string) (string, error) { return fs.ReadLink(c.FS, name) }

// essence lists the elements of a page with their attributes, and its text
// without the white space next to blocks.
func essence(t *testing.T, page []byte) []string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	text := ""
	flush := func() {
		if words := strings.Join(strings.Fields(text), " "); words != "" {
			list = append(list, words)
		}
		text = ""
	}
	inline := strings.Fields("a abbr b bdi button code em i input kbd label q small span strong sub sup u")
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		block := n.Type == html.ElementNode && !slices.Contains(inline, n.Data)
		switch {
		case n.Type == html.TextNode:
			text += n.Data
		case block:
			flush()
			list = append(list, "<"+n.Data+">")
		case n.Type == html.ElementNode:
			text += "<" + n.Data + ">"
		}
		for _, a := range n.Attr {
			list = append(list, n.Data+" "+a.Key+"="+a.Val)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if block {
			flush()
		}
	}
	walk(doc)
	flush()
	return list
}
