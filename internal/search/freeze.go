package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/sync/errgroup"

	"beistand/internal/site"
)

// Format is the version of the files below public/search. The browser refuses
// another. Format 1: text; shards by key; rows in the index file.
const Format = 1

// shardSize is how many characters of keys and postings a shard has, about.
// Smaller shards cost more in all and less for a query: see docs/benchmarks.md.
const shardSize = 6_000

// mostRows is up to how many documents the titles of all stand in the index
// file, which a query then shows at once. Beyond, they stand with the texts.
const mostRows = 2_000

// Files are the frozen indexes of all languages.
func Files(s *site.Site) (site.Files, error) {
	parts := make([]site.Files, len(s.Langs))
	var group errgroup.Group
	for i, l := range s.Langs {
		group.Go(func() error {
			ix, err := New(s, l)
			if err != nil {
				return fmt.Errorf("index of %s: %w", l.Code, err)
			}
			defer ix.Close()
			parts[i], err = ix.Freeze()
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	files := site.Files{}
	for _, p := range parts {
		files.Add(p)
	}
	return files, nil
}

// IndexPath is where the index file of a language lies in the public folder.
func IndexPath(l *site.Lang) string { return "search/" + l.Code + "/index.js" }

// indexFile is public/search/LANG/index.js: what a browser needs before it can
// look anything up.
type indexFile struct {
	Format    int      `json:"format"`
	Stamp     string   `json:"stamp"` // of all files of the language; each names it
	Script    string   `json:"script"`
	Umlauts   bool     `json:"umlauts,omitempty"`
	Article   bool     `json:"article,omitempty"`
	Documents int      `json:"documents"`
	Total     int      `json:"total"`   // sum of lengths
	Lengths   string   `json:"lengths"` // numbers: tokens of each document
	Pages     string   `json:"pages"`   // numbers: documents of each page of the site, 0 where the language lacks it
	First     []string `json:"first"`   // first key of each shard
	Terms     []int    `json:"terms"`   // number of the first term of each shard
	Leading   string   `json:"leading"` // numbers of the pages that only lead to others
	Rows      []row    `json:"rows,omitempty"`
}

// row is what a list of hits says of a page: id, title, and id and title of
// each section in turn.
type row [3]any

func newRow(docs []Document) row {
	sections := []string{}
	for _, d := range docs[1:] {
		sections = append(sections, d.Section.ID, d.Section.Title)
	}
	return row{docs[0].Text.ID, docs[0].Text.Title, sections}
}

// shard is a part of the dictionary with the postings of the terms that appear
// in it first.
type shard struct {
	keys     strings.Builder
	postings strings.Builder
	first    string
	term     int
}

// Freeze writes the index down for the browser.
func (ix *Index) Freeze() (site.Files, error) {
	st, err := ix.stats()
	if err != nil {
		return nil, err
	}
	keys, err := ix.keys(st)
	if err != nil {
		return nil, err
	}
	shards := freezeKeys(keys, st.postings)
	f := indexFile{
		Format: Format, Script: ix.Lang.Script(), Umlauts: ix.rules.umlauts, Article: ix.rules.article,
		Documents: len(ix.Documents), Total: st.total, Lengths: numbers(st.lengths),
		First: []string{}, Terms: []int{}, // not null where the language has no texts yet
	}
	for _, s := range shards {
		f.First = append(f.First, s.first)
		f.Terms = append(f.Terms, s.term)
	}
	pages := ix.pages()
	var counts, leading []int
	for _, docs := range pages {
		counts = append(counts, len(docs))
		if len(docs) > 0 && leads(docs[0].Text.Kind) {
			leading = append(leading, docs[0].Page)
		}
		if len(docs) > 0 && len(ix.Documents) <= mostRows {
			f.Rows = append(f.Rows, newRow(docs))
		}
	}
	f.Pages, f.Leading = numbers(counts), numbers(leading)

	calls := map[string][]any{} // file → arguments
	for i, s := range shards {
		calls[fmt.Sprintf("%d.js", i)] = []any{"shard", i, s.keys.String(), s.postings.String()}
	}
	for number, docs := range pages {
		if len(docs) == 0 {
			continue
		}
		args := []any{"page", number, plainTexts(docs)}
		if f.Rows == nil {
			args = append(args, newRow(docs))
		}
		calls[fmt.Sprintf("p/%d.js", number)] = args
	}
	return ix.write(f, calls)
}

// leads reports whether pages of the kind only lead to others, which answer.
func leads(k site.Kind) bool {
	return k == site.KindHome || k == site.KindGuide || k == site.KindHandout || k == site.KindAbout
}

// write makes files that call the browser's search with their content.
func (ix *Index) write(f indexFile, calls map[string][]any) (site.Files, error) {
	sum := sha256.New()
	for _, name := range sortedNames(calls) {
		text, err := encode(calls[name])
		if err != nil {
			return nil, err
		}
		sum.Write(text)
	}
	text, err := encode(f)
	if err != nil {
		return nil, err
	}
	sum.Write(text)
	f.Stamp = hex.EncodeToString(sum.Sum(nil)[:4])

	files := site.Files{}
	put := func(path string, args ...any) error {
		var b bytes.Buffer
		b.WriteString("beistandSearch(")
		for i, a := range append([]any{ix.Lang.Code, f.Stamp}, args...) {
			text, err := encode(a)
			if err != nil {
				return err
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.Write(text)
		}
		b.WriteString(");\n")
		files[path] = b.Bytes()
		return nil
	}
	index := IndexPath(ix.Lang)
	if err := put(index, "index", f); err != nil {
		return nil, err
	}
	for _, name := range sortedNames(calls) {
		if err := put(strings.TrimSuffix(index, "index.js")+name, calls[name]...); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func sortedNames[V any](calls map[string]V) []string {
	names := make([]string, 0, len(calls))
	for name := range calls {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// pages are the documents of each page of the site.
func (ix *Index) pages() [][]Document {
	var pages [][]Document
	for i, d := range ix.Documents {
		for len(pages) <= d.Page {
			pages = append(pages, nil)
		}
		pages[d.Page] = append(pages[d.Page], ix.Documents[i])
	}
	return pages
}

func plainTexts(docs []Document) []string {
	var list []string
	for _, d := range docs {
		list = append(list, d.Plain)
	}
	return list
}

func numbers(list []int) string {
	var b strings.Builder
	for _, n := range list {
		appendNumber(&b, n)
	}
	return b.String()
}

// key is an entry of the dictionary: a folded word and the terms that words
// which fold to it have. A stop word has none.
type key struct {
	text  string
	terms []string
}

// keys is the dictionary of the words that occur, in order.
func (ix *Index) keys(st *statistics) ([]key, error) {
	terms := map[string][]string{}
	add := func(word string) error {
		folded := ix.rules.fold(word)
		if folded == "" {
			return nil
		}
		found, err := ix.memoTerms(word)
		if err != nil {
			return err
		}
		known := terms[folded]
		for _, term := range found {
			if _, indexed := st.postings[term]; indexed && !slices.Contains(known, term) {
				known = append(known, term)
			}
		}
		terms[folded] = known
		return nil
	}
	seen := map[string]bool{}
	for _, d := range ix.Documents {
		for _, f := range d.Fields {
			for _, t := range (tokenizer{}).Tokenize([]byte(f.Text)) {
				word := string(t.Term)
				if seen[word] {
					continue
				}
				seen[word] = true
				if t.KeyWord {
					terms[word] = []string{word}
					continue
				}
				for _, w := range append(ix.compoundParts(word), word) {
					if err := add(w); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	var list []key
	for text, t := range terms {
		slices.Sort(t)
		list = append(list, key{text, t})
	}
	// in the order of UTF-16, which is that of the browser's strings
	slices.SortFunc(list, func(a, b key) int { return compareUTF16(a.text, b.text) })
	return list, nil
}

func compareUTF16(a, b string) int {
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

// freezeKeys cuts the dictionary into shards. A key is written as the number
// of characters that it shares with the one before, the rest, and "|" when it
// has one term that appears here first; else "!", the number of its terms, and
// for each 0 when it is new, or how far back it was numbered. Terms are
// numbered in the order in which they appear.
func freezeKeys(keys []key, postings map[string][]posting) []*shard {
	var shards []*shard
	numbered := map[string]int{}
	var s *shard
	before := []uint16(nil)
	for _, k := range keys {
		text := utf16.Encode([]rune(k.text))
		if s == nil || s.keys.Len()+s.postings.Len() > shardSize {
			s = &shard{first: k.text, term: len(numbered)}
			shards = append(shards, s)
			before = nil
		}
		shared := 0
		for shared < len(before) && shared < len(text) && before[shared] == text[shared] {
			shared++
		}
		if shared > 0 && utf16.IsSurrogate(rune(text[shared-1])) && shared < len(text) {
			shared-- // never cut a character in two
		}
		before = text
		appendNumber(&s.keys, shared)
		s.keys.WriteString(string(utf16.Decode(text[shared:])))
		if len(k.terms) == 1 {
			if _, known := numbered[k.terms[0]]; !known {
				s.keys.WriteByte('|')
				numbered[k.terms[0]] = len(numbered)
				appendPostings(&s.postings, postings[k.terms[0]])
				continue
			}
		}
		s.keys.WriteByte('!')
		appendNumber(&s.keys, len(k.terms))
		for _, t := range k.terms {
			if number, known := numbered[t]; known {
				appendNumber(&s.keys, len(numbered)-number)
				continue
			}
			appendNumber(&s.keys, 0)
			numbered[t] = len(numbered)
			appendPostings(&s.postings, postings[t])
		}
	}
	return shards
}

// appendPostings writes how many documents a term has, and for each twice the
// distance to the one before, plus one when it stands there more than once,
// followed by how many times more than twice.
func appendPostings(b *strings.Builder, list []posting) {
	appendNumber(b, len(list))
	last := -1
	for _, p := range list {
		distance := p.document - last - 1
		last = p.document
		if p.frequency == 1 {
			appendNumber(b, 2*distance)
		} else {
			appendNumber(b, 2*distance+1)
			appendNumber(b, p.frequency-2)
		}
	}
}
