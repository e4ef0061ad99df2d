package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"
)

// TestSoftRules: a rule that a build does not ask has no errors. So errors come
// from files of rules that it asks.
func TestSoftRules(t *testing.T) {
	asked := map[string]bool{"guide.go": true}
	names := token.NewFileSet()
	packages, err := parser.ParseDir(names, ".", func(f fs.FileInfo) bool {
		return !strings.HasSuffix(f.Name(), "_test.go") && !asked[f.Name()]
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		ast.Inspect(p, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Error" {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "problems" {
					t.Errorf("%s: move the rule from soft to rules, and name its file here", names.Position(s.Pos()))
				}
			}
			return true
		})
	}
}
