package content

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"beistand/internal/site"
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// heading makes a section of a heading.
func (r *resolver) heading(h *ast.Heading) *site.Section {
	s := &site.Section{Level: h.Level, Title: plainText(h, r.source), Place: r.at(h)}
	var words []ast.Node
	for c := h.FirstChild(); c != nil; c = c.NextSibling() {
		words = append(words, c)
	}
	s.TitleHTML = r.render(words...)
	s.Citations = append(s.Citations, citationsIn(h)...)
	if id, ok := h.AttributeString("id"); ok {
		s.ID = string(id.([]byte))
	}
	for _, a := range h.Attributes() {
		if string(a.Name) != "id" {
			r.problems.Error(s.Place, "the heading has the attribute %q", a.Name).Hint("only {#id} may follow a heading")
		}
	}
	switch {
	case s.Title == "":
		r.problems.Error(s.Place, "the heading has no words")
	case h.Level == 1:
		r.problems.Error(s.Place, "the heading %q has one #", s.Title).
			Hint("the title stands in the header; headings of the text start with ##")
	case h.Level > 4:
		r.problems.Error(s.Place, "the heading %q has %d #", s.Title, h.Level).Hint("use ## to ####, or a list")
	case s.ID == "":
		r.problems.Error(s.Place, "the heading %q has no id", s.Title).
			Hint("write %s %s {#%s}: the id is the same in every language", strings.Repeat("#", h.Level), s.Title, idFor(s.Title))
	case !idPattern.MatchString(s.ID):
		r.problems.Error(s.Place, "the heading's id %q cannot be part of an address", s.ID).
			Hint("use small letters a to z, digits and single hyphens, a letter first: {#%s}", idFor(s.ID))
	case isTaken(s.ID):
		r.problems.Error(s.Place, "the id %q is taken: pages have it around or within their text", s.ID).
			Hint("give the heading another id, for instance {#the-%s}", s.ID)
	case slices.ContainsFunc(r.text.Sections, func(o *site.Section) bool { return o.ID == s.ID }):
		r.problems.Error(s.Place, "the id %q is used twice on this page", s.ID).Hint("give one of the headings another id")
	}
	return s
}

// idFor suggests an id for a heading with the words, or with the wrong id.
func idFor(text string) string {
	if id := strings.TrimLeft(site.Slug(text), "0123456789-"); id != "" {
		return id
	}
	return "how-long"
}

// isTaken reports whether pages have the id already: around their text from
// the layouts, or within it where terms and notes are shown.
func isTaken(id string) bool {
	return slices.Contains(layoutIDs, id) ||
		strings.HasPrefix(id, "term-") || strings.HasPrefix(id, "use-") || strings.HasPrefix(id, "fn")
}

// layoutIDs are the ids in layouts/.
var layoutIDs = []string{
	"children-title", "contacts-title", "content", "doors-title", "downloads-title", "hits", "menu", "menu-title", "offline-note-title", "related-title",
	"search", "toc-title",
}
