package content

import (
	"io/fs"
	"slices"
	"sync"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// Reader reads a site again and again, as it is being written. Of what has not
// changed the next site has the same values: languages, laws, contacts, and the
// sections of texts. What a text is made of beside its own file is known:
//
//   - the small files that everything refers to (languages, words, laws,
//     contacts): when one of them changes, all texts are parsed again;
//   - the files that were read while it was parsed;
//   - the glossary, when the text names one of its terms.
//
// Everything that refers from one page to another is checked anew every time.
type Reader struct {
	files *cache
	small []usedFile // what was read before any page, in the last round without errors
	base  *loader    // what was made of it
	texts map[string]*knownText
	metas map[string]*knownMeta
	whole bool // whether everything was read in the last round
}

// knownText is a text as it was parsed last.
type knownText struct {
	files    []usedFile
	source   string // the file of the page's first text, from which it may be translated
	base     *loader
	glossary *knownGlossary // nil when the text names no term
	text     pageText
	problems *problem.List // nil when there are none
}

// knownGlossary is the texts of the glossary as they were parsed last.
type knownGlossary struct {
	id      site.ID // "" when there is none
	allMeta bool    // whether that is certain
	texts   []*knownText
}

// knownMeta is a page.toml without mistakes.
type knownMeta struct {
	file *cachedFile
	meta metaTOML
}

// NewReader reads from a site's folder.
func NewReader(fsys fs.FS) *Reader {
	return &Reader{files: newCache(fsys), texts: map[string]*knownText{}, metas: map[string]*knownMeta{}}
}

// Folder is the site's folder as it was at the last call of Load.
func (r *Reader) Folder() fs.FS { return r.files }

// Load is the function Load for a folder in which since the last call nothing
// but the named files and folders has changed. Without names everything may
// have.
func (r *Reader) Load(changed ...string) (*site.Site, *problem.List, error) {
	if r.whole {
		r.files.prune()
	}
	r.files.update(changed)
	l := newLoader(r.files)
	l.again = &again{Reader: r, texts: map[string]*knownText{}, metas: map[string]*knownMeta{}}
	s, problems, err := l.load()
	if l.again.whole { // else what was known stays known: the mistake will be mended
		r.texts, r.metas = l.again.texts, l.again.metas
	}
	r.whole = l.again.whole
	return s, problems, err
}

// again is what a loader knows from last time and remembers for the next. A nil
// again knows nothing.
type again struct {
	*Reader
	metas    map[string]*knownMeta
	glossary *knownGlossary // whose terms the texts that are parsed now may name
	whole    bool           // whether all of the first pass was done

	mu    sync.Mutex
	texts map[string]*knownText
}

// loadSmall reads the files that everything refers to, step by step until
// there are no languages, or remembers what was made of them.
func (l *loader) loadSmall(steps ...func() error) error {
	a := l.again
	if a != nil && a.base != nil && a.files.unchanged(a.small) {
		b := a.base
		l.config, l.langs, l.statutes, l.cite, l.contacts, l.permalinks = b.config, b.langs, b.statutes, b.cite, b.contacts, b.permalinks
		l.problems.Merge(b.problems)
		return nil
	}
	var w *witness
	if a != nil {
		a.small, a.base = nil, nil
		w = &witness{cache: a.files}
		l.fsys = w
		defer func() { l.fsys = a.files }()
	}
	for _, step := range steps {
		if err := step(); err != nil || len(l.langs) == 0 {
			return err
		}
	}
	if a != nil && !l.problems.HasErrors() {
		base := *l
		base.fsys, base.again, base.problems = nil, nil, &problem.List{}
		base.problems.Merge(l.problems)
		a.small, a.base = w.seen, &base
	}
	return nil
}

// glossaryOf notes what of the glossary is known: that there is one and, once
// they are parsed, its texts.
func (a *again) glossaryOf(l *loader, texts []*pageText) {
	if a == nil {
		return
	}
	g := &knownGlossary{allMeta: l.allMeta}
	if l.glossary != nil {
		g.id = l.glossary.id
	}
	for _, t := range texts {
		if known := a.texts[t.File]; known != nil {
			g.texts = append(g.texts, known)
		}
	}
	a.glossary = g
}

func (a *again) done() {
	if a != nil {
		a.whole = true
	}
}

// decodeMeta reads a page.toml.
func (l *loader) decodeMeta(f *folder) bool {
	if l.again == nil {
		return l.decode(f.metaFile(), f.data, &f.meta)
	}
	name := f.metaFile()
	known := l.again.Reader.metas[name]
	if file := l.again.files.file(name); known == nil || known.file != file {
		own := *l
		own.problems = &problem.List{}
		ok := own.decode(name, f.data, &f.meta)
		l.problems.Merge(own.problems)
		if !ok || len(own.problems.Sorted()) > 0 {
			return ok
		}
		known = &knownMeta{file, f.meta}
	}
	l.again.metas[name] = known
	f.meta = known.meta
	return true
}

// takeKnown takes over a text that is known.
func (l *loader) takeKnown(t *pageText) bool {
	a := l.again
	if a == nil || a.base == nil {
		return false
	}
	known := a.Reader.texts[t.File]
	if known == nil || known.base != a.base || known.source != t.folder.texts[0].File || !a.files.unchanged(known.files) || known.glossary != nil && !known.glossary.equal(a.glossary) {
		return false
	}
	l.take(known, t)
	return true
}

func (l *loader) take(known *knownText, t *pageText) {
	folder := t.folder
	*t = known.text
	t.folder = folder
	if known.problems != nil {
		l.problems.Merge(known.problems)
	}
	l.again.mu.Lock()
	defer l.again.mu.Unlock()
	l.again.texts[t.File] = known
}

// loadNew is loadText for a text that is to be known the next time. Where one
// of the small files has errors, no text is: what is said of it depends on
// that.
func (l *loader) loadNew(t *pageText) error {
	a := l.again
	if a == nil || a.base == nil {
		return l.loadText(t)
	}
	w := &witness{cache: a.files}
	own := *l
	own.fsys, own.problems = w, &problem.List{}
	known := &knownText{source: t.folder.texts[0].File, base: a.base, text: *t}
	if err := own.loadText(&known.text); err != nil {
		return err
	}
	known.files = w.seen
	known.text.folder = nil
	if len(own.problems.Sorted()) > 0 {
		known.problems = own.problems
	}
	if known.text.terms || t.folder == l.glossary {
		known.glossary = a.glossary
	}
	l.take(known, t)
	return nil
}

func (g *knownGlossary) equal(other *knownGlossary) bool {
	return g.id == other.id && g.allMeta == other.allMeta && slices.Equal(g.texts, other.texts)
}
