package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/blevesearch/bleve/v2/analysis"

	"beistand/internal/site"
)

// Format is the version of the files below public/search. The browser refuses
// another. Format 1: text; shards by key; rows in the index file. Format 2: in
// large sites the lengths of documents stand with the postings, of which a
// frequent term has only the weightiest. Format 3: in large sites postings stand
// in files of their own.
const Format = 3

// shardSize is how many characters of keys and postings a shard has, about.
// Smaller shards cost more in all and less for a query: see docs/benchmarks.md.
const shardSize = 4_000

// listSize is how many characters a file of postings of a large site has,
// about; a query loads some of them for each word.
const listSize = 3_000

// mostInIndex is up to how many documents the titles and lengths of all stand
// in the index file, which a query then shows at once. Beyond, titles stand
// with the texts and lengths with the postings, so that what a query loads does
// not grow with the site.
const mostInIndex = 2_000

// mostPostings is how many documents of a term a large site has at most: those
// where it weighs most. A word that stands in more of them tells pages apart by
// little, and its list would be most of what a query loads.
const mostPostings = 1_000

// Files are what Site puts.
func Files(s *site.Site) (site.Files, error) {
	files := site.Files{}
	err := Site(s, files.Put())
	return files, err
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
	Total     int      `json:"total"`             // sum of lengths
	Lengths   string   `json:"lengths,omitempty"` // numbers: tokens of each document; in large sites they stand with the postings
	Pages     string   `json:"pages"`             // numbers: documents of each page of the site, 0 where the language lacks it
	First     []string `json:"first"`             // first key of each shard
	Terms     []int    `json:"terms"`             // number of the first term of each shard
	Lists     string   `json:"lists,omitempty"`   // numbers: terms of each file of postings; in small sites these stand with the keys
	Leading   string   `json:"leading"`           // numbers of the pages that only lead to others
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

// shard is a part of the dictionary, and postings of the terms that appear in
// it first; in large sites one or the other.
type shard struct {
	keys     strings.Builder
	postings strings.Builder
	first    string // key
	term     int    // the number of the first
	terms    int    // whose postings it has
}

// Freeze writes the index down for the browser.
func (ix *Index) Freeze() (site.Files, error) {
	return ix.freeze(len(ix.Documents) > mostInIndex)
}

func (ix *Index) freeze(large bool) (site.Files, error) {
	keys, err := ix.keys()
	if err != nil {
		return nil, err
	}
	st := ix.stats
	shards, lists := freezeKeys(keys, st, large)
	f := indexFile{
		Format: Format, Script: ix.Lang.Script(), Umlauts: ix.rules.umlauts, Article: ix.rules.article,
		Documents: len(ix.Documents), Total: st.total,
		First: []string{}, Terms: []int{}, // not null where the language has no texts yet
	}
	if !large {
		f.Lengths = numbers(st.lengths)
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
		if len(docs) > 0 && !large {
			f.Rows = append(f.Rows, newRow(docs))
		}
	}
	f.Pages, f.Leading = numbers(counts), numbers(leading)

	calls := map[string][]any{} // file → arguments
	for i, s := range shards {
		args := []any{"shard", i, s.keys.String()}
		if !large {
			args = append(args, s.postings.String())
		}
		calls[fmt.Sprintf("%d.js", i)] = args
	}
	if large {
		var counts []int
		for i, s := range lists {
			counts = append(counts, s.terms)
			calls[fmt.Sprintf("l/%d.js", i)] = []any{"lists", i, s.postings.String()}
		}
		f.Lists = numbers(counts)
	}
	for number, docs := range pages {
		if len(docs) == 0 {
			continue
		}
		args := []any{"page", number, plainTexts(docs)}
		if large {
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

// write makes files that call the browser's search with their content. The
// stamp is of all of it, so arguments are encoded first and once.
func (ix *Index) write(f indexFile, calls map[string][]any) (site.Files, error) {
	sum := sha256.New()
	names := slices.Sorted(maps.Keys(calls))
	encoded := make([][]byte, len(names))
	for i, name := range names {
		text, err := encode(calls[name])
		if err != nil {
			return nil, err
		}
		sum.Write(text)
		encoded[i] = text
	}
	text, err := encode(f)
	if err != nil {
		return nil, err
	}
	sum.Write(text)
	f.Stamp = hex.EncodeToString(sum.Sum(nil)[:4])
	if text, err = encode([]any{"index", f}); err != nil {
		return nil, err
	}
	head, err := encode([]any{ix.Lang.Code, f.Stamp})
	if err != nil {
		return nil, err
	}
	// both are lists in brackets, of which one list of arguments is made
	call := func(list []byte) []byte {
		return slices.Concat([]byte("beistandSearch("), head[1:len(head)-1], []byte(","), list[1:len(list)-1], []byte(");\n"))
	}
	index := IndexPath(ix.Lang)
	files := site.Files{index: call(text)}
	for i, name := range names {
		files[strings.TrimSuffix(index, "index.js")+name] = call(encoded[i])
	}
	return files, nil
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
	for i := 0; i < len(ix.Documents); {
		page, end := ix.Documents[i].Page, i
		for end < len(ix.Documents) && ix.Documents[end].Page == page {
			end++
		}
		for len(pages) < page {
			pages = append(pages, nil)
		}
		pages = append(pages, ix.Documents[i:end])
		i = end
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
func (ix *Index) keys() ([]key, error) {
	a, err := ix.analyzer(queryAnalyzer)
	if err != nil {
		return nil, err
	}
	terms := map[string][]string{}
	// add puts the terms of a word under its folded form
	add := func(word string, found []string) {
		folded := ix.rules.fold(word)
		if folded == "" {
			return
		}
		known := terms[folded]
		for _, term := range found {
			if !slices.Contains(known, term) {
				known = append(known, term)
			}
		}
		terms[folded] = known
	}
	isPart := map[string]bool{} // of a compound, and added
	for _, w := range ix.surfaces.list {
		switch {
		case w.isKeyword():
			word := strings.TrimPrefix(w.text, wordMark)
			terms[word] = []string{word}
		case ix.splitter == nil: // what people type has the terms that texts have
			var found []string
			for _, n := range w.terms {
				found = append(found, ix.terms[n])
			}
			add(w.text, found)
		default:
			add(w.text, ix.indexed(a, w.text))
			for _, part := range ix.splitter.parts(strings.ToLower(w.text)) {
				if !isPart[part] {
					isPart[part] = true
					add(part, ix.indexed(a, part))
				}
			}
		}
	}
	list := make([]key, 0, len(terms))
	for text, t := range terms {
		slices.Sort(t)
		list = append(list, key{text, t})
	}
	// in the order of UTF-16, which is that of the browser's strings
	slices.SortFunc(list, func(a, b key) int { return compareUTF16(a.text, b.text) })
	return list, nil
}

// indexed are the terms of a word that stand in some document.
func (ix *Index) indexed(a analysis.Analyzer, word string) []string {
	var list []string
	for _, t := range a.Analyze([]byte(word)) {
		if term := string(t.Term); ix.stats.postings[term] != nil {
			list = append(list, term)
		}
	}
	return list
}

// compareUTF16 compares as slices of UTF-16 do, without making them: they
// differ from the order of bytes only where a character beyond U+FFFF meets one
// from U+E000 to U+FFFF.
func compareUTF16(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i < len(a) && i < len(b) && a[i] >= 0xEE && b[i] >= 0xEE && (a[i] >= 0xF0) != (b[i] >= 0xF0) {
		return cmp.Compare(b[i], a[i]) // a pair of surrogates starts below U+E000
	}
	return strings.Compare(a, b)
}

// freezeKeys cuts the dictionary into shards. A key is written as the number
// of characters that it shares with the one before, the rest, and "|" when it
// has one term that appears here first; else "!", the number of its terms, and
// for each 0 when it is new, or how far back it was numbered. Terms are
// numbered in the order in which they appear. Postings stand in the shard of
// their term; those of a large site in files of their own, so that who looks for
// a word among many loads no postings of the others.
func freezeKeys(keys []key, st *statistics, large bool) (shards, lists []*shard) {
	numbered := map[string]int{}
	var s *shard
	write := func(term string) {
		numbered[term] = len(numbered)
		if !large {
			appendPostings(&s.postings, st.postings[term])
			return
		}
		if len(lists) == 0 || lists[len(lists)-1].postings.Len() > listSize {
			lists = append(lists, new(shard))
		}
		l := lists[len(lists)-1]
		appendWeightiest(&l.postings, st.postings[term], st)
		l.terms++
	}
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
				write(k.terms[0])
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
			write(t)
		}
	}
	return shards, lists
}

// appendPostings writes how many documents a term has, and for each twice the
// distance to the one before, plus one when it stands there more than once,
// followed by how many times more than twice.
func appendPostings(b *strings.Builder, list []posting) {
	appendNumber(b, len(list))
	last := -1
	for _, p := range list {
		appendPosting(b, p, last)
		last = p.document
	}
}

func appendPosting(b *strings.Builder, p posting, last int) {
	distance := p.document - last - 1
	if p.frequency == 1 {
		appendNumber(b, 2*distance)
	} else {
		appendNumber(b, 2*distance+1)
		appendNumber(b, p.frequency-2)
	}
}

// appendWeightiest is appendPostings for a large site: each document is
// followed by its length, and of many documents those are left out in which the
// term weighs least. The number of documents is twice what it is, plus one when
// some are left out, followed by how many.
func appendWeightiest(b *strings.Builder, list []posting, st *statistics) {
	if omitted := len(list) - mostPostings; omitted > 0 {
		list = weightiest(list, st)
		appendNumber(b, 2*len(list)+1)
		appendNumber(b, omitted)
	} else {
		appendNumber(b, 2*len(list))
	}
	last := -1
	for _, p := range list {
		appendPosting(b, p, last)
		appendNumber(b, st.lengths[p.document])
		last = p.document
	}
}

// weightiest are the mostPostings of a list in which the term weighs most by
// BM25, in the order of documents; of those that weigh the same, the first.
func weightiest(list []posting, st *statistics) []posting {
	average := math.Ceil(float64(st.total) / float64(len(st.lengths)))
	weights := make([]float64, len(list))
	for i, p := range list {
		tf := math.Sqrt(float64(p.frequency))
		weights[i] = tf / (tf + 1.2*(1-0.75+0.75*float64(st.lengths[p.document])/average))
	}
	// Numbers are sorted many times faster than postings by their weight.
	sorted := slices.Clone(weights)
	slices.Sort(sorted)
	sorted = sorted[len(sorted)-mostPostings:]
	least, equal := sorted[0], 0
	for equal < len(sorted) && sorted[equal] == least {
		equal++
	}
	kept := make([]posting, 0, mostPostings)
	for i, p := range list {
		switch {
		case weights[i] > least:
			kept = append(kept, p)
		case weights[i] == least && equal > 0:
			kept = append(kept, p)
			equal--
		}
	}
	return kept
}
