package content

import (
	"regexp"
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
}

// pageLink is a link to a page of the site, and where it stands.
type pageLink struct {
	id     site.ID
	anchor string
	at     problem.Place
	lang   bool // whether the address started with a language
}

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// loadText reads, parses and renders one text.
func (l *loader) loadText(t *pageText) error {
	data, found, err := l.read(t.File)
	if err != nil || !found {
		return err
	}
	header, body, ok := splitHeader(data)
	if !ok {
		l.problems.Error(problem.Place{File: t.File, Line: 1}, "the text does not start with a header").
			Hint("a header stands between two lines +++ and has at least: title = \"…\"")
		return nil
	}
	var h headerTOML
	if !l.decode(t.File, header, &h) {
		return nil
	}
	if strings.TrimSpace(h.Title) == "" {
		l.problems.Error(problem.Place{File: t.File, Line: 1}, "the text has no title").
			Hint("write in the header: title = \"…\"")
	}
	t.Title, t.Summary, t.Keywords = h.Title, h.Summary, h.Keywords
	t.TranslationOf, t.ReviewedBy = h.TranslationOf, h.ReviewedBy
	t.Fingerprint = Fingerprint(h.Title, h.Summary, body)
	if t.TranslationOf != "" && t.Lang == l.langs[0] {
		l.problems.Warning(keyPlace(t.File, header, "translation_of"), "the source text is no translation").
			Hint("take the line translation_of out")
	}

	pc := parser.NewContext()
	doc := markdown.Parser().Parse(text.NewReader(body), parser.WithContext(pc))
	r := &resolver{loader: l, text: t, source: body}
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
		if section.ID == "" && len(blocks) == 0 {
			return
		}
		var plain []string
		for _, b := range blocks {
			section.Body += site.HTML(r.render(b))
			if p := plainText(b, r.source); p != "" {
				plain = append(plain, p)
			}
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
			r.text.Notes = site.HTML(r.render(n))
		default:
			if t, ok := n.(*extast.Table); ok && section.ID != "" {
				t.SetAttributeString("aria-labelledby", []byte(section.ID))
			}
			blocks = append(blocks, n)
		}
	}
	finish()
}

// heading makes a section of a heading.
func (r *resolver) heading(h *ast.Heading) *site.Section {
	s := &site.Section{Level: h.Level, Title: plainText(h, r.source), Place: r.at(h)}
	for c := h.FirstChild(); c != nil; c = c.NextSibling() {
		s.TitleHTML += site.HTML(r.render(c))
	}
	s.Citations = append(s.Citations, citationsIn(h)...)
	if id, ok := h.AttributeString("id"); ok {
		s.ID = string(id.([]byte))
	}
	for _, a := range h.Attributes() {
		if string(a.Name) != "id" {
			r.problems.Error(s.Place, "the heading has the attribute %q", a.Name).Hint("only {#id} may follow a heading")
		}
	}
	if h.Level == 1 {
		r.problems.Error(s.Place, "the heading %q has one #", s.Title).
			Hint("the title stands in the header; headings of the text start with ##")
	}
	if h.Level > 4 {
		r.problems.Error(s.Place, "the heading %q has %d #", s.Title, h.Level).Hint("use ## to ####, or a list")
	}
	switch {
	case s.Title == "":
		r.problems.Error(s.Place, "the heading has no words")
	case s.ID == "":
		r.problems.Error(s.Place, "the heading %q has no id", s.Title).
			Hint("write %s %s {#%s}: the id is the same in every language", strings.Repeat("#", h.Level), s.Title, slugOr(s.Title, "how-long"))
	case !idPattern.MatchString(s.ID):
		r.problems.Error(s.Place, "the heading's id %q cannot be part of an address", s.ID).
			Hint("use small letters a to z, digits and single hyphens: {#%s}", slugOr(s.ID, "how-long"))
	case slices.ContainsFunc(r.text.Sections, func(o *site.Section) bool { return o.ID == s.ID }):
		r.problems.Error(s.Place, "the id %q is used twice on this page", s.ID).Hint("give one of the headings another id")
	}
	return s
}
