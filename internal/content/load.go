// Package content reads what authors write and makes a site.Site of it.
//
// It is the only place that knows TOML and Markdown. Every mistake becomes a
// problem with its place; one run finds them all.
//
// Reading goes in two passes. The first reads the small files that everything
// refers to (languages, words, laws, contacts, page.toml, the glossary) and
// then parses and renders every text by itself, in parallel; links to pages
// stay in the markup as "site:/id#anchor". The second pass knows all pages and
// checks that what texts and page.toml refer to exists.
package content

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"beistand/internal/parallel"
	"beistand/internal/problem"
	"beistand/internal/site"
)

// loader is what the first pass has read so far.
type loader struct {
	fsys       fs.FS
	problems   *problem.List
	config     site.Config
	langs      []*site.Lang
	statutes   []*site.Statute
	cite       *site.Abbreviations
	contacts   []*site.Contact
	permalinks site.Permalinks
	folders    []*folder
	glossary   *folder
	allMeta    bool               // whether every page.toml could be read
	terms      map[term]site.HTML // explanations of the glossary
	again      *again             // what is known from last time; nil for a single load
}

func newLoader(fsys fs.FS) *loader {
	return &loader{fsys: fsys, problems: &problem.List{}, terms: map[term]site.HTML{}}
}

// term names an explanation: the id of a heading of the glossary, in a language.
type term struct{ lang, id string }

// Load reads a site from the folder with site.toml, content/ and i18n/. The
// site is nil when the problems have errors. The error is for a broken
// machine: a file that is there and cannot be read.
func Load(fsys fs.FS) (*site.Site, *problem.List, error) {
	return newLoader(fsys).load()
}

func (l *loader) load() (*site.Site, *problem.List, error) {
	if info, err := fs.Stat(l.fsys, "content"); err == nil && !info.IsDir() {
		err := l.loadConfig()
		l.problems.Error(problem.Place{File: "content"}, "this is not a folder").Hint("the pages of a site stand in the folder content")
		return nil, l.problems, err
	}
	err := l.loadSmall(l.loadConfig, l.loadWords, l.loadStatutes, l.loadContacts, l.loadPermalinks)
	if err != nil || len(l.langs) == 0 {
		return nil, l.problems, err
	}
	for _, step := range []func() error{l.loadFolders, l.loadTexts} {
		if err := step(); err != nil {
			return nil, l.problems, err
		}
	}
	s := l.assemble()
	if l.problems.HasErrors() {
		return nil, l.problems, nil
	}
	return s, l.problems, nil
}

// loadTexts parses every text: first those of the glossary, whose
// explanations the others show.
func (l *loader) loadTexts() error {
	var first, rest []*pageText
	for _, f := range l.folders {
		if f.plain {
			continue
		}
		for _, t := range f.texts {
			if f == l.glossary {
				first = append(first, t)
			} else {
				rest = append(rest, t)
			}
		}
	}
	for _, texts := range [][]*pageText{first, rest} {
		l.again.glossaryOf(l, first)
		unknown := slices.DeleteFunc(slices.Clone(texts), l.takeKnown)
		if err := parallel.Each(len(unknown), func(i int) error { return l.loadNew(unknown[i]) }); err != nil {
			return err
		}
		for _, t := range texts {
			if t.folder == l.glossary {
				l.explain(t)
			}
		}
	}
	l.again.done()
	return nil
}

// explain takes over the explanations of a text of the glossary: the paragraph
// right below each heading.
func (l *loader) explain(t *pageText) {
	for _, s := range t.Sections {
		if s.ID == "" {
			continue
		}
		inner, _, _ := strings.Cut(string(s.Body), "</p>")
		explanation, ok := strings.CutPrefix(inner, "<p>")
		if !ok {
			l.problems.Error(s.Place, "the term %q has no explanation", s.Title).
				Hint("write it in a paragraph right below the heading")
		}
		l.terms[term{t.Lang.Code, s.ID}] = site.HTML(explanation)
	}
}

// utf8BOM is the invisible mark that Windows puts at the start of a file.
var utf8BOM = []byte("\xEF\xBB\xBF")

// read returns a file without that mark; found is false when there is none.
// What is no file, or no text that a person can see, is a problem and counts as
// not found.
func (l *loader) read(name string) (data []byte, found bool, err error) {
	data, found, err = site.ReadFile(l.fsys, name, name, l.problems)
	if err != nil || !found {
		return data, false, err
	}
	data = bytes.TrimPrefix(data, utf8BOM)
	return data, l.checkCharacters(name, data), nil
}

// loadFolders walks content/ and reads each folder's page.toml.
func (l *loader) loadFolders() error {
	if err := l.walk("content", site.HomeID); err != nil {
		return err
	}
	l.allMeta = !slices.ContainsFunc(l.folders, func(f *folder) bool {
		return l.problems.HasErrorsIn(f.metaFile()) || !f.hasMeta
	})
	if !slices.ContainsFunc(l.folders, func(f *folder) bool { return f.id == site.HomeID }) {
		l.folders = append(l.folders, l.plainHome())
	}
	return nil
}

// walk reads a folder and those below it. A folder that holds nothing but
// folders has no page.
func (l *loader) walk(dir string, id site.ID) error {
	entries, err := fs.ReadDir(l.fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		l.problems.Error(problem.Place{File: dir}, "there is no folder %s", dir).
			Hint("a site has site.toml, content/ and, if it wants its own, i18n/ and layouts/")
		return nil
	}
	if err != nil {
		return err
	}
	f := &folder{id: id, dir: dir}
	below := 0
	for _, e := range entries {
		name := e.Name()
		at := problem.Place{File: path.Join(dir, name)}
		switch {
		case strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~"):
			// left by editors and systems
		case e.IsDir():
			below++
			if l.checkFolderName(at, id, name) {
				if err := l.walk(path.Join(dir, name), id.Child(name)); err != nil {
					return err
				}
			}
		case name == "page.toml":
			f.hasMeta = true
		case id == site.HomeID && (name == lawsFile || name == contactsFile || name == permalinksName):
		case strings.HasSuffix(name, ".md"):
			l.addText(f, at, strings.TrimSuffix(name, ".md"))
		case !e.Type().IsRegular():
			site.NotAFile(at, l.problems)
		default:
			l.problems.Error(at, "this file has no place in a page's folder").
				Hint("a page's folder holds page.toml and LANG.md, for instance de.md")
		}
	}
	if !f.hasMeta && len(f.texts) == 0 && (id == site.HomeID || below == 0) {
		return nil // no home page, or an empty folder
	}
	if err := l.loadMeta(f); err != nil {
		return err
	}
	l.folders = append(l.folders, f)
	return nil
}

func (l *loader) addText(f *folder, at problem.Place, code string) {
	lang := l.lang(code)
	if lang == nil {
		f.hasStrays = true
		l.strayText(at, code)
		return
	}
	f.texts = append(f.texts, &pageText{folder: f, Text: site.Text{Lang: lang, File: at.File}})
	slices.SortFunc(f.texts, func(a, b *pageText) int {
		return cmp.Compare(slices.Index(l.langs, a.Lang), slices.Index(l.langs, b.Lang))
	})
}

// strayText says of a text that its name is no language of the site, and what
// it can be called.
func (l *loader) strayText(at problem.Place, code string) {
	var codes []string
	for _, lang := range l.langs {
		codes = append(codes, lang.Code)
	}
	p := l.problems.Error(at, "%q is not a language of this site", code)
	small := strings.ToLower(code)
	_, err := language.Parse(code)
	switch {
	case l.lang(small) != nil:
		p.Hint("write its name in small letters: %s.md", small)
	case err == nil && code == small:
		p.Hint("site.toml has %s; to add one: beistand new language %s", strings.Join(codes, ", "), code)
	default:
		p.Hint("a text has the name of its language, here %s.md", strings.Join(codes, ".md, "))
	}
}

func (l *loader) lang(code string) *site.Lang {
	for _, lang := range l.langs {
		if lang.Code == code {
			return lang
		}
	}
	return nil
}

// plainHome is the home page of a site that has none of its own: its title,
// and by its layout the list of sections.
func (l *loader) plainHome() *folder {
	f := &folder{id: site.HomeID, dir: "content", kind: site.KindHome, plain: true}
	for _, lang := range l.langs {
		t := &pageText{folder: f, Text: site.Text{Lang: lang, File: "content", Title: l.config.Title}}
		f.texts = append(f.texts, t)
	}
	return f
}
