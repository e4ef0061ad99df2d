package content

import (
	"net/url"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"

	"beistand/internal/problem"
)

// FuzzAddress: whatever address a link is let in with, a browser that parses the
// page sees one of a page of the site, of the web with a plain host and without
// a name before it, or of one mail box.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{
		"javascript:x", "https://a.example/?b=1&c=2#d", "https://a.example&#64;b.example/", `https:\\a.example`, "//a.example",
		"/job#wages", "#wages", "mailto:a@b.example", "site:/job", "glossary:toleration", "contact:helpline", `<a b>`, "https://a.example/\u00e4",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		text, _ := loadDialect(t, "de", []byte("[x]("+address+")\n"))
		if text == nil {
			return
		}
		for n := range parseHTML(t, printed(text)).Descendants() {
			if n.Type != html.ElementNode || n.Data != "a" {
				continue
			}
			for _, a := range n.Attr {
				if a.Key != "href" {
					continue
				}
				u, err := url.Parse(a.Val)
				if err != nil {
					t.Fatalf("%q leads to %q: %v", address, a.Val, err)
				}
				switch u.Scheme {
				case "http", "https":
					if u.User != nil || u.Host == "" || strings.ContainsFunc(u.Host, func(r rune) bool { return r > '~' || r < '-' }) {
						t.Errorf("%q leads to the host %q", address, u.Host)
					}
				case "mailto":
					if strings.Count(a.Val, "@") != 1 || strings.ContainsAny(a.Val, "?,;") {
						t.Errorf("%q writes mail to %q", address, a.Val)
					}
				case "site":
					if !strings.HasPrefix(a.Val, "site:/") {
						t.Errorf("%q leads to %q", address, a.Val)
					}
				case "tel", "":
					if u.Scheme == "" && !strings.HasPrefix(a.Val, "#") {
						t.Errorf("%q leads to %q", address, a.Val)
					}
				default:
					t.Errorf("%q leads to %q", address, a.Val)
				}
			}
		}
	})
}

// FuzzShapeTOML: TOML that is let in has no more levels than are allowed, and
// so do the places of its keys.
func FuzzShapeTOML(f *testing.F) {
	f.Add("a = [[1], {b = \"x\"}]\nc.d.\"e f\" = 1 # [\n[[g]]\nh = '''\n[[['''")
	f.Add("a = " + strings.Repeat("[", 20) + strings.Repeat("]", 20))
	f.Fuzz(func(t *testing.T, text string) {
		l := newLoader(nil)
		let := l.checkShapeTOML("f", []byte(text))
		if let == l.problems.HasErrors() {
			t.Fatal("what is refused has a problem, and only that")
		}
		var tree map[string]any
		if _, err := toml.Decode(text, &tree); err != nil || !let {
			return
		}
		// a value can lie under the parts of its table's name, of its own and in lists
		if most := 3*maxKeys + 1; levels(tree) > most {
			t.Errorf("%d levels, more than %d", levels(tree), most)
		}
	})
}

func levels(v any) int {
	deepest := 0
	switch v := v.(type) {
	case map[string]any:
		for _, below := range v {
			deepest = max(deepest, levels(below))
		}
	case []map[string]any:
		for _, below := range v {
			deepest = max(deepest, levels(below))
		}
	case []any:
		for _, below := range v {
			deepest = max(deepest, levels(below))
		}
	default:
		return 0
	}
	return deepest + 1
}

// FuzzCharacters: a problem that quotes a text, or is in a file with its name,
// is one line that does nothing to a terminal, whatever the text holds.
func FuzzCharacters(f *testing.F) {
	f.Add("Frist \u202e eg\n\u200b")
	f.Add("a\u0301\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		l := newLoader(nil)
		l.checkCharacters("f", []byte(text))
		l.problems.Error(problem.Place{File: text}, "%q", text).Hint("%s", text)
		for _, p := range l.problems.Sorted() {
			if strings.ContainsAny(p.Message+p.Advice+p.File, "\n\r\x1b\u0085\u2028\u202e\u2066") {
				t.Errorf("%q does something", p.Message)
			}
		}
	})
}
