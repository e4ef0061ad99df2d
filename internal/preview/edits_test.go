package preview

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"beistand/i18n"
	"beistand/internal/build"
	"beistand/internal/problem"
	"beistand/internal/site"
	"beistand/layouts"
)

var (
	edits = flag.Int("edits", 0, "how many random edits TestRandomEdits makes; 0: as BEISTAND_EDITS says, else 60")
	seed  = flag.Uint64("seed", 0, "the seed of TestRandomEdits; 0: a fixed one")
)

// editedSite has all kinds of pages, and everything that a page can show of
// another. People and numbers in it are made up.
const editedSite = `
-- site.toml --
languages = ["de", "en", "ar"]
base_url = "https://example.org/"
exit_url = "https://example.org/weather"
-- content/laws.toml --
[[law]]
abbreviation = "AufenthG"
title = "Aufenthaltsgesetz"
url = "https://example.org/aufenthg/"
section_url = "https://example.org/aufenthg/{n}"
[[law]]
abbreviation = "StGB"
title = "Strafgesetzbuch"
url = "https://example.org/stgb/"
-- content/contacts.toml --
[help]
name = "Telefon"
phone = "0800 000 000"
about.de = "Für alle"
about.en = "For everybody"
hours = ["Mo-Fr 09:00-15:00"]
checked_on = 2026-10-01
-- content/page.toml --
-- content/de.md --
+++
title = "Start"
summary = "Worum es geht"
+++
Willkommen bei [Arbeit](/job).

## Hilfe {#help}

Rufen Sie [0800 000 000](contact:help) an.
-- content/en.md --
+++
title = "Welcome"
+++
See [work](/job).

## Help {#help}

Call [0800 000 000](contact:help).
-- content/job/page.toml --
order = 1
related = ["/stay"]
contacts = ["help"]
law_as_of = 2026-10-01
review_by = 2027-04-01
-- content/job/de.md --
+++
title = "Arbeit"
summary = "Lohn und Zeit"
keywords = ["Lohn", "Chef"]
+++
Vor allem.

## Lohn {#wages}

Den [Lohn](glossary:wages) gibt es nach § 15 Abs. 1 AufenthG. Siehe [Ende](/job/ending#when).

## Hilfe {#help}

Fragen Sie.
-- content/job/en.md --
+++
title = "Work"
keywords = ["pay"]
+++
First.

## Pay {#wages}

[Pay](glossary:wages) by § 15 Abs. 1 AufenthG.

## Help {#help}

Ask.
-- content/job/ending/page.toml --
order = 2
aliases = ["/job/end"]
-- content/job/ending/de.md --
+++
title = "Kündigung"
+++
## Wann? {#when}

Nie ohne Grund[^1]. § 232 StGB.

[^1]: Eine Fußnote.
-- content/job/ending/ar.md --
+++
title = "الفصل"
+++
## متى؟ {#when}

نص.
-- content/job/time/page.toml --
order = 1
-- content/job/time/de.md --
+++
title = "Zeit"
keywords = ["Pause"]
+++
Acht Stunden. [Gesetze](/laws/aufenthg#n15).
-- content/stay/page.toml --
order = 2
related = ["/job/ending", "/job"]
-- content/stay/de.md --
+++
title = "Aufenthalt"
+++
> [!IMPORTANT]
> Lesen Sie § 25 Abs. 4a AufenthG und [Duldung](glossary:toleration).
-- content/stay/ar.md --
+++
title = "الإقامة"
translation_of = "aaaaaaaaaaaa"
+++
> [!IMPORTANT]
> § 25 Abs. 4a AufenthG.
-- content/glossary/page.toml --
kind = "glossary"
order = 8
-- content/glossary/de.md --
+++
title = "Wörter"
+++
## Lohn {#wages}

Geld für Arbeit.

## Duldung {#toleration}

Keine Abschiebung.
-- content/glossary/en.md --
+++
title = "Words"
+++
## Pay {#wages}

Money for work.

## Toleration {#toleration}

No removal.
-- content/guide/page.toml --
kind = "guide"
contacts = ["help"]
order = 3
-- content/guide/de.md --
+++
title = "Was gilt?"
+++
## Arbeiten Sie? {#question}

- [Ja](/job)
- [Nein](/guide/more)
-- content/guide/more/page.toml --
kind = "guide"
contacts = ["help"]
-- content/guide/more/de.md --
+++
title = "Mehr"
+++
## Bleiben Sie? {#question}

- [Ja](/stay)
-- content/handout/page.toml --
kind = "handout"
order = 9
sections = ["/job#wages", "/job/ending"]
-- content/handout/de.md --
+++
title = "Handzettel"
+++
-- content/about/page.toml --
kind = "about"
order = 10
-- content/about/de.md --
+++
title = "Über uns"
+++
Text.
`

// editor changes a site as authors do.
type editor struct {
	*rand.Rand
	files    map[string]string
	original map[string]string
	good     map[string]string // the last state that could be built
	n        int               // for names and words that are new
}

func newEditor(t *testing.T, seed uint64) *editor {
	e := &editor{Rand: rand.New(rand.NewPCG(seed, 0)), files: map[string]string{}}
	for _, f := range txtar.Parse([]byte(editedSite)).Files {
		e.files[f.Name] = string(f.Data)
	}
	for _, built := range []struct {
		folder string
		fs.FS
		names []string
	}{{"i18n", i18n.FS, []string{"de.toml", "en.toml"}}, {"layouts", layouts.FS, []string{"footer.html", "page.html", "cards.html"}}} {
		for _, name := range built.names {
			text, err := fs.ReadFile(built.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			e.files[built.folder+"/"+name] = string(text)
		}
	}
	e.original, e.good = maps.Clone(e.files), maps.Clone(e.files)
	return e
}

func (e *editor) folder() fs.FS {
	files := fstest.MapFS{}
	for name, text := range e.files {
		files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return build.WithBuiltIns(files)
}

// one picks a file by the pattern of its name.
func (e *editor) one(pattern string) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(e.files)) {
		if ok := regexp.MustCompile(pattern).MatchString(name); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "site.toml"
	}
	return names[e.IntN(len(names))]
}

// replace changes the first match, or one of the matches, in a file.
func (e *editor) replace(name, pattern, with string) []string {
	places := regexp.MustCompile(pattern).FindAllStringIndex(e.files[name], -1)
	if len(places) > 0 {
		at := places[e.IntN(len(places))]
		e.files[name] = e.files[name][:at[0]] + with + e.files[name][at[1]:]
	}
	return []string{name}
}

// restore makes the site what it was, and says what has changed.
func (e *editor) restore(files map[string]string) []string {
	var changed []string
	for name := range e.files {
		if _, ok := files[name]; !ok {
			changed = append(changed, name)
		}
	}
	for name, text := range files {
		if old, ok := e.files[name]; !ok || old != text {
			changed = append(changed, name)
		}
	}
	e.files = maps.Clone(files)
	return changed
}

const (
	texts  = `^content/.*\.md$`
	metas  = `^content/.+/page\.toml$`
	leaves = `^content/(job/ending|job/time|stay|about|handout|guide/more|new.*)/page\.toml$`
)

func (e *editor) word() string {
	e.n++
	return "Wort" + strconv.Itoa(e.n)
}

// kinds of edits, by name. Each returns what has changed.
var kindsOfEdits = []struct {
	name string
	edit func(e *editor) []string
}{
	{"text", func(e *editor) []string { return e.replace(e.one(texts), `\.\n`, " "+e.word()+".\n") }},
	{"title", func(e *editor) []string { return e.replace(e.one(texts), `title = ".*"`, `title = "`+e.word()+`"`) }},
	{"summary", func(e *editor) []string {
		return e.replace(e.one(texts), `\n\+\+\+\n`, "\nsummary = \""+e.word()+"\"\n+++\n")
	}},
	{"keywords", func(e *editor) []string {
		return e.replace(e.one(texts), `keywords = .*`, `keywords = ["`+e.word()+`"]`)
	}},
	{"heading", func(e *editor) []string { return e.replace(e.one(texts), `## \S+`, "## "+e.word()) }},
	{"heading id", func(e *editor) []string {
		return e.replace(e.one(texts), `\{#[a-z-]+\}`, "{#id-"+strconv.Itoa(e.IntN(3))+"}")
	}},
	{"heading id everywhere", func(e *editor) []string {
		var changed []string
		id := fmt.Sprintf("{#id-%d}", e.n)
		for _, name := range []string{"content/job/de.md", "content/job/en.md"} {
			if _, ok := e.files[name]; ok {
				e.files[name] = strings.Replace(e.files[name], "{#help}", id, 1)
				changed = append(changed, name)
			}
		}
		return changed
	}},
	{"citation", func(e *editor) []string {
		return e.replace(e.one(texts), `\.\n`, fmt.Sprintf(" § %d Abs. %d %s.\n", 1+e.IntN(3), 1+e.IntN(3), []string{"AufenthG", "StGB", "StGB", "BGB"}[e.IntN(4)]))
	}},
	{"link", func(e *editor) []string {
		return e.replace(e.one(texts), `\.\n`, fmt.Sprintf(" [x](%s).\n", []string{"/job", "/stay", "/job/ending#when", "glossary:wages", "glossary:none", "/none", "/laws", "/laws/stgb"}[e.IntN(8)]))
	}},
	{"order", func(e *editor) []string {
		name := e.one(metas)
		e.files[name] = regexp.MustCompile(`(?m)^order = .*\n`).ReplaceAllString(e.files[name], "")
		e.files[name] = fmt.Sprintf("order = %d\n", e.IntN(12)) + e.files[name]
		return []string{name}
	}},
	{"law_as_of", func(e *editor) []string {
		return e.replace(e.one(metas), `\z|law_as_of.*\n`, fmt.Sprintf("law_as_of = 2026-%02d-01\n", 1+e.IntN(12)))
	}},
	{"reviewed", func(e *editor) []string { return e.replace(e.one(metas), `\z`, `reviewed_by = "`+e.word()+"\"\n") }},
	{"related", func(e *editor) []string {
		return e.replace(e.one(metas), `\z|related.*\n`, []string{"related = [\"/about\"]\n", "related = [\"/job\", \"/stay\"]\n", "related = []\n"}[e.IntN(3)])
	}},
	{"aliases", func(e *editor) []string {
		return e.replace(e.one(metas), `\z|aliases.*\n`, fmt.Sprintf("aliases = [\"/old-%d\"]\n", e.IntN(4)))
	}},
	{"kind", func(e *editor) []string {
		return e.replace(e.one(metas), `\z|kind.*\n`, []string{"kind = \"about\"\n", "kind = \"page\"\n", "kind = \"guide\"\n", ""}[e.IntN(4)])
	}},
	{"selection", func(e *editor) []string {
		return e.replace("content/handout/page.toml", `sections.*`, []string{`sections = ["/stay"]`, `sections = ["/job#help", "/about"]`, `sections = ["/job#none"]`}[e.IntN(3)])
	}},
	{"contacts", func(e *editor) []string {
		return e.replace("content/contacts.toml", `name = .*|about.de = .*|hours.*`, []string{`name = "` + e.word() + `"`, `free = true`, `web = "https://example.org/"`}[e.IntN(3)])
	}},
	{"law", func(e *editor) []string {
		return e.replace("content/laws.toml", `title = .*|abbreviation = "StGB"`, []string{`title = "` + e.word() + `"`, `abbreviation = "StPO"`}[e.IntN(2)])
	}},
	{"explanation", func(e *editor) []string {
		return e.replace(e.one(`^content/glossary/.*md`), `\.\n`, " "+e.word()+".\n")
	}},
	{"words", func(e *editor) []string {
		return e.replace(e.one(`^i18n/`), `(?m)^(home|skip|toc|related) = .*`, []string{`home = "` + e.word() + `"`, `related = "` + e.word() + `"`}[e.IntN(2)])
	}},
	{"layout", func(e *editor) []string {
		return e.replace(e.one(`^layouts/`), `</ul>|</article>`, `</ul><p>`+e.word()+`</p>`)
	}},
	{"layout that reads all", func(e *editor) []string {
		return e.replace("layouts/footer.html", `</footer>`, `{{range .Site.Pages}}<i>{{.ID}} {{len .Children}} {{(index .Texts 0).Title}}</i>{{end}}</footer>`)
	}},
	{"broken layout", func(e *editor) []string { return e.replace(e.one(`^layouts/`), `\{\{\.`, `{{.No`) }},
	{"site.toml", func(e *editor) []string {
		return e.replace("site.toml", `\z`, []string{"title = \"" + e.word() + "\"\n", "discreet = false\n", "minify = false\n", "[language.ar]\nfallback = [\"en\"]\n"}[e.IntN(4)])
	}},
	{"broken TOML", func(e *editor) []string { return e.replace(e.one(`toml$`), `= `, "== ") }},
	{"broken text", func(e *editor) []string {
		return e.replace(e.one(texts), `\.\n|\+\+\+\n`, []string{"<b>x</b>.\n", "", "§ 5.\n"}[e.IntN(3)])
	}},
	{"new page", func(e *editor) []string {
		dir := "content/" + []string{"", "job/", "stay/"}[e.IntN(3)] + "new-" + strconv.Itoa(e.IntN(5))
		e.files[dir+"/page.toml"] = fmt.Sprintf("order = %d\n", e.IntN(9))
		e.files[dir+"/de.md"] = "+++\ntitle = \"" + e.word() + "\"\nkeywords = [\"neu\"]\n+++\nNeu. § 25 AufenthG.\n"
		return []string{dir}
	}},
	{"page removed", func(e *editor) []string {
		dir := path.Dir(e.one(leaves))
		maps.DeleteFunc(e.files, func(name, _ string) bool { return strings.HasPrefix(name, dir+"/") })
		return []string{dir}
	}},
	{"page moved", func(e *editor) []string {
		dir := path.Dir(e.one(leaves))
		to := "content/new-moved-" + strconv.Itoa(e.IntN(3))
		for name, text := range maps.Clone(e.files) {
			if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
				delete(e.files, name)
				e.files[to+"/"+rest] = text
			}
		}
		return []string{dir, to}
	}},
	{"language removed", func(e *editor) []string {
		name := e.one(`^content/.*(en|ar)\.md$`)
		if strings.HasPrefix(name, "content/") {
			delete(e.files, name)
		}
		return []string{name}
	}},
	{"translation", func(e *editor) []string {
		source := e.one(`^content/.*de\.md$`)
		name := strings.TrimSuffix(source, "de.md") + []string{"en.md", "ar.md"}[e.IntN(2)]
		e.files[name] = e.files[source]
		return []string{name}
	}},
	{"words of the source text", func(e *editor) []string {
		return e.replace(e.one(`^content/.*(en|ar)\.md$`), `\.\n`, []string{" (Lohn).\n", " (Stunden).\n", " (Geld für Arbeit).\n"}[e.IntN(3)])
	}},
	{"nothing", func(e *editor) []string { return []string{e.one(texts)} }},
}

// TestRandomEdits: after whatever edits, what is shown is what a build of the
// whole site makes, byte by byte, with the same problems.
func TestRandomEdits(t *testing.T) {
	n := *edits
	if n == 0 {
		n, _ = strconv.Atoi(os.Getenv("BEISTAND_EDITS"))
	}
	if n == 0 {
		n = 60
	}
	start := *seed
	if start == 0 {
		start = 20261123
	}
	t.Logf("go test ./internal/preview -run RandomEdits -edits %d -seed %d", n, start)
	e := newEditor(t, start)
	options := build.Options{Today: time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)}
	live := &swap{e.folder()}
	builder := build.NewBuilder(live, options)
	var names []string
	var history []string
	built := 0
	for i := range n + 1 {
		live.FS = e.folder()
		result, problems, err := builder.Pages(names...)
		clean := build.NewBuilder(e.folder(), options)
		want, wantProblems, wantErr := clean.Pages()
		if err != nil || wantErr != nil {
			t.Fatalf("edit %d: %v, %v", i, err, wantErr)
		}
		if got, want := listed(problems), listed(wantProblems); got != want {
			t.Fatalf("edit %d, after %s: problems\n%s\nwant\n%s", i, strings.Join(history, ", "), got, want)
		}
		if (result == nil) != (want == nil) {
			t.Fatalf("edit %d, after %s: built: %v, want %v", i, strings.Join(history, ", "), result != nil, want != nil)
		}
		if result != nil {
			built++
			e.good = maps.Clone(e.files)
			sameFiles(t, fmt.Sprintf("edit %d, after %s", i, strings.Join(history, ", ")), result.Files, want.Files)
			if i%10 == 0 {
				got, err := builder.Index(result)
				if err != nil {
					t.Fatal(err)
				}
				index, err := clean.Index(want)
				if err != nil {
					t.Fatal(err)
				}
				sameFiles(t, fmt.Sprintf("edit %d, index", i), got, index)
			}
		}
		switch {
		case result == nil && e.IntN(2) == 0:
			names = e.restore(e.good)
			history = append(history, "mended")
		case e.IntN(25) == 0:
			names = e.restore(e.original)
			history = append(history, "as at first")
		default:
			kind := kindsOfEdits[e.IntN(len(kindsOfEdits))]
			names = kind.edit(e)
			history = append(history, kind.name+" "+strings.Join(names, " "))
		}
		if e.IntN(20) == 0 {
			names = nil // too much for the watcher
		}
		if len(history) > 3 {
			history = history[len(history)-3:]
		}
	}
	if t.Logf("%d of %d states could be built", built, n+1); built < n/4 {
		t.Error("the edits break the site too often to say much")
	}
}

// swap is a folder that is exchanged as a whole.
type swap struct{ fs.FS }

func (s *swap) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(s.FS, name) }

func listed(problems *problem.List) string {
	var lines []string
	for _, p := range problems.Sorted() {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

func sameFiles(t *testing.T, when string, got, want site.Files) {
	t.Helper()
	for _, name := range want.Paths() {
		if content, ok := got[name]; !ok {
			t.Fatalf("%s: %s is missing", when, name)
		} else if !bytes.Equal(content, want[name]) {
			i := 0
			for i < min(len(content), len(want[name])) && content[i] == want[name][i] {
				i++
			}
			t.Fatalf("%s: %s is not the same from %d on:\n%s\nwant\n%s", when, name, i, around(content, i), around(want[name], i))
		}
	}
	for _, name := range got.Paths() {
		if _, ok := want[name]; !ok {
			t.Fatalf("%s: %s should not be there", when, name)
		}
	}
}

func around(content []byte, i int) []byte { return content[max(0, i-100):min(len(content), i+100)] }
