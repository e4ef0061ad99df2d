package offline

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"path"
	"strings"
	"time"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"beistand/internal/site"
)

// zipTime is the time of every file in a zip: the same files are the same bytes.
var zipTime = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// Zip is the pages of a language as a folder that opens from a USB stick: with
// the search, with pages that set the language beside another, without what
// needs a server.
func Zip(s *site.Site, l *site.Lang, files site.Files) ([]byte, error) {
	folder := "beistand-" + l.Code + "/"
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	put := func(name string, content []byte) error {
		f, err := w.CreateHeader(&zip.FileHeader{Name: folder + name, Method: zip.Deflate, Modified: zipTime})
		if err != nil {
			return err
		}
		_, err = f.Write(content)
		return err
	}
	if err := put("index.html", startPage(s, l)); err != nil {
		return nil, err
	}
	for _, name := range files.Paths() {
		if !inZip(s, l, name) {
			continue
		}
		content := files[name]
		if path.Ext(name) == ".html" {
			var err error
			if content, err = zipPage(s, l, files, name); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		if err := put(name, content); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// inZip reports whether a file of the site comes along.
func inZip(s *site.Site, l *site.Lang, name string) bool {
	top, rest, _ := strings.Cut(name, "/")
	switch {
	case top == l.Code || strings.HasPrefix(top, l.Code+"+"):
		return rest != "404.html" && !strings.HasPrefix(rest, site.OfflineID.Last()+"/")
	case top == "assets":
		return !strings.HasPrefix(rest, "keep.")
	}
	return strings.HasPrefix(name, "search/"+l.Code+"/") || strings.HasPrefix(name, "search/"+s.Source.Code+"/")
}

// startPage is what somebody opens first: it leads to the home page.
func startPage(s *site.Site, l *site.Lang) []byte {
	home := l.Path(site.HomeID).File()
	return fmt.Appendf(nil, `<!doctype html><html lang="%s" dir="%s"><head><meta charset="utf-8"><title>%s</title><meta http-equiv="refresh" content="0; url=%s"></head><body><p><a href="%[4]s">%[3]s</a></p></body></html>`,
		l.Code, l.Dir, html.EscapeString(s.Title), home)
}

// zipPage is a page whose links lead to files, for there is no server that
// knows which file stands for a folder.
func zipPage(s *site.Site, l *site.Lang, files site.Files, name string) ([]byte, error) {
	doc, err := parse(files[name])
	if err != nil {
		return nil, err
	}
	dropAddresses(doc)
	dropDownloads(doc)
	at := site.Path(path.Dir(name) + "/")
	relink(doc, name, s.BaseURL, func(to, anchor string) (string, bool) {
		if !inZip(s, l, to) || files[to] == nil {
			return "", false
		}
		link := at.To(to)
		if to == name && anchor != "" {
			link = ""
		}
		if anchor != "" {
			link += "#" + anchor
		}
		return link, true
	})
	for _, n := range elements(doc) {
		if n.DataAtom != atom.Meta {
			continue
		}
		content, _ := get(n, "content")
		switch kind, _ := get(n, "http-equiv"); strings.ToLower(kind) {
		case "content-security-policy":
			// Browsers differ in whether files are of one site. The page of a selection
			// asks others for their sections in a frame, for it may not read their files.
			set(n, "content", strings.ReplaceAll(content, "'self'", "'self' file:")+"; frame-src 'self' file:")
		case "refresh":
			if delay, link, ok := strings.Cut(content, "url="); ok {
				to, _, _ := target(name, link)
				set(n, "content", delay+"url="+at.To(to))
			}
		}
	}
	return render(doc)
}

// dropDownloads takes out the links to copies, which a copy does not need.
func dropDownloads(doc *xhtml.Node) {
	for _, n := range elements(doc) {
		if _, ok := get(n, "data-downloads"); ok {
			remove(n)
		}
	}
}

// dropAddresses takes out what only search engines read.
func dropAddresses(doc *xhtml.Node) {
	for _, n := range elements(doc) {
		if rel, _ := get(n, "rel"); n.DataAtom == atom.Link && (rel == "canonical" || rel == "alternate") {
			remove(n)
		}
	}
}
