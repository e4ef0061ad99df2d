package beistand

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// kinds are a page of each type, by its path in a language.
var kinds = []string{
	"",                             // home
	"help-now/emergency/",          // contacts
	"residence/",                   // a section, with a table
	"residence/reflection-period/", // a right
	"minors/your-rights/",          // to a child
	"guide/",                       // a question
	"handouts/first-consultation/", // a handout
	"glossary/",                    //
	"about/privacy/",               // about the site
	"about/leaving/",               //
	"laws/",                        // the list of laws
	"laws/aufenthg/",               // a law
	"a-z/",                         // all keywords
	"404.html",                     //
}

// A view is what a reader has before them: a page, and what is open on it.
type view struct {
	path, open string
	do         func(*sitetest.Tab) // opens it
}

// choosing are pages with a selection: on which sections are chosen, and on
// which they are shown, in one language and in two.
func choosing(lang string) []string {
	paths := []string{"/" + lang + "/residence/reflection-period/#s=97pc-5", "/" + lang + "/selection/#s=97pc-5-7,8m48-1"}
	if lang == "de" {
		return append(paths, "/de/handouts/first-consultation/#s=", "/de/a-z/#s=97pc-5")
	}
	return append(paths, "/"+lang+"+de/residence/#s=97pc-5", "/"+lang+"/selection/#b=97pc-5-7,8m48-1")
}

// settled is whether a page is there, with what its script has made.
const settled = `document.readyState === "complete" && (!/[#&][sb]=/.test(location.hash) || document.querySelector(".collect-bar, .chosen-page"))`

func (v view) String() string { return strings.TrimSpace(v.path + " " + v.open) }

// visit opens the view.
func (v view) visit(tab *sitetest.Tab) {
	tab.Visit(v.path)
	tab.WaitFor(settled)
	if v.do != nil {
		v.do(tab)
	}
}

// viewsOf lists a page of each type in the languages with all that can be
// opened on a page, and the pages of no one language.
func viewsOf(langs ...string) []view {
	views := []view{{path: "/"}, {path: "/404.html"}}
	for _, lang := range langs {
		at := "/" + lang + "/"
		for _, kind := range append([]string{"changes/", "offline/", "offline/not-kept.html", "selection/", "s/97pc/", "s/97pc/to/", "s/97pc/to/#4"}, kinds...) {
			views = append(views, view{path: at + kind})
		}
		if lang != "de" {
			views = append(views, view{path: "/" + lang + "+de/residence/reflection-period/"})
		}
		for _, path := range choosing(lang) {
			views = append(views, view{path: path})
		}
		right := at + "residence/reflection-period/"
		views = append(views,
			view{right, "languages", func(tab *sitetest.Tab) { tab.Click(`[data-language-picker] > summary`) }},
			view{right, "hits", func(tab *sitetest.Tab) { ask(tab, "Dolmetscher") }},
			view{right, "explanation", func(tab *sitetest.Tab) {
				tab.Click(`.term`)
				tab.WaitFor(`document.querySelector(".explanation:target")`)
			}},
			view{right, "share", func(tab *sitetest.Tab) {
				tab.Click(`[data-share] > summary`)
				tab.WaitFor(`document.querySelector("[data-qr]").naturalWidth > 0`)
			}},
			view{right, "reading aloud", func(tab *sitetest.Tab) {
				tab.Click(`[data-read-aloud]`)
				tab.WaitFor(`document.querySelector(".aloud-bar") && document.querySelector(".being-read")`)
			}},
		)
	}
	return views
}

// openViews opens a browser that has a voice for each language, and in which
// the pages that lead on stay.
func openViews(t *testing.T, options ...sitetest.Option) *sitetest.Tab {
	t.Helper()
	files := site.Files{}
	for name, content := range sitetest.BuildProject(t) {
		if strings.HasSuffix(name, ".html") {
			content = bytes.Replace(content, []byte(`http-equiv="refresh"`), []byte(`name="refresh"`), 1)
		}
		if strings.HasPrefix(name, "assets/short.") {
			content = nil
		}
		files[name] = content
	}
	return sitetest.Open(t, files, append(options, withVoices(german, english, arabic))...)
}

// TestAxe asks axe-core (https://github.com/dequelabs/axe-core) about every
// view in every language and every light: all its rules, those of WCAG's level
// AAA and of good practice too. BEISTAND_AXE is the path of its axe.min.js;
// go run ./cmd/test sets it.
func TestAxe(t *testing.T) {
	script := os.Getenv("BEISTAND_AXE")
	if script == "" {
		t.Skip("BEISTAND_AXE is not set: run go run ./cmd/test on a machine with npm")
	}
	axe, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	looks := []struct {
		name          string
		width, height int64
		feature, is   string
	}{
		{"phone", 360, 640, "", ""},
		{"desktop, dark", 1280, 800, "prefers-color-scheme", "dark"},
		{"zoomed to 400 %, reduced motion", 320, 256, "prefers-reduced-motion", "reduce"},
		{"phone, forced colours", 360, 640, "forced-colors", "active"},
	}
	tab := openViews(t, sitetest.Unguarded(), sitetest.Before(string(axe)))
	for _, v := range viewsOf("de", "en", "ar") {
		tab.Resize(looks[0].width, looks[0].height)
		v.visit(tab)
		for _, look := range looks {
			tab.Resize(look.width, look.height)
			tab.Prefer(look.feature, look.is)
			for _, found := range sitetest.Eval[[]string](tab, `(async () => {
				const rules = {};
				for (const rule of axe.getRules()) rules[rule.ruleId] = {enabled: true};
				// What was opened may lie over others: it closes by a tap. TestTargets measures all.
				rules["target-size"].enabled = `+fmt.Sprint(v.do == nil)+`;
				const found = await axe.run(document, {rules, resultTypes: ["violations"]});
				return found.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target + " " + n.html.slice(0, 150) + " " + n.any.concat(n.all, n.none).map((c) => c.message).join("; ").slice(0, 250)));
			})()`) {
				t.Errorf("%s, %s: %s", v, look.name, strings.Join(strings.Fields(found), " "))
			}
		}
		tab.Prefer("", "")
	}
}

// TestTargets: what can be tapped is at least 44 pixels high and wide, but for
// links within a sentence (WCAG 2.5.5, level AAA).
func TestTargets(t *testing.T) {
	sitetest.Long(t)
	tab := openViews(t)
	for _, v := range viewsOf("de", "ar") {
		v.visit(tab)
		for _, small := range sitetest.Eval[[]string](tab, `(() => {
			const inText = (e) => [...e.parentNode.childNodes].some((n) => n !== e && n.nodeType === 3 && /[\p{L}\p{N}]/u.test(n.data));
			const inline = (e) => getComputedStyle(e).display === "inline" && (inText(e) || e.parentNode.matches("p, td, strong, em, bdi, dd") || inline(e.parentNode));
			return [...document.querySelectorAll("a[href], button, input, summary, select, textarea")]
				.filter((e) => e.checkVisibility() && !e.closest(".skip") && !inline(e))
				.map((e) => [e, e.getBoundingClientRect()])
				.filter(([e, r]) => r.width < 43.5 || r.height < 43.5)
				.map(([e, r]) => e.outerHTML.slice(0, 80) + " in " + e.parentNode.className + "/" + e.closest("[class]").className + ": " + Math.round(r.width) + "×" + Math.round(r.height));
		})()`) {
			t.Errorf("%s: %s", v, small)
		}
	}
}

// lookAtFocus says what has the focus, and what is wrong with how it is shown.
const lookAtFocus = `(() => {
	const e = document.activeElement, r = e.getClientRects()[0], style = getComputedStyle(e);
	const over = document.elementFromPoint(r.left + r.width / 2, (Math.max(r.top, 0) + Math.min(r.bottom, innerHeight)) / 2); // of a tall table a part is seen
	return {What: e.outerHTML.slice(0, 90), Wrong:
		(r.height < 200 ? r.top < -1 || r.bottom > innerHeight + 1 : r.bottom < 100 || r.top > innerHeight - 40) || r.left < -1 || r.right > innerWidth + 1 ? "is out of view"
		: !over || !e.contains(over) && !over.contains(e) ? "lies under " + (over && over.outerHTML.slice(0, 60))
		: style.outlineStyle === "none" ? "is not marked" : ""};
})()`

// TestKeyboard walks through every view with the Tab key: each stop is seen
// whole and marked, nothing lies over it, and the first two lead to the content
// and away from the site.
func TestKeyboard(t *testing.T) {
	sitetest.Long(t)
	tab := openViews(t)
	for _, v := range viewsOf("de", "ar") {
		v.visit(tab)
		stops := sitetest.Eval[int](tab, `[...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((e) => e.checkVisibility() && e.tabIndex >= 0).length`)
		type stop struct{ What, Wrong string }
		var walked []stop
		for range min(stops, 40) {
			tab.Press("\t")
			if sitetest.Eval[bool](tab, `document.activeElement === document.body`) {
				break // the end of the page, after which it starts anew
			}
			var at stop
			for try := 0; try == 0 || at.Wrong != "" && try < 50; try++ { // scrolling takes a moment
				time.Sleep(time.Duration(try) * time.Millisecond)
				at = sitetest.Eval[stop](tab, lookAtFocus)
			}
			walked = append(walked, at)
		}

		if v.do == nil && !strings.Contains(v.path, "/s/") && (!strings.Contains(walked[0].What, `href="#content"`) || !strings.Contains(walked[1].What, "data-quick-exit")) {
			t.Errorf("%s: the first stops are %q", v, walked[:2])
		}
		for _, s := range walked {
			if s.Wrong != "" {
				t.Errorf("%s: %s %s", v, s.What, s.Wrong)
			}
		}
	}
}
