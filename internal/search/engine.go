package search

import (
	"fmt"
	"path"
	"strings"

	"github.com/dop251/goja"

	"beistand/internal/site"
)

// Engine runs the browser's search outside of a browser: the same script on
// the same files. It is what `beistand search --evaluate` measures.
type Engine struct {
	vm    *goja.Runtime
	files site.Files
	langs map[string]bool
	run   func(langs []string, query string, most int) (*answer, error)
}

type answer struct {
	Hits []struct {
		Page     int
		Document int
		Lang     string
		Score    float64
	}
	Wants []struct {
		Lang string
		Name string
	}
}

// glue keeps the indexes that files hand over, and asks several of them.
const glue = `
const opened = {};
function beistandSearch(lang, stamp, kind, a, b, c) {
	if (kind === "index") opened[lang] = openIndex(a);
	else addFile(opened[lang], kind, a, b, c);
}
function ask(langs, query, most) {
	return searchAll(langs.map(function (lang) { return { lang, index: opened[lang] }; }), query, most);
}
`

// NewEngine makes an engine of the script assets/js/search-core.js and the
// frozen files.
func NewEngine(script string, files site.Files) (*Engine, error) {
	e := &Engine{vm: goja.New(), files: files, langs: map[string]bool{}}
	e.vm.SetFieldNameMapper(goja.UncapFieldNameMapper())
	if _, err := e.vm.RunScript("search-core.js", script+glue); err != nil {
		return nil, err
	}
	return e, e.vm.ExportTo(e.vm.Get("ask"), &e.run)
}

// load hands a file to the script.
func (e *Engine) load(name string) error {
	text, ok := e.files[name]
	if !ok {
		return fmt.Errorf("there is no file %s", name)
	}
	_, err := e.vm.RunScript(name, string(text))
	return err
}

func (e *Engine) open(lang string) error {
	if e.langs[lang] {
		return nil
	}
	e.langs[lang] = true
	return e.load(path.Join("search", lang, "index.js"))
}

// PageHit is a page that the engine found, by its number in Site.Pages.
type PageHit struct {
	Page, Document int
	Lang           string
	Score          float64
}

// Search asks the indexes of the languages, the reader's first, as the browser
// does: what the answer depends on is loaded until nothing is wanted.
func (e *Engine) Search(langs []string, query string, most int) ([]PageHit, error) {
	for _, l := range langs {
		if err := e.open(l); err != nil {
			return nil, err
		}
	}
	for {
		a, err := e.run(langs, query, most)
		if err != nil {
			return nil, err
		}
		if len(a.Wants) == 0 {
			var hits []PageHit
			for _, h := range a.Hits {
				hits = append(hits, PageHit{h.Page, h.Document, h.Lang, h.Score})
			}
			return hits, nil
		}
		for _, w := range a.Wants {
			if err := e.load(fmt.Sprintf("search/%s/%s.js", w.Lang, w.Name)); err != nil {
				return nil, err
			}
		}
	}
}

// Asked lists the languages that the browser asks for a query of a reader of
// the language: theirs, the source language, and those in whose script
// something is typed.
func Asked(s *site.Site, reader *site.Lang, query string) []string {
	list := []string{reader.Code}
	add := func(l *site.Lang) {
		for _, code := range list {
			if code == l.Code {
				return
			}
		}
		list = append(list, l.Code)
	}
	for _, l := range s.Langs {
		if l.Script() != reader.Script() && writtenIn(query, l.Script()) {
			add(l)
		}
	}
	add(s.Source)
	return list
}

// writtenIn reports whether a text has letters of a script that has an
// alphabet of its own here.
func writtenIn(text, script string) bool {
	letters := map[string]string{"Arab": "\u0600\u06ff", "Cyrl": "\u0400\u04ff"}[script]
	if letters == "" {
		return false
	}
	r := []rune(letters)
	return strings.ContainsFunc(text, func(c rune) bool { return c >= r[0] && c <= r[1] })
}
