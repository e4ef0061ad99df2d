package content

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// pageText is a page in one language before the page is complete, with what the
// second pass is to check.
type pageText struct {
	site.Text
	folder *folder
	links  []pageLink
	read   bool // whether its header and body could be
}

// hasHeadings reports whether the ids of the text's headings are known for
// certain, so that a missing one is missing.
func (t *pageText) hasHeadings() bool {
	return t.read && !slices.ContainsFunc(t.Sections, func(s *site.Section) bool { return s.Level > 0 && s.ID == "" })
}

// pageLink is a link to a page of the site, and where it stands.
type pageLink struct {
	id     site.ID
	anchor string
	at     problem.Place
	term   bool // whether it names a term of the glossary
}

// loadText reads, parses and renders one text.
func (l *loader) loadText(t *pageText) error {
	data, found, err := l.read(t.File)
	if err != nil || !found {
		return err
	}
	header, body, ok := splitHeader(data)
	if !ok {
		at := problem.Place{File: t.File, Line: 1}
		if opensHeader(data) {
			l.problems.Error(at, "the header does not end").Hint("write +++ on a line of its own below it")
		} else {
			l.problems.Error(at, "the text does not start with a header").
				Hint("a header stands between two lines +++ and has at least: title = \"…\"")
		}
		return nil
	}
	var h headerTOML
	if !l.decode(t.File, header, &h) {
		return nil
	}
	if strings.TrimSpace(h.Title) == "" && !l.problems.HasErrorsIn(t.File) {
		l.problems.Error(problem.Place{File: t.File, Line: 1}, "the text has no title").
			Hint("write in the header: title = \"…\"")
	}
	t.Title, t.Summary, t.Keywords = h.Title, h.Summary, h.Keywords
	t.TranslationOf, t.ReviewedBy = h.TranslationOf, h.ReviewedBy
	t.Fingerprint = Fingerprint(h.Title, h.Summary, body)
	if t.TranslationOf != "" && t.Lang == l.langs[0] {
		l.problems.Warning(placesIn(t.File, header).key("translation_of"), "the source text is no translation").
			Hint("take the line translation_of out")
	}

	if !l.checkShape(t.File, body) || !l.checkEntities(t.File, body) {
		return nil
	}
	pc := parser.NewContext()
	doc := markdown.Parser().Parse(text.NewReader(body), parser.WithContext(pc))
	r := &resolver{loader: l, text: t, source: body}
	if r.tooMuch(doc) {
		return nil
	}
	t.read = true
	r.notes(pc)
	r.resolve(doc)
	r.split(doc)
	return nil
}

// split cuts the document at its headings and renders the pieces.
func (r *resolver) split(doc ast.Node) {
	section := &site.Section{Place: problem.Place{File: r.text.File}}
	var blocks []ast.Node
	finish := func() {
		r.checkWords(section.Place, section.Title)
		if section.ID == "" && len(blocks) == 0 {
			return
		}
		section.Body = r.render(blocks...)
		var plain []string
		for _, b := range blocks {
			if p := plainText(b, r.source); p != "" {
				plain = append(plain, p)
			}
		}
		for _, p := range plain {
			r.checkWords(section.Place, p)
		}
		section.Plain = strings.Join(plain, "\n")
		for _, b := range blocks {
			section.Citations = append(section.Citations, citationsIn(b)...)
			section.Links = append(section.Links, linksIn(b)...)
		}
		r.text.Sections = append(r.text.Sections, section)
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			finish()
			section, blocks = r.heading(n), nil
		case *extast.FootnoteList:
			r.text.Notes = r.render(n)
		default:
			if t, ok := n.(*extast.Table); ok && section.ID != "" {
				t.SetAttributeString("aria-labelledby", []byte(section.ID))
			}
			if section.Place.Line == 0 {
				section.Place = r.at(n)
			}
			blocks = append(blocks, n)
		}
	}
	finish()
}
