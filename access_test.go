package beistand

import (
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

// pagesOf lists a page of each type in the languages, and the one of them all.
func pagesOf(files site.Files, langs ...string) []string {
	paths := []string{"/"}
	for _, lang := range langs {
		for _, kind := range kinds {
			paths = append(paths, "/"+lang+"/"+kind)
		}
	}
	return paths
}

// choosing are pages with a selection: on which sections are chosen, and on
// which they are shown, in one language and in two.
func choosing(langs ...string) []string {
	var paths []string
	for _, lang := range langs {
		paths = append(paths, "/"+lang+"/residence/reflection-period/#s=97pc-5", "/"+lang+"/selection/#s=97pc-5-7,8m48-1")
		if lang == "de" {
			paths = append(paths, "/de/handouts/first-consultation/#s=", "/de/a-z/#s=97pc-5")
		} else {
			paths = append(paths, "/"+lang+"+de/residence/#s=97pc-5", "/"+lang+"/selection/#b=97pc-5-7,8m48-1")
		}
	}
	return paths
}

// settled is whether a page is there, with what its script has made.
const settled = `document.readyState === "complete" && (!/[#&][sb]=/.test(location.hash) || document.querySelector(".collect-bar, .chosen-page"))`

// TestAxe asks axe-core (https://github.com/dequelabs/axe-core) about a page of
// each type: every rule, those of WCAG's level AAA and of good practice too.
// BEISTAND_AXE is the path of its axe.min.js; go run ./cmd/test sets it.
func TestAxe(t *testing.T) {
	script := os.Getenv("BEISTAND_AXE")
	if script == "" {
		t.Skip("BEISTAND_AXE is not set: run go run ./cmd/test on a machine with npm")
	}
	axe, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	files := sitetest.BuildProject(t)
	for _, look := range []struct {
		name    string
		langs   []string
		rules   string // "" for all
		options []sitetest.Option
	}{
		{"phone", []string{"de", "en", "ar"}, "", nil},
		{"dark", []string{"de", "ar"}, `"color-contrast", "color-contrast-enhanced", "link-in-text-block"`, []sitetest.Option{sitetest.Media("prefers-color-scheme", "dark")}},
		{"desktop", []string{"ar"}, "", []sitetest.Option{sitetest.Size(1280, 800), sitetest.Media("prefers-reduced-motion", "reduce")}},
		{"zoomed to 400 %", []string{"de"}, "", []sitetest.Option{sitetest.Size(320, 256)}},
		{"forced colours", []string{"de"}, "", []sitetest.Option{sitetest.Media("forced-colors", "active")}},
	} {
		t.Run(look.name, func(t *testing.T) {
			tab := sitetest.Open(t, files, append(look.options, sitetest.Unguarded(), sitetest.Before(string(axe)))...)
			paths := append(pagesOf(files, look.langs...), "/ar+de/residence/")
			for _, lang := range look.langs {
				paths = append(paths, "/"+lang+"/offline/", "/"+lang+"/changes/", "/"+lang+"/s/97pc/to/", "/"+lang+"/selection/")
			}
			paths = append(paths, choosing(look.langs...)...)
			for _, path := range paths {
				tab.Visit(path)
				tab.WaitFor(settled)
				for _, v := range sitetest.Eval[[]string](tab, fmt.Sprintf(`(async () => {
					const only = [%s];
					const rules = {};
					for (const rule of axe.getRules()) rules[rule.ruleId] = {enabled: !only.length || only.includes(rule.ruleId)};
					const found = await axe.run(document, {rules, resultTypes: ["violations"]});
					return found.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target + " " + n.html.slice(0, 150) + " " + n.any.concat(n.all, n.none).map((c) => c.message).join("; ").slice(0, 250)));
				})()`, look.rules)) {
					t.Errorf("%s: %s", path, strings.Join(strings.Fields(v), " "))
				}
			}
		})
	}
}

// TestTargets: what can be tapped is at least 44 pixels high and wide, but for
// links within a sentence (WCAG 2.5.5, level AAA).
func TestTargets(t *testing.T) {
	sitetest.Long(t)
	files := sitetest.BuildProject(t)
	tab := sitetest.Open(t, files)
	for _, path := range append(pagesOf(files, "de", "ar"), choosing("de", "ar")...) {
		tab.Visit(path)
		tab.WaitFor(settled)
		for _, small := range sitetest.Eval[[]string](tab, `(() => {
			const inText = (e) => [...e.parentNode.childNodes].some((n) => n !== e && n.nodeType === 3 && /[\p{L}\p{N}]/u.test(n.data));
			const inline = (e) => getComputedStyle(e).display === "inline" && (inText(e) || e.parentNode.matches("p, td, strong, em, bdi, dd") || inline(e.parentNode));
			return [...document.querySelectorAll("a[href], button, input, summary, select, textarea")]
				.filter((e) => e.checkVisibility() && !e.closest(".skip") && !inline(e))
				.map((e) => [e, e.getBoundingClientRect()])
				.filter(([e, r]) => r.width < 43.5 || r.height < 43.5)
				.map(([e, r]) => e.outerHTML.slice(0, 80) + " in " + e.parentNode.className + "/" + e.closest("[class]").className + ": " + Math.round(r.width) + "×" + Math.round(r.height));
		})()`) {
			t.Errorf("%s: %s", path, small)
		}
	}
}

// lookAtFocus says what has the focus, and what is wrong with how it is shown.
const lookAtFocus = `(() => {
	const e = document.activeElement, r = e.getClientRects()[0], style = getComputedStyle(e);
	const over = document.elementFromPoint(r.left + r.width / 2, Math.min(r.top + r.height / 2, innerHeight - 1)); // of a tall table a part is seen
	return {What: e.outerHTML.slice(0, 90), Wrong:
		(r.height < 200 ? r.top < -1 || r.bottom > innerHeight + 1 : r.bottom < 100 || r.top > innerHeight - 40) || r.left < -1 || r.right > innerWidth + 1 ? "is out of view"
		: !over || !e.contains(over) && !over.contains(e) ? "lies under " + (over && over.outerHTML.slice(0, 60))
		: style.outlineStyle === "none" ? "is not marked" : ""};
})()`

// TestKeyboard walks through a page of each type with the Tab key: each stop is
// seen whole and marked, nothing lies over it, and the first two lead to the
// content and away from the site.
func TestKeyboard(t *testing.T) {
	sitetest.Long(t)
	files := sitetest.BuildProject(t)
	tab := sitetest.Open(t, files)
	for _, path := range append(append(pagesOf(files, "de"), "/ar/residence/"), choosing("de")...) {
		tab.Visit(path)
		tab.WaitFor(settled)
		stops := sitetest.Eval[int](tab, `[...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter((e) => e.checkVisibility() && e.tabIndex >= 0).length`)
		type stop struct{ What, Wrong string }
		var walked []stop
		for range min(stops, 40) {
			tab.Press("\t")
			var at stop
			for try := 0; try == 0 || at.Wrong != "" && try < 50; try++ { // scrolling takes a moment
				time.Sleep(time.Duration(try) * time.Millisecond)
				at = sitetest.Eval[stop](tab, lookAtFocus)
			}
			walked = append(walked, at)
		}

		if !strings.Contains(walked[0].What, `href="#content"`) || !strings.Contains(walked[1].What, "data-quick-exit") {
			t.Errorf("%s: the first stops are %q", path, walked[:2])
		}
		for _, s := range walked {
			if s.Wrong != "" {
				t.Errorf("%s: %s %s", path, s.What, s.Wrong)
			}
		}
	}
}
