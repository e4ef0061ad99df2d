package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"html/template"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"beistand/internal/problem"
	"beistand/layouts"
)

// TestReach: a View comes to other pages by the methods of reach.go alone,
// which note what a page is made of. Without that, a page is not rendered again
// when what it shows of another has changed.
func TestReach(t *testing.T) {
	// files that say which files a site has, before any is rendered
	lists := []string{"reach.go", "facts.go", "render.go", "extras.go"}
	reach := []string{"Parent", "Children", "Related", "Selection", "Home", "Pages", "Glossary", "MentionsIn"}
	names := token.NewFileSet()
	packages, err := parser.ParseDir(names, ".", func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go") && !slices.Contains(lists, f.Name())
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		ast.Inspect(p, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if inner, ok := s.X.(*ast.SelectorExpr); ok && (inner.Sel.Name == "site" || inner.Sel.Name == "ID") {
				return true // of a renderer, which makes the list of pages; of an id
			}
			// v.Children is a method of a View; v.Page.Children is a field
			_, ofField := s.X.(*ast.SelectorExpr)
			if ofField && slices.Contains(reach, s.Sel.Name) || s.Sel.Name == "Page" && ofField && s.X.(*ast.SelectorExpr).Sel.Name == "Site" {
				t.Errorf("%s reaches for %s: use or add a method in reach.go, which notes it", names.Position(s.Pos()), s.Sel.Name)
			}
			return true
		})
	}
}

// TestOpen: which layouts take hold of the site or of a page, from which they
// can go where no View notes it.
func TestOpen(t *testing.T) {
	for text, open := range map[string]bool{
		`{{.Site.Title}}{{.Page.Kind}}{{.Text.Title}}{{if .Page.ReviewedBy}}x{{end}}{{.Page.ID.Last}}`: false,
		`{{range .Children}}{{.Title}}{{end}}{{with .Next}}{{.URL}}{{end}}{{.PageURL .Page.ID}}`:       false,
		`{{range .Site.Pages}}{{.ID}}{{end}}`:                                                          true,
		`{{.Page.Parent.Kind}}`:                                                                        true,
		`{{.Site.Home.Kind}}`:                                                                          true,
		`{{with .Page}}{{.Kind}}{{end}}`:                                                               true,
		`{{$p := .Page}}{{$p.Kind}}`:                                                                   true,
		`{{template "x" .Site}}{{define "x"}}{{end}}`:                                                  true,
		`{{(.Site.Page "/x").Kind}}`:                                                                   true,
		`{{range .Page.Texts}}{{.Parent.Kind}}{{end}}`:                                                 true,
		`{{define "x"}}{{.Page.Parent}}{{end}}{{template "x" .}}`:                                      true,
		`{{len .Page.Children}}`:                                                                       true,
	} {
		set := &layoutSet{templates: template.Must(template.New("layout").Parse(text)), open: map[string]bool{}}
		set.findOpen()
		if set.open["layout"] != open {
			t.Errorf("%s: %v", text, set.open["layout"])
		}
	}
}

// TestBuiltInLayouts: none of them takes hold.
func TestBuiltInLayouts(t *testing.T) {
	problems := &problem.List{}
	texts, err := readLayouts(layouts.FS, problems)
	if err != nil {
		t.Fatal(err)
	}
	set, err := parseLayouts(texts, true, problems)
	if err != nil || problems.HasErrors() {
		t.Fatal(err, problems.Sorted())
	}
	for name := range set.open {
		t.Errorf("%s takes hold of the site or of a page: every page that it is used on is rendered again with each change", name)
	}
}
