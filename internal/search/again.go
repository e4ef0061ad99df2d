package search

import (
	"fmt"
	"reflect"
	"slices"

	"beistand/internal/parallel"
	"beistand/internal/site"
)

// Site indexes all languages and puts the frozen indexes.
func Site(s *site.Site, put site.Put) error {
	cited := citedSections(s)
	return parallel.Each(len(s.Langs), func(i int) error {
		files, err := frozen(s, s.Langs[i], cited)
		if err != nil {
			return err
		}
		return files.PutAll(put)
	})
}

// frozen is the frozen index of a language.
func frozen(s *site.Site, l *site.Lang, cited map[string][]string) (site.Files, error) {
	ix, err := newIndex(s, l, cited)
	if err != nil {
		return nil, fmt.Errorf("index of %s: %w", l.Code, err)
	}
	defer ix.Close()
	return ix.Freeze()
}

// Indexer indexes a site again and again, as it is being written: a language in
// which nothing has changed is not indexed again. The zero value is ready.
type Indexer struct {
	last  *site.Site
	parts map[*site.Lang]site.Files
}

// Files are what the function Site puts.
func (x *Indexer) Files(s *site.Site) (site.Files, error) {
	parts := make([]site.Files, len(s.Langs))
	cited := citedSections(s)
	err := parallel.Each(len(s.Langs), func(i int) (err error) {
		l := s.Langs[i]
		if known := x.parts[l]; known != nil && sameDocuments(x.last, s, l) {
			parts[i] = known
			return nil
		}
		parts[i], err = frozen(s, l, cited)
		return err
	})
	if err != nil {
		return nil, err
	}
	x.last, x.parts = s, map[*site.Lang]site.Files{}
	files := site.Files{}
	for i, l := range s.Langs {
		x.parts[l] = parts[i]
		files.Add(parts[i])
	}
	return files, nil
}

// sameDocuments reports whether two sites have the same index of a language:
// the same pages in the same order with the same texts in it, and the same
// citations in the source texts, to which laws' numbers are compared.
func sameDocuments(a, b *site.Site, l *site.Lang) bool {
	if !slices.Equal(a.Langs, b.Langs) || !reflect.DeepEqual(a.Statutes, b.Statutes) || a.Config != b.Config {
		return false
	}
	return slices.EqualFunc(a.Pages, b.Pages, func(p, q *site.Page) bool {
		return p.ID == q.ID && p.Kind == q.Kind && sameText(p.Text(l), q.Text(l)) && sameCitations(p.Texts[0], q.Texts[0])
	})
}

func sameText(a, b *site.Text) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Title == b.Title && a.Summary == b.Summary && slices.Equal(a.Keywords, b.Keywords) && reflect.DeepEqual(a.Sections, b.Sections)
}

func sameCitations(a, b *site.Text) bool {
	return slices.EqualFunc(a.Sections, b.Sections, func(s, t *site.Section) bool {
		return s == t || reflect.DeepEqual(s.Citations, t.Citations)
	})
}
