package offline_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// unzip is the files of a zip.
func unzip(t *testing.T, content []byte) site.Files {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	files := site.Files{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// document is what a browser follows in a page: links and what they lead to.
func document(t *testing.T, page []byte) (links []string, ids map[string]int) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids = map[string]int{}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src":
				links = append(links, a.Val)
			case "id":
				ids[a.Val]++
			}
		}
	}
	return links, ids
}

// TestLinksOfCopies: every link of a copy leads to a file and an anchor in it,
// or out of the site.
func TestLinksOfCopies(t *testing.T) {
	built := sitetest.BuildProject(t)
	for _, lang := range []string{"de", "en", "ar"} {
		files := unzip(t, built["download/beistand-"+lang+".zip"])
		files["single.html"] = built["download/beistand-"+lang+".html"]
		if n := len(files["single.html"]); n > 600_000 {
			t.Errorf("%s: the single file has %d bytes", lang, n)
		}
		t.Logf("%s: zip %d bytes, single file %d", lang, len(built["download/beistand-"+lang+".zip"]), len(files["single.html"]))
		anchors := map[string]map[string]int{}
		for name, content := range files {
			if path.Ext(name) == ".html" {
				_, anchors[name] = document(t, content)
			}
		}
		followed := 0
		for name, ids := range anchors {
			if bytes.Contains(files[name], []byte("%offline-")) {
				t.Errorf("%s has a mark that was not filled in", name)
			}
			for id, times := range ids {
				if times > 1 {
					t.Errorf("%s has the id %q %d times", name, id, times)
				}
			}
			links, _ := document(t, files[name])
			for _, link := range links {
				u, err := url.Parse(link)
				if err != nil || u.Scheme != "" {
					continue
				}
				to := name
				if u.Path != "" {
					to = path.Join(path.Dir(name), u.Path)
				}
				if files[to] == nil {
					t.Errorf("%s: %q leads to no file", name, link)
				} else if u.Fragment != "" && path.Ext(to) == ".html" && anchors[to][u.Fragment] == 0 {
					t.Errorf("%s: %q leads to no anchor", name, link)
				}
				followed++
			}
		}
		if followed < 1000 {
			t.Errorf("%s: only %d links", lang, followed)
		}
	}
}

// onDisk puts the copies of a language into a folder and returns the first
// page of the zip and the single file.
func onDisk(t *testing.T, built site.Files, lang string) (start, single string) {
	t.Helper()
	dir := t.TempDir()
	single = filepath.Join(dir, "beistand.html")
	files := unzip(t, built["download/beistand-"+lang+".zip"])
	files["beistand.html"] = built["download/beistand-"+lang+".html"]
	for name, content := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "beistand-"+lang, "index.html"), single
}

// TestCopies: a copy on a stick is read, searched, printed and left as the site
// is, by its files alone; without script it is all there.
func TestCopies(t *testing.T) {
	built := sitetest.BuildProject(t)
	start, single := onDisk(t, built, "ar")
	tab := sitetest.Open(t, built)
	leave := func(tap func(selector string)) {
		t.Helper()
		for _, r := range tab.Requests() {
			if r != sitetest.Project(t).ExitURL && !strings.HasPrefix(r, "file:") && !strings.HasPrefix(r, "data:") && !strings.HasPrefix(r, tab.Server.URL) {
				t.Errorf("a request leaves the files: %s", r)
			}
		}
		if pdf := tab.Print(); !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Error("the page cannot be printed")
		}
		tap(".quick-exit")
		tab.WaitFor(`location.protocol !== "file:" || document.documentElement.hidden`)
	}

	tab.VisitFile(start)
	tab.WaitFor(`location.pathname.endsWith("/ar/index.html") && document.dir === "rtl"`)
	tab.WaitFor(`getComputedStyle(document.body).margin === "0px"`) // the style is allowed
	tab.Click(`.doors a[href="residence/index.html"]`)
	tab.WaitFor(`location.pathname.endsWith("/ar/residence/index.html")`)
	tab.Click("[data-search]")
	tab.Type("Duldung")
	tab.WaitFor(`document.querySelector("[data-hit] .hit-snippet")`)
	hit := sitetest.Eval[string](tab, `document.querySelector("[data-hit]").href`)
	tab.Click("[data-hit]")
	tab.WaitFor(`location.href === "` + hit + `" && document.querySelector("main h1")`)
	leave(tab.Click)

	shown := `Array.from(document.querySelectorAll("[data-page]")).filter((p) => !p.hidden).map((p) => p.dataset.page).join()`
	tab.VisitFile(single)
	tab.WaitFor(shown + ` === "/" && document.dir === "rtl" && getComputedStyle(document.body).margin === "0px"`)
	tap := func(selector string) { // the document is too large to be followed from outside
		t.Helper()
		sitetest.Eval[bool](tab, "(e => { e.focus(); e.click(); return true; })(document.querySelector(`"+selector+"`))")
	}
	code := `document.querySelector("[data-page='/'] > .share")`
	tap(`[data-page='/'] > .share summary`)
	tab.WaitFor(code + `.open && ` + code + `.querySelector("svg").clientWidth > 100 && /^https:..beistand.example.ar.s.[a-z0-9]+.$/.test(` + code + `.querySelector("a").href)`)
	tap(`a[href="#contents"]`)
	tab.WaitFor(shown + ` === ""`)
	residence := sitetest.Eval[string](tab, `document.querySelector('[data-page="/residence"]').id`)
	tap(`#contents a[href="#` + residence + `"]`)
	tab.WaitFor(shown + ` === "/residence"`)
	tap("[data-search]")
	tab.Type("إقامة")
	tab.WaitFor(`document.querySelector("[data-hit] .hit-snippet")`)
	hit = sitetest.Eval[string](tab, `document.querySelector("[data-hit]").href`)
	tap("[data-hit]")
	tab.WaitFor(`location.href === "` + hit + `"`)
	leave(tap)

	off := sitetest.Open(t, built, sitetest.Script(false))
	off.VisitFile(single)
	pages := sitetest.Eval[int](off, `Array.from(document.querySelectorAll("[data-page]")).filter((p) => p.offsetHeight > 0).length`)
	if pages != len(sitetest.Project(t).Pages)+2 { // contents and contacts
		t.Errorf("without script %d pages are shown", pages)
	}
}

// TestStaleCopies: a copy warns by the clock of the device.
func TestStaleCopies(t *testing.T) {
	sitetest.Long(t)
	built := sitetest.Build(t, oldSite)
	start, single := onDisk(t, built, "de")
	tab := sitetest.Open(t, built, sitetest.Before(`Date = class extends Date { constructor() { super("2027-01-01"); } }`))
	for _, file := range []string{filepath.Join(filepath.Dir(start), "de", "wages", "index.html"), single} {
		tab.VisitFile(file)
		tab.WaitFor(`document.querySelector("[data-notice=stale]") && document.querySelector("[data-notice=stale]").textContent`)
	}
}

// TestSelectionInZip: sections are chosen on pages of a zip and shown in two
// languages, though files may not read one another.
func TestSelectionInZip(t *testing.T) {
	sitetest.Long(t)
	built := sitetest.BuildProject(t)
	start, _ := onDisk(t, built, "ar")
	tab := sitetest.Open(t, built)
	tap := func(selector string) {
		t.Helper()
		tab.WaitFor("document.querySelector(`" + selector + "`)")
		sitetest.Eval[bool](tab, "(document.querySelector(`"+selector+"`).click(), true)")
	}
	tab.VisitFile(filepath.Join(filepath.Dir(start), "ar", "residence", "reflection-period", "index.html"))
	tap("[data-collect]")
	tap("#steps ~ .pick")
	tap(".breadcrumbs li:last-child a")
	tab.WaitFor(`location.pathname.endsWith("/ar/residence/index.html") && document.readyState === "complete"`)
	tap("#in-short ~ .pick")
	tap("[data-selected]")
	tab.WaitFor(`location.pathname.endsWith("/ar/selection/index.html")`)
	const headings = `[...document.querySelectorAll(".chosen-page h2[id]")].map((h) => h.id.replace(/^c\d-/, "")).join()`
	tab.WaitFor(headings + ` === "steps,in-short"`)
	tap("[data-chosen-languages] [data-beside]")
	tab.WaitFor(headings + ` === "steps,de-steps,in-short,de-in-short"`)
	for _, r := range tab.Requests() {
		if !strings.HasPrefix(r, "file:") && !strings.HasPrefix(r, "data:") {
			t.Errorf("a request leaves the files: %s", r)
		}
	}
	// a section that there is not, and a page that there is not
	tab.VisitFile(start)
	tab.WaitFor(`document.querySelector("main h1")`)
	sitetest.Eval[bool](tab, `(location.href = new URL("selection/index.html#s=2222-1", location.href), true)`)
	tab.WaitFor(`document.querySelector("[data-chosen-status]") && /1/.test(document.querySelector("[data-chosen-status]").textContent)`)
}
