package beistand

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"beistand/internal/sitetest"
)

// readers are the ways in which people look at the site.
var readers = []struct {
	name    string
	options []sitetest.Option
}{
	{"script on", []sitetest.Option{sitetest.Script(true)}},
	{"script off", []sitetest.Option{sitetest.Script(false)}},
}

// TestReading is a reader's story: choose a language, find a page, look up a
// word, change the language and stay on the page.
func TestReading(t *testing.T) {
	files := sitetest.BuildProject(t)
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			tab := sitetest.Open(t, files, r.options...)
			tab.Visit("/")
			tab.Click(`[data-language-picker] a[hreflang="de"]`)
			tab.WaitFor(`document.documentElement.lang === "de"`)

			tab.Click(`.doors a[href="residence/"]`)
			tab.WaitFor(`location.pathname === "/de/residence/"`)
			tab.Click(`main a[href="reflection-period/"]`)
			tab.WaitFor(`location.pathname === "/de/residence/reflection-period/"`)

			hidden := `getComputedStyle(document.querySelector("#term-immigration-office")).display === "none"`
			tab.WaitFor(hidden)
			tab.Click(`.term[href="#term-immigration-office"]`)
			tab.WaitFor("!(" + hidden + ")")
			tab.Click(`#term-immigration-office .close`)
			tab.WaitFor(hidden)

			tab.Click(`[data-language-picker] summary`)
			tab.Click(`[data-language-picker] a[hreflang="ar"]`)
			tab.WaitFor(`location.pathname === "/ar/residence/reflection-period/" && document.dir === "rtl"`)
		})
	}
}

// TestFitsThePhone: no page is wider than a small phone, in any language. The
// pages are put one after the other into one document, which is faster than to
// open each.
func TestFitsThePhone(t *testing.T) {
	sitetest.Long(t)
	files := sitetest.BuildProject(t)
	tab := sitetest.Open(t, files, sitetest.Size(320, 640), sitetest.Unguarded())
	tab.Visit("/de/")
	pages := 0
	for _, name := range files.Paths() {
		if !strings.HasSuffix(name, "/index.html") || strings.Contains(name, "/s/") && name != "de/s/97pc/to/index.html" {
			continue // of the short links, which are alike, one
		}
		pages++
		if wide := sitetest.Eval[int](tab, fmt.Sprintf(`(async () => {
			const text = await (await fetch("/%s")).text();
			const page = new DOMParser().parseFromString(text, "text/html");
			document.documentElement.lang = page.documentElement.lang;
			document.documentElement.dir = page.documentElement.dir;
			document.body.replaceWith(page.body);
			return document.documentElement.scrollWidth;
		})()`, name)); wide > 320 {
			t.Errorf("%s is %d pixels wide", name, wide)
		}
	}
	if pages < 50 {
		t.Errorf("only %d pages were looked at", pages)
	}
}

// TestDates: dates are written as the browser's own data of the languages
// (CLDR) write them.
func TestDates(t *testing.T) {
	s := sitetest.Project(t)
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	tab.Visit("/")
	regions := map[string]string{"en": "en-GB"} // we write British English
	for _, l := range s.Langs {
		region := cmp.Or(regions[l.Code], l.Code)
		for month := time.January; month <= time.December; month++ {
			day := time.Date(2026, month, 3, 0, 0, 0, 0, time.UTC)
			got, err := l.Words.Date(day)
			if err != nil {
				t.Fatal(err)
			}
			code, _ := json.Marshal(region + "-u-nu-latn")
			want := sitetest.Eval[string](tab, fmt.Sprintf(
				`new Intl.DateTimeFormat(%s, {dateStyle: "long", timeZone: "UTC"}).format(new Date("%s"))`, code, day.Format(time.DateOnly)))
			if got != strings.NewReplacer("\u200f", "", "\u00a0", " ").Replace(want) {
				t.Errorf("%s: got %q, want %q", l.Code, got, want)
			}
		}
	}
}

// TestEveryPageIsReached follows the links from the home page, as a browser
// reads them, and reaches every page of the site in every language.
func TestEveryPageIsReached(t *testing.T) {
	sitetest.Long(t)
	files := sitetest.BuildProject(t)
	tab := sitetest.Open(t, files, sitetest.Unguarded())
	for _, lang := range []string{"de", "en", "ar"} {
		tab.Visit("/" + lang + "/")
		reached := sitetest.Eval[[]string](tab, fmt.Sprintf(`(async () => {
			const reached = new Set(["/%[1]s/"]);
			const parser = new DOMParser();
			for (const path of reached) {
				const page = parser.parseFromString(await (await fetch(path)).text(), "text/html");
				const base = page.createElement("base");
				base.href = location.origin + path;
				page.head.prepend(base);
				for (const link of page.querySelectorAll("main a[href], footer a[href]")) {
					const to = new URL(link.href);
					if (to.origin === location.origin && to.pathname.startsWith("/%[1]s/")) reached.add(to.pathname);
				}
			}
			return [...reached];
		})()`, lang))
		pages := 0
		for _, name := range files.Paths() {
			if !strings.HasPrefix(name, lang+"/") || !strings.HasSuffix(name, "/index.html") {
				continue
			}
			pages++
			if path := "/" + strings.TrimSuffix(name, "index.html"); !slices.Contains(reached, path) && path != "/"+lang+"/a-z/" {
				t.Errorf("no link leads to %s", path)
			}
		}
		if pages < 70 {
			t.Errorf("only %d pages in %s", pages, lang)
		}
	}
}
