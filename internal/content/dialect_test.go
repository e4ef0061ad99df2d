package content

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// dialectSite is what the texts of the dialect's tests refer to.
var dialectSite = fstest.MapFS{
	"site.toml": {Data: []byte("languages = [\"de\", \"ar\"]\nminify = false\n")},
	"i18n/de.toml": {Data: []byte(`alert.note = "Gut zu wissen"
alert.tip = "Tipp"
alert.important = "Wichtig"
alert.warning = "Achtung"
alert.caution = "Vorsicht"
term.more = "Im Glossar"
term.close = "Zu"`)},
	"i18n/ar.toml": {Data: []byte(`alert.note = "معلومة"
alert.tip = "نصيحة"
alert.important = "مهم"
alert.warning = "انتباه"
alert.caution = "تحذير"
term.more = "المصطلحات"
term.close = "إغلاق"`)},
	"content/laws.toml": {Data: []byte(`law = [
{abbreviation = "AufenthG", title = "Aufenthaltsgesetz", url = "https://law.example/a/", section_url = "https://law.example/a/{n}"},
{abbreviation = "StPO", title = "Strafprozeßordnung", url = "https://law.example/s/", section_url = "https://law.example/s/{n}"},
{abbreviation = "GRCh", title = "Charta", url = "https://law.example/c", symbol = "Art."}]`)},
	"content/contacts.toml":      {Data: []byte("[helpline]\nname = \"Telefon\"\nphone = \"0800 11 22\"\n")},
	"content/job/page.toml":      {Data: []byte("order = 1\n")},
	"content/job/de.md":          {Data: []byte("+++\ntitle = \"Arbeit\"\n+++\n## Lohn {#wages}\n\nNach § 98 StPO.\n")},
	"content/glossary/page.toml": {Data: []byte("kind = \"glossary\"\n")},
	"content/glossary/de.md":     {Data: []byte("+++\ntitle = \"Wörter\"\n+++\n## Duldung {#toleration}\n\nEin Papier, siehe [Arbeit](/job).\n")},
	"content/subject/page.toml":  {Data: []byte("order = 2\n")},
}

// loadText loads the text in the language "de" or "ar" within dialectSite.
func loadDialect(t testing.TB, lang string, body []byte) (*site.Text, *problem.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, file := range dialectSite {
		fsys[name] = file
	}
	header := "+++\ntitle = \"Thema\"\n+++\n"
	fsys["content/subject/"+lang+".md"] = &fstest.MapFile{Data: append([]byte(header), body...)}
	if lang != "de" {
		// the source text has the same headings, and nothing else
		source := header
		for line := range strings.Lines(string(body)) {
			if strings.HasPrefix(line, "##") {
				source += line
			}
		}
		fsys["content/subject/de.md"] = &fstest.MapFile{Data: []byte(source)}
	}
	s, problems, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if s == nil {
		return nil, problems
	}
	return s.Page("/subject").Text(s.Lang(lang)), problems
}

// printed is the markup of a text, sections parted by lines.
func printed(text *site.Text) string {
	var b strings.Builder
	for _, s := range text.Sections {
		if s.ID != "" {
			fmt.Fprintf(&b, "<h%d id=%q>%s</h%d>\n", s.Level, s.ID, s.TitleHTML, s.Level)
		}
		b.WriteString(string(s.Body))
	}
	b.WriteString(string(text.Notes))
	return b.String()
}

// TestDialect compares the pairs NAME.md and NAME.html of testdata/*.txtar,
// and checks the laws of the dialect on each. A name that starts with "ar-" is
// an Arabic text. UPDATE=1 rewrites the HTML.
func TestDialect(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			source, want := archive.Files[i], &archive.Files[i+1]
			t.Run(source.Name, func(t *testing.T) {
				lang := "de"
				if strings.HasPrefix(source.Name, "ar-") {
					lang = "ar"
				}
				text, problems := loadDialect(t, lang, source.Data)
				if text == nil {
					t.Fatal(problems.Sorted())
				}
				got := printed(text)
				checkLaws(t, got)
				if os.Getenv("UPDATE") != "" {
					want.Data = []byte(got)
				} else if got != string(want.Data) {
					t.Errorf("got:\n%swant:\n%s", got, want.Data)
				}
			})
		}
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkLaws checks what is true of the markup of any text: it is well-formed,
// holds no script in any shape, headings have ids, and links within the page
// have both ends.
func checkLaws(t testing.TB, markup string) {
	t.Helper()
	root := parseHTML(t, markup)
	var again bytes.Buffer
	if err := html.Render(&again, root); err != nil {
		t.Fatal(err)
	}
	var twice bytes.Buffer
	if err := html.Render(&twice, parseHTML(t, again.String())); err != nil {
		t.Fatal(err)
	}
	if again.String() != twice.String() {
		t.Errorf("the markup is not well-formed:\n%s\n%s", again.String(), twice.String())
	}
	ids, targets := map[string]bool{}, []string{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "style", "iframe", "object", "embed", "form", "svg", "img", "meta", "link", "base":
			t.Errorf("the text makes a <%s>", n.Data)
		}
		id := ""
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style":
				t.Errorf("the text makes the attribute %s", a.Key)
			case a.Key == "href" && strings.HasPrefix(value, "#"):
				targets = append(targets, a.Val[1:])
			case a.Key == "href" && !allowedLink(value):
				t.Errorf("the text makes a link to %q", a.Val)
			case a.Key == "id":
				id = a.Val
				if ids[id] {
					t.Errorf("the id %q stands twice", id)
				}
				ids[id] = true
			}
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data != "hr" && id == "" {
			t.Errorf("a heading has no id")
		}
	}
	for _, target := range targets {
		if !ids[target] {
			t.Errorf("nothing has the id %q", target)
		}
	}
}

func allowedLink(address string) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:", "site:/"} {
		if strings.HasPrefix(address, scheme) {
			return true
		}
	}
	return false
}

func parseHTML(t testing.TB, markup string) *html.Node {
	root, err := html.Parse(strings.NewReader("<!doctype html><body>" + markup))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// FuzzMarkdown: whatever an author writes is refused with a problem that has a
// place, or becomes markup that keeps the laws.
func FuzzMarkdown(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			f.Add(archive.Files[i].Data)
		}
	}
	f.Add([]byte("[x](javascript:alert(1)) <javascript:alert(1)> ![x](y) <b onclick=x>"))
	f.Add([]byte("## a {#a onclick=alert(1)}\n\n> [!WARNING]\n\n[^1]\n\n[^1]: § 25\nAbs. 4a AufenthG\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		text, problems := loadDialect(t, "de", body)
		if text == nil {
			for _, p := range problems.Sorted() {
				if p.File == "" {
					t.Errorf("a problem without a place: %v", p)
				}
			}
			return
		}
		checkLaws(t, printed(text))
	})
}

// FuzzHeader: a header never loses or adds a line, and what is not header is
// body.
func FuzzHeader(f *testing.F) {
	for _, s := range []string{"+++\ntitle = \"x\"\n+++\nText\n", "+++\r\n+++\r\n", "\xEF\xBB\xBF+++\n+++", "+++\nno end", "text"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		header, body, ok := splitHeader(file)
		if !ok {
			return
		}
		if len(body) != len(file) || bytes.Count(body, []byte("\n")) != bytes.Count(file, []byte("\n")) {
			t.Errorf("%q: the body is %q", file, body)
		}
		if !bytes.HasPrefix(file, header[len(header):]) || len(header) > len(file) {
			t.Errorf("%q: the header is %q", file, header)
		}
		start := bytes.LastIndexByte(file[:len(header)], '\n') + 1
		rest := file[start:]
		if !bytes.HasPrefix(bytes.TrimLeft(rest, " \t"), []byte(fence)) {
			t.Errorf("%q: the header does not end at a fence but before %q", file, rest)
		}
	})
}
