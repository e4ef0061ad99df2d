package beistand

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"beistand/internal/build"
	"beistand/internal/content"
	"beistand/internal/sitetest"
)

// attack is an input of testdata/hostile/*.txtar: where an author puts it, and
// what becomes of it.
type attack struct {
	name    string
	place   string // "text", "header", "meta", "contact", "law", "words" or "config"
	input   string
	problem string // what the problem that refuses it says; empty when it does no harm
	seen    string // what a reader sees of one that does no harm
}

var character = regexp.MustCompile(`⟨U\+([0-9A-F]+)⟩`)

func readAttacks(t *testing.T) []attack {
	t.Helper()
	names, err := filepath.Glob("testdata/hostile/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no attacks: %v", err)
	}
	var list []attack
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			a := attack{name: f.Name}
			a.place, _, _ = strings.Cut(f.Name, "/")
			text := character.ReplaceAllStringFunc(string(f.Data), func(c string) string {
				number, _ := strconv.ParseInt(character.FindStringSubmatch(c)[1], 16, 32)
				return string(rune(number))
			})
			text = strings.TrimSuffix(text, "\n")
			i := strings.LastIndexByte(text, '\n')
			var last string
			a.input, last = text[:i+1], text[i+1:]
			var refused, inert bool
			a.problem, refused = strings.CutPrefix(last, "=> ")
			if !refused {
				a.problem = ""
				a.seen, inert = strings.CutPrefix(last, "= ")
			}
			if !refused && !inert || a.problem+a.seen == "" {
				t.Fatalf("%s: %q does not say what is expected", name, f.Name)
			}
			list = append(list, a)
		}
	}
	return list
}

const (
	header   = "+++\ntitle = \"Seite\"\nkeywords = [\"seite\"]\n+++\n"
	contacts = "[line]\nname = \"Telefon\"\nphone = \"0800 11 22\"\n"
	laws     = "[[law]]\nabbreviation = \"HostG\"\ntitle = \"Gesetz\"\nurl = \"https://law.example/\"\nsection_url = \"https://law.example/{n}\"\n"
)

// hostileSite is a small site; attacks add to its files.
func hostileSite(t testing.TB) map[string]string {
	t.Helper()
	words, err := os.ReadFile("i18n/de.toml")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"site.toml":                  "languages = [\"de\", \"ar\"]\ndiscreet = false\n",
		"i18n/de.toml":               string(words),
		"content/page.toml":          "",
		"content/de.md":              "+++\ntitle = \"Start\"\n+++\n",
		"content/contacts.toml":      contacts,
		"content/laws.toml":          laws,
		"content/job/page.toml":      "",
		"content/job/de.md":          header + "## Lohn {#wages}\n\nNach § 1 HostG.\n",
		"content/glossary/page.toml": "kind = \"glossary\"\n",
		"content/glossary/de.md":     header + "## Duldung {#toleration}\n\nEin Papier.\n",
	}
}

// put adds an attack to the files of a site, as the page with the number, and
// returns the page's address.
func (a attack) put(files map[string]string, number int) string {
	id := fmt.Sprintf("page-%d", number)
	meta, text := "", header
	switch a.place {
	case "text":
		text += a.input
	case "header":
		text = "+++\n" + a.input + "+++\n"
	case "meta":
		meta = a.input
	case "contact":
		meta = fmt.Sprintf("contacts = [%q]\n", id)
		files["content/contacts.toml"] += "\n[" + id + "]\n" + strings.ReplaceAll(a.input, "[x.", "["+id+".")
	case "law":
		files["content/laws.toml"] += "\n[[law]]\n" + a.input
	case "words":
		key, _, _ := strings.Cut(a.input, " ")
		name := key[strings.LastIndexByte(key, '.')+1:]
		line := regexp.MustCompile(`(?m)^` + name + ` = .*\n`)
		files["i18n/de.toml"] = line.ReplaceAllLiteralString(files["i18n/de.toml"], strings.TrimPrefix(a.input, strings.TrimSuffix(key, name)))
	case "config":
		if strings.HasPrefix(a.input, "languages") {
			files["site.toml"] = ""
		}
		files["site.toml"] += a.input
	}
	files["content/"+id+"/page.toml"] = meta
	files["content/"+id+"/de.md"] = text
	return "/de/" + id + "/"
}

func folderOf(files map[string]string) fs.FS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return build.WithBuiltIns(folder)
}

// TestHostileRefused: an attack that cannot be shown as it is meant is refused,
// with the file, what is wrong and what to do, on lines that a terminal and a
// log take for nothing else.
func TestHostileRefused(t *testing.T) {
	attacks := readAttacks(t)
	if len(attacks) < 150 {
		t.Errorf("only %d attacks", len(attacks))
	}
	for _, a := range attacks {
		if a.problem == "" {
			continue
		}
		t.Run(a.name, func(t *testing.T) {
			files := hostileSite(t)
			a.put(files, 1)
			s, problems, err := content.Load(folderOf(files))
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, p := range problems.Sorted() {
				all = append(all, p.String())
				if strings.ContainsFunc(p.Message+p.Advice+p.File, isHostile) {
					t.Errorf("the problem does something itself: %q", p)
				}
				if p.Advice == "" {
					t.Errorf("the problem does not say what to do: %s", p)
				}
			}
			if s != nil || !strings.Contains(strings.Join(all, "\n"), a.problem) {
				t.Errorf("want a problem that says %q, got:\n%s", a.problem, strings.Join(all, "\n"))
			}
		})
	}
}

// isHostile reports whether a character moves a terminal or the eye.
func isHostile(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// harmful lists what in the page could run, load from elsewhere, lead to what
// is no page, or turn the direction.
const harmful = `(() => {
	const found = [];
	if (window.pwned) found.push("a script ran");
	const layout = new Set([...document.head.querySelectorAll("script, link, meta")]);
	for (const e of document.querySelectorAll("*")) {
		for (const a of e.attributes) {
			if (/^on/.test(a.name) || ["style", "srcdoc", "formaction", "action", "background", "ping", "xlink:href"].includes(a.name)) found.push(e.outerHTML);
			if (a.name === "href" && e.localName === "a" && !["http:", "https:", "tel:", "mailto:"].includes(e.protocol)) found.push(e.outerHTML);
			if (a.name === "src" && new URL(a.value, location.href).origin !== location.origin) found.push(e.outerHTML);
		}
		if (["script", "link", "meta"].includes(e.localName) && !layout.has(e)) found.push(e.outerHTML);
		if (["iframe", "frame", "object", "embed", "base", "svg", "math", "style", "img", "video", "audio", "source", "template", "portal"].includes(e.localName) && !e.closest("[data-read-aloud]")) found.push(e.outerHTML);
		if (e.localName === "form" && !e.querySelector("[data-search]")) found.push(e.outerHTML);
		if (/override/.test(getComputedStyle(e).unicodeBidi)) found.push(e.outerHTML);
		if (!e.closest("[dir=rtl], [dir=auto]") && getComputedStyle(e).direction !== "ltr") found.push(e.outerHTML);
	}
	if (document.querySelector("meta[http-equiv=refresh]")) found.push("the page leads away");
	return found;
})()`

// TestHostileInert: what is not refused stands on the page as its author typed
// it, and does nothing: in Chromium no script runs, nothing is loaded from
// elsewhere, no element or attribute is there beyond those of the layouts and
// of Markdown; also where titles, keywords and contacts are listed, and in the
// search.
func TestHostileInert(t *testing.T) {
	files := hostileSite(t)
	type look struct{ path, seen string }
	var looks []look
	texts := header // all that stand in the text of a page are looked at on one
	for number, a := range readAttacks(t) {
		switch {
		case a.problem != "":
		case a.place == "text":
			texts += fmt.Sprintf("\n## Nummer {#no-%d}\n\n%s", number, a.input)
			looks = append(looks, look{"/de/all/", a.seen})
		default:
			looks = append(looks, look{a.put(files, number), a.seen})
		}
	}
	files["content/all/page.toml"], files["content/all/de.md"] = "", texts
	result, problems, err := build.Files(folderOf(files), build.Options{Today: sitetest.Today})
	if err != nil || result == nil {
		t.Fatalf("%v %v", err, problems.Sorted())
	}
	tab := sitetest.Open(t, result.Files)
	var origin string
	examine := func(path string) {
		t.Helper()
		for _, harm := range sitetest.Eval[[]string](tab, harmful) {
			t.Errorf("%s: %s", path, harm)
		}
		for _, r := range tab.Requests() {
			if !strings.HasPrefix(r, origin) && r != "data:," {
				t.Errorf("%s loads %s", path, r)
			}
		}
	}
	origin = tab.Server.URL + "/"
	visited := ""
	for _, l := range looks {
		if l.path != visited {
			tab.Visit(l.path)
			examine(l.path)
			visited = l.path
		}
		text := sitetest.Eval[string](tab, `document.querySelector("main").textContent`)
		if !strings.Contains(words(text), words(l.seen)) {
			t.Errorf("%s does not show %q", l.path, l.seen)
		}
	}
	for _, path := range []string{"/de/", "/de/a-z/", "/de/laws/", "/de/laws/hostg/", "/ar/all/", "/ar/a-z/"} {
		tab.Visit(path)
		examine(path)
	}
	tab.Visit("/de/job/")
	if found := sitetest.Eval[[]string](tab, `document.body.append(document.createElement("iframe")) || `+harmful); len(found) == 0 {
		t.Error("the look at a page does not see what is harmful")
	}
	tab.WaitFor(`!document.querySelector("[role=search]").hidden`)
	for _, query := range []string{"Hase", "window.pwned", "script", "__proto__", "constructor", "onerror", "site:/job", "أبجد", "<img src=x onerror=window.pwned=1>"} {
		typed, _ := json.Marshal(query)
		sitetest.Eval[bool](tab, `(() => {
			const box = document.querySelector("[data-search]");
			document.querySelector("[data-hits]").hidden = true;
			box.value = `+string(typed)+`;
			box.dispatchEvent(new Event("input", {bubbles: true}));
			return true;
		})()`)
		tab.WaitFor(`!document.querySelector("[data-hits]").hidden && [...document.querySelectorAll("[data-hit]")].every(h => h.querySelector(".hit-snippet"))`)
		for _, harm := range sitetest.Eval[[]string](tab, `[...document.querySelectorAll("[data-search-area] *")].filter(e => !["FORM", "LABEL", "INPUT", "A", "DIV", "P", "UL", "LI", "STRONG", "SPAN", "MARK"].includes(e.tagName) || [...e.attributes].some(a => /^on|style/.test(a.name))).map(e => e.outerHTML).concat(window.pwned ? ["a script ran"] : [])`) {
			t.Errorf("search for %q: %s", query, harm)
		}
		if query == "Hase" {
			hits := sitetest.Eval[[]string](tab, `[...document.querySelectorAll("[data-hit]")].map(h => h.textContent)`)
			if !slices.ContainsFunc(hits, func(h string) bool { return strings.Contains(h, "$& $1 $` Hase drei") }) {
				t.Errorf("hits are not shown as their titles stand: %q", hits)
			}
		}
	}
}

// words is a text with single spaces.
func words(text string) string { return strings.Join(strings.Fields(text), " ") }
