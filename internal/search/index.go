package search

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"beistand/internal/site"
)

const (
	textField     = "text"
	textAnalyzer  = "text"  // of documents: with the parts of compounds
	queryAnalyzer = "query" // of what people type: without
)

// Index is what is known of the documents of one language.
type Index struct {
	Lang      *site.Lang
	Documents []Document
	rules     *rules
	mapping   *mapping.IndexMappingImpl
	surfaces  *surfaces
	terms     []string // by their numbers
	stats     *statistics
	splitter  *splitter   // nil where words are not compounds
	bleve     bleve.Index // nil until somebody searches
}

// wordBytes is how long words of a text are at least on average, with what
// parts them.
const wordBytes = 6

// New indexes the texts of the site in one language.
func New(s *site.Site, l *site.Lang) (*Index, error) { return newIndex(s, l, citedSections(s)) }

func newIndex(s *site.Site, l *site.Lang, cited map[string][]string) (*Index, error) {
	ix := &Index{Lang: l, Documents: documents(s, l, cited), rules: rulesFor(l), surfaces: &surfaces{number: map[string]int32{}}}
	found := make([]documentWords, len(ix.Documents))
	for i, d := range ix.Documents {
		for _, f := range d.Fields {
			found[i] = append(found[i], ix.surfaces.cut(f.Text, make([]int32, 0, len(f.Text)/wordBytes)))
		}
	}
	var known []string
	if ix.rules.compounds {
		known = ix.surfaces.vocabulary()
		ix.splitter = newSplitter(known)
	}
	var err error
	if ix.mapping, err = newMapping(ix.rules, known); err != nil {
		return nil, err
	}
	a, err := ix.analyzer(textAnalyzer)
	if err != nil {
		return nil, err
	}
	ix.terms = ix.surfaces.analyse(a)
	ix.stats = ix.surfaces.count(ix.Documents, found, ix.terms)
	return ix, nil
}

// open makes bleve's index of the documents, unless it is there.
func (ix *Index) open() error {
	if ix.bleve != nil {
		return nil
	}
	index, err := bleve.NewUsing("", ix.mapping, scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	batch := index.NewBatch() // one batch makes one segment
	for i, d := range ix.Documents {
		if err := batch.Index(documentName(i), map[string]any{textField: d.text()}); err != nil {
			return err
		}
	}
	if err := index.Batch(batch); err != nil {
		return err
	}
	ix.bleve = index
	return nil
}

// Close gives back what the index holds.
func (ix *Index) Close() error {
	if ix.bleve == nil {
		return nil
	}
	return ix.bleve.Close()
}

func newMapping(r *rules, known []string) (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	m.ScoringModel = bleveindex.BM25Scoring
	inText, inQuery := slices.Clone(r.filters), slices.DeleteFunc(slices.Clone(r.filters), func(f string) bool { return f == compoundFilter })
	if r.compounds {
		const name = "compound"
		if err := m.AddCustomTokenFilter(name, map[string]any{"type": compoundFilter, "vocabulary": known}); err != nil {
			return nil, err
		}
		inText[slices.Index(inText, compoundFilter)] = name
	}
	for name, filters := range map[string][]string{textAnalyzer: inText, queryAnalyzer: inQuery} {
		if err := m.AddCustomAnalyzer(name, map[string]any{
			"type": custom.Name, "tokenizer": tokenizerName, "token_filters": filters,
		}); err != nil {
			return nil, err
		}
	}
	field := bleve.NewTextFieldMapping()
	field.Analyzer = textAnalyzer
	field.Store, field.IncludeInAll, field.IncludeTermVectors, field.DocValues = false, false, false, false
	document := bleve.NewDocumentStaticMapping()
	document.AddFieldMappingsAt(textField, field)
	m.DefaultMapping = document
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m, nil
}

// documentName is the id of a document in bleve, which orders equals by it.
func documentName(number int) string { return fmt.Sprintf("%07d", number) }

func (ix *Index) analyzer(name string) (analysis.Analyzer, error) {
	a := ix.mapping.AnalyzerNamed(name)
	if a == nil {
		return nil, fmt.Errorf("bleve lost the analyzer %q", name)
	}
	return a, nil
}

// termsOf are the terms of what somebody types.
func (ix *Index) termsOf(text string) ([]string, error) {
	a, err := ix.analyzer(queryAnalyzer)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, t := range a.Analyze([]byte(text)) {
		list = append(list, string(t.Term))
	}
	return list, nil
}

// Explanation is how bleve computed a score.
type Explanation = search.Explanation

// Hit is a document that bleve found.
type Hit struct {
	Document    *Document
	Number      int // of the document
	Score       float64
	Explanation *Explanation // nil unless asked for
}

// Search asks bleve for what somebody typed: documents with any of its terms,
// the best first, at most so many. A citation may be given as its term.
func (ix *Index) Search(text string, most int, explain bool) ([]Hit, error) {
	terms, err := ix.termsOf(text)
	if err != nil {
		return nil, err
	}
	return ix.searchTerms(terms, most, explain)
}

func (ix *Index) searchTerms(terms []string, most int, explain bool) ([]Hit, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	if err := ix.open(); err != nil {
		return nil, err
	}
	stats := ix.stats
	var parts []query.Query
	for _, t := range terms {
		q := bleve.NewTermQuery(t)
		q.SetField(textField)
		// bleve multiplies the weight of a term by its rarity once more than
		// BM25 as it is published (Robertson and Zaragoza, 2009); this takes it out.
		q.SetBoost(1 / idf(len(stats.lengths), len(stats.postings[t])))
		parts = append(parts, q)
	}
	request := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(parts...), most, 0, explain)
	request.SortBy([]string{"-_score", "_id"})
	// Without the statistics bleve takes the number of different terms for the
	// sum of lengths, and the order of hits depends on its segments.
	ctx := context.WithValue(context.Background(), search.BM25StatsKey, &search.BM25Stats{
		DocCount: float64(len(stats.lengths)), FieldCardinality: map[string]int{textField: stats.total},
	})
	result, err := ix.bleve.SearchInContext(ctx, request)
	if err != nil {
		return nil, err
	}
	var hits []Hit
	for _, h := range result.Hits {
		n, err := strconv.Atoi(h.ID)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{&ix.Documents[n], n, h.Score, h.Expl})
	}
	return hits, nil
}

// FieldMatch is the words of a field that a query asks for.
type FieldMatch struct {
	Field  string
	Weight int
	Words  []string // as they stand in the text
}

// Matches says which fields of a document have words of the query.
func (ix *Index) Matches(d *Document, query string) ([]FieldMatch, error) {
	asked, err := ix.termsOf(query)
	if err != nil {
		return nil, err
	}
	var list []FieldMatch
	for _, f := range d.Fields {
		m := FieldMatch{Field: f.Name, Weight: f.Weight}
		for _, t := range ix.mapping.AnalyzerNamed(textAnalyzer).Analyze([]byte(f.Text)) {
			if slices.Contains(asked, string(t.Term)) {
				m.Words = append(m.Words, f.Text[t.Start:t.End])
			}
		}
		if len(m.Words) > 0 {
			list = append(list, m)
		}
	}
	return list, nil
}

// idf is how rare a term is that n of all documents have.
func idf(all, n int) float64 {
	return math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5))
}
