package render

import (
	"html/template"
	"testing"
)

func TestSqueeze(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"next to blocks", "<ul>\n  <li>one\n</li>\n</ul>\n", "<ul><li>one</li></ul>"},
		{"between words and links", "one  <a>two</a>\n <b>three</b> .", "one <a>two</a>\n<b>three</b> ."},
		{"what shows nothing", "<meta a>\n<link b>\n<script src=\"x\"></script>\n<b>", "<meta a><link b><script src=\"x\"></script>\n<b>"},
		{"within a tag", "<a  href=\"a  b\"\n title='c  \"d' >x</a >", `<a href="a  b" title='c  "d'>x</a>`},
		{"text that stays", "<pre>\n a  b </pre> <textarea> c </textarea>", "<pre>\n a  b </pre><textarea> c </textarea>"},
		{"a greater-than sign in a value", "<a title=\"> <p> \"> x", "<a title=\"> <p> \"> x"},
	} {
		if got := string(new(squeezer).squeeze(nil, test.in)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

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
