package render

import (
	"html/template"
	"testing"
)

func TestSqueezeLayouts(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"values", "<p> {{.}} </p>\n{{.}}  {{.}}\n", "<p>{{.}}</p>{{.}} {{.}}\n"},
		{"a layout within a tag stays", "{{define \"in\"}}  a=\"b  c\"{{end}}<p{{template \"in\"}}> x", "<p{{template \"in\"}}>x"},
		{"and what uses it outside of one", "{{define \"in\"}}  a=\"b  c\"{{end}}<p{{template \"in\"}}> x{{template \"in\"}}", "<p{{template \"in\"}}> x{{template \"in\"}}"},
		{"a start in one branch", "{{if .}}<p  title=\"{{end}}  \">", "{{if .}}<p  title=\"{{end}}  \">"},
		{"a branch within a tag", "<p {{if .}} class=\"a\"{{end}} >\n x", "<p {{if .}} class=\"a\"{{end}}>x"},
	} {
		set := template.Must(template.New("").Parse(test.in))
		squeezeLayouts(set)
		if got := set.Tree.Root.String(); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
