package compiled_test

import (
	"html/template"
	"strings"
	"testing"

	"beistand/internal/compiled"
)

// data is a page of the kind that layouts show.
type data struct {
	Title   string
	Empty   string
	Body    template.HTML
	Address string
	Kind    kind
	Number  int
	Yes     bool
	Links   []link
	Next    link
	Inner   *data
	None    *data
	Any     any
	Map     map[string]string
	Odd     []any
	*embedded
}

type kind string

type embedded struct{ Deep string }

func (e *embedded) Method() string { return "method of " + e.Deep }

// loud and count say themselves how they are written.
type (
	loud  string
	count int
)

func (l loud) String() string { return string(l) + "!" }
func (c count) Error() string { return "<many>" }

// odd are values of which some stay as they are at some places, and some nowhere.
var odd = []any{
	"Grüße: „x“", "نص: عربي", "http://a:b", "https://a:b/ä?x=1", "https:javascript:a", "HTTPS://a", "mailto:a@b.c", "tel:110", "java\tscript:x", "a:b",
	"\xc3(", "\xf0\x9f\x98\x80", "\uFDD0", "\uFFFD", "\u2028", "\x00", "'", "=", "",
	kind("a: b"), loud("a"), count(3), 7, -7, int64(7), uint8(7), true, 1.5,
	template.HTML("<b>&amp;</b>"), template.URL("javascript:x"), template.JS("a"), template.HTMLAttr("a=b"), template.CSS("a"), template.Srcset("a 1x"),
}

type link struct {
	URL, Title string
	Current    bool
	To         *embedded
}

func (l *link) Upper() string { return strings.ToUpper(l.Title) }

func (d *data) Word(key string, pairs ...string) (string, error) {
	if key == "missing" {
		return "", &missing{}
	}
	return key + ": " + strings.Join(pairs, "<>"), nil
}

type missing struct{}

func (*missing) Error() string { return "no such word" }

func (d *data) Of(k kind, n int) string { return string(k) + strings.Repeat("!", n) }
func (d *data) Panics() string          { panic("broken") }
func (d *data) List(n int) []string     { return []string{"a", "b & c", "d"}[:n] }
func (d *data) Join(s ...any) (n int)   { return len(s) }

func newData() *data {
	e := &embedded{"down <here>"}
	inner := &data{Title: "inner", embedded: e}
	return &data{
		Title: `A "title" & 'more' <b> + ü ع`, Body: `<p class="x">body &amp;</p>`, Address: "javascript:alert(1)", Kind: "page", Number: 3, Yes: true,
		Links: []link{{"../x/?a=b&c=d", "one", true, e}, {"https://example.org/ä b%20c", "two <i>", false, e}, {"", "", false, nil}},
		Next:  link{URL: "next/", Title: "next"}, Inner: inner, Any: e, Map: map[string]string{"key": "<value>"}, Odd: odd, embedded: e,
	}
}

// same are templates whose output or error is to be that of html/template.
var same = []string{
	`{{.Title}}|{{.Empty}}|{{.Body}}|{{.Kind}}|{{.Number}}|{{.Yes}}`,
	`<p title="{{.Title}}" class={{.Kind}} id="{{.Body}}">`,
	`<a href="{{.Address}}">{{.Address}}</a><a href="/{{.Address}}"></a><a href="?q={{.Title}}"></a><a href={{.Address}}></a>`,
	`{{range .Links}}<a href="{{.URL}}"{{if .Current}} aria-current="page"{{end}}>{{.Title}} {{.Upper}}</a>{{else}}none{{end}}`,
	`{{range $i, $l := .Links}}{{$i}}{{$l.Title}}{{$.Title}}{{if eq $i 1}}{{break}}{{end}}{{end}}`,
	`{{range .Links}}{{if .Current}}{{continue}}{{end}}{{.Title}}{{end}}`,
	`{{range $x := .List 2}}[{{$x}}]{{end}}{{range .List 0}}x{{else}}none{{end}}`,
	`{{range 3}}x{{end}}{{range .Map}}{{.}}{{end}}`,
	`{{with .Next}}{{.Title}}{{.URL}}{{end}}{{with .Empty}}x{{else}}empty{{end}}{{with $x := .Title}}{{$x}}{{end}}`,
	`{{with .None}}x{{else}}none{{end}}{{if .None}}x{{else if .Yes}}yes{{end}}`,
	`{{.Word "key"}} {{.Word "key" "a" .Title}} {{.Word "key" "a" "b" "c"}}`,
	`{{.Word "missing"}}`, `{{.Word}}`, `{{.Word 3}}`, `{{.Word .Kind}}`, `{{.Panics}}`, `{{.NoSuch}}`, `{{.None.Title}}`,
	`{{.Of "k" 2}} {{.Of .Kind .Number}}`, `{{.Of .Title 1}}`, `{{.Join 1 "a" .Yes .None}}`, `{{.Join nil}}`,
	`{{.Deep}} {{.Method}} {{.Inner.Deep}} {{.Inner.Method}} {{.Inner.Inner.Title}}`,
	`{{.Any.Deep}}{{.Any}}`, `{{.Map.key}}`, `{{.Map.none}}`, `{{index .Map "key"}}`,
	`{{if and .Yes .Title}}a{{end}}{{if or .Empty .None}}b{{else}}c{{end}}{{and .Title .Empty}}{{or .Empty .Title}}{{not .Yes}}`,
	`{{if eq .Kind "page"}}a{{end}}{{if ne .Title "x"}}b{{end}}{{if gt .Number 2}}c{{end}}{{if le .Number 2}}d{{end}}{{if lt "a" "b"}}e{{end}}{{if ge 2 3}}f{{end}}`,
	`{{if eq .Inner .None}}a{{end}}{{if ne .Any.Deep .Deep}}b{{end}}{{if eq .Number "x"}}c{{end}}{{len .Links}}{{len .Map}}`,
	`{{$x := "a"}}{{$x}}{{$x = "b"}}{{$x}}{{if .Yes}}{{$x := "c"}}{{$x}}{{end}}{{$x}}`,
	`{{define "t"}}<b>{{.}}{{$}}</b>{{end}}{{template "t" .Title}}{{range .Links}}{{template "t" .Title}}{{end}}`,
	`{{define "attr"}}{{if .Yes}} lang="{{.Title}}"{{end}}{{template "in" .}}{{end}}{{define "in"}} dir="{{.Title}}"{{end}}<p{{template "attr" .}}>`,
	`{{define "t"}}{{.Title}}{{end}}<p title="{{template "t" .}}">{{template "t" .}}<script>var x = {{template "t" .}};</script>`,
	`{{define "r"}}{{.Title}}{{with .Inner}}{{template "r" .}}{{end}}{{end}}{{template "r" .}}`,
	`{{template "t"}}{{define "t"}}x{{.}}{{end}}`,
	`<script>var x = {{.Title}};</script><style>p { color: {{.Title}} }</style><p onclick="f({{.Title}})" style="{{.Title}}">`,
	`<title>{{.Title}}</title><textarea>{{.Title}}</textarea><!-- {{.Title}} -->`,
	`{{.Title | printf "%q"}}{{printf "%d" .Number}}{{print .Title .Number}}{{.Title | len}}{{html .Title}}{{.Title | html}}{{urlquery .Title}}`,
	`{{"constant <"}}{{1}}{{1.5}}{{'a'}}{{true}}{{0x10}}{{1e3}}`, `{{nil}}`, `{{.}}`, `{{.Next}}{{.Next.Upper}}`,
	`{{(index .Links 0).Title}}{{(.Word "x") | len}}{{.Title -}}   x   {{- /* comment */ -}} y`,
	`{{range .Odd}}<p title="{{.}}" class={{.}}>{{.}}<a href="{{.}}"></a><a href="x{{.}}"></a><a href="?{{.}}"></a><a href={{.}}></a></p>{{end}}`,
	`{{range .Odd}}<textarea>{{.}}</textarea><meta http-equiv="refresh" content="0; url={{.}}"><meta content="{{.}}">{{end}}`,
	`{{if .Yes}}<a href="{{else}}<a href='{{end}}`, `<p {{if .Yes}}class="a"{{end}}>`, `<a href="{{if .Yes}}x{{end}}{{.Address}}">`,
}

func TestSame(t *testing.T) {
	for _, text := range same {
		compare(t, text)
	}
}

func FuzzSame(f *testing.F) {
	for _, text := range same {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { compare(t, text) })
}

// compare executes a template with html/template and compiled.
func compare(t *testing.T, text string) {
	t.Helper()
	source, err := template.New("layout").Option("missingkey=error").Parse(text)
	if err != nil {
		return
	}
	oracle, err := source.Clone()
	if err != nil {
		t.Fatal(err)
	}
	set, err := compiled.New(source, compiled.DirectTo[data]())
	if err != nil {
		t.Fatal(err)
	}
	d := newData()
	for range 2 { // the second time, types and strings are known
		var want strings.Builder
		wantErr := oracle.ExecuteTemplate(&want, "layout", d)
		got, gotErr := set.Append([]byte("before "), "layout", d)
		if string(got) != "before "+want.String() {
			t.Errorf("%s\n got %s\nwant %s", text, got[len("before "):], want.String())
		}
		if (gotErr == nil) != (wantErr == nil) || gotErr != nil && gotErr.Error() != wantErr.Error() {
			t.Errorf("%s\n got error %v\nwant error %v", text, gotErr, wantErr)
		}
	}
}

// TestCompiled: what layouts use is not left to html/template.
func TestCompiled(t *testing.T) {
	source := template.Must(template.New("layout").Parse(`<p title="{{.Title}}">{{range $i, $l := .Links}}{{if and $l.Current (eq $i 0)}}<a href="{{.URL}}">{{.Title}}</a>{{end}}{{end}}{{with .Inner}}{{.Word "x"}}{{end}}{{.Body}}`))
	set, err := compiled.New(source, compiled.DirectTo[data]())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := set.Append(nil, "layout", newData()); err != nil || set.Left() != 0 {
		t.Errorf("%d executions were left to html/template; error: %v", set.Left(), err)
	}
}

const page = `<html><head><title>{{.Title}}</title></head><body><ul>
{{- range .Links}}
<li><a href="{{.URL}}"{{if .Current}} aria-current="page"{{end}}>{{.Title}}</a></li>
{{- end}}
</ul>{{.Word "a"}}{{.Word "b" "c" .Title}}{{with .Inner}}{{.Title}}{{end}}{{.Body}}</body>`

func BenchmarkExecute(b *testing.B) {
	source := template.Must(template.New("layout").Parse(page))
	full := template.Must(source.Clone())
	set, err := compiled.New(source, compiled.DirectTo[data]())
	if err != nil {
		b.Fatal(err)
	}
	d := newData()
	b.Run("compiled", func(b *testing.B) {
		b.ReportAllocs()
		var out []byte
		for b.Loop() {
			out, _ = set.Append(out[:0], "layout", d)
		}
	})
	b.Run("html/template", func(b *testing.B) {
		b.ReportAllocs()
		var out strings.Builder
		for b.Loop() {
			out.Reset()
			_ = full.Execute(&out, d)
		}
	})
}
