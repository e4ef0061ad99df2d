package beistand

import (
	"strings"
	"testing"

	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// sectionOf is a section as a selection names it: "k7m2-3".
func sectionOf(t *testing.T, id site.ID, anchor string) string {
	t.Helper()
	s := sitetest.Project(t)
	i, found := s.Permalinks.Find(id, anchor)
	if !found {
		t.Fatalf("%s#%s is not recorded", id, anchor)
	}
	return s.Permalinks[i].Short()
}

// tick ticks the box of a section.
func tick(tab *sitetest.Tab, anchor string) {
	tab.WaitFor(`document.querySelector("#` + anchor + ` ~ .pick")`)
	sitetest.Eval[bool](tab, `document.querySelector("#`+anchor+` ~ .pick").click() || true`)
}

// openBy opens a page by a link on the page.
func openBy(tab *sitetest.Tab, selector, path string) {
	sitetest.Eval[bool](tab, `document.querySelector(`+"`"+selector+"`"+`).click() || true`)
	tab.WaitFor(`location.pathname === "` + path + `" && document.readyState === "complete"`)
}

// chosenHeadings are the headings of the sections on the page of a selection.
const chosenHeadings = `[...document.querySelectorAll("[data-chosen-text] .chosen-page :is(h2, h3, h4)[id]")].map((h) => h.textContent).join(" | ")`

const counted = `document.querySelector("[data-selected]").textContent.match(/\d+/)[0]`

// TestSelection: a counsellor chooses sections on two pages and sees them on
// one, in their order; sorts them, sets them beside German and passes them on.
// Nothing is stored, and nothing is asked of anybody else.
func TestSelection(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	steps, who := sectionOf(t, "/residence/reflection-period", "steps"), sectionOf(t, "/residence/reflection-period", "who")
	short := sectionOf(t, "/residence", "in-short")

	tab.Visit("/en/residence/reflection-period/")
	if n := sitetest.Eval[int](tab, `document.querySelectorAll(".pick, .collect-bar").length`); n != 0 {
		t.Errorf("%d things are there before anybody chooses", n)
	}
	tab.Click("[data-share] > summary")
	tab.Click("[data-collect]")
	tick(tab, "steps")
	tick(tab, "who")
	tab.WaitFor(counted + ` === "2"`)
	tab.WaitFor(`getComputedStyle(document.querySelector(".collect-bar")).position === "fixed"`)
	if name := sitetest.Eval[string](tab, `document.querySelector("#steps ~ .pick").getAttribute("aria-label")`); name != "Choose: What can you do now?" {
		t.Errorf("a box is called %q", name)
	}

	// A place on the page is gone to, and the selection stays in the address.
	tab.Click(`.toc a[href="#risks"]`)
	_, number, _ := strings.Cut(who, "-")
	tab.WaitFor(`location.hash === "#risks&s=` + steps + "-" + number + `"`)
	tab.WaitFor(`document.querySelector("#risks:target")`)
	tab.Click(`.term[href="#term-immigration-office"]`)
	tab.WaitFor(`document.querySelector("#term-immigration-office:target") && location.hash.includes("s=")`)
	tab.Click(`#term-immigration-office .close`)

	openBy(tab, ".breadcrumbs li:last-child a", "/en/residence/")
	tick(tab, "in-short")
	tab.WaitFor(counted + ` === "3"`)

	// Who goes back finds what was chosen since.
	sitetest.Eval[bool](tab, `history.back() || true`)
	tab.WaitFor(`location.pathname === "/en/residence/reflection-period/" && document.querySelector("[data-selected]") && ` + counted + ` === "3"`)
	tab.WaitFor(`document.querySelector("#steps ~ .pick").checked`)

	openBy(tab, "[data-selected]", "/en/selection/")
	tab.WaitFor(chosenHeadings + ` === "What can you do now? | Who is it for? | In short"`)
	sitetest.Eval[bool](tab, `document.querySelectorAll("[data-chosen-list] [data-up]")[2].click() || true`)
	tab.WaitFor(chosenHeadings + ` === "What can you do now? | In short | Who is it for?"`)
	sitetest.Eval[bool](tab, `document.querySelectorAll("[data-chosen-list] [data-remove]")[2].click() || true`)
	tab.WaitFor(chosenHeadings + ` === "What can you do now? | In short"`)
	if want, hash := "#s="+steps+","+short, sitetest.Eval[string](tab, `location.hash`); hash != want {
		t.Errorf("the address ends with %s, want %s", hash, want)
	}
	for name, is := range map[string]string{
		"the day of the law of each page":  `document.querySelectorAll(".chosen-page .page-facts").length === 2 && document.querySelector(".chosen-page .page-facts").textContent.startsWith("Law as of")`,
		"that this is no advice":           `document.querySelector("[data-chosen-advice]").innerText === "This text does not replace legal advice. Ask a counselling centre or a lawyer before you decide anything important."`,
		"what must be known of each page":  `document.querySelectorAll(".chosen-page > [data-notice=machine]").length === 2`,
		"contacts, each once":              `((names) => names.length > 1 && new Set(names).size === names.length)([...document.querySelectorAll("[data-chosen-text] .contact-name")].map((n) => n.textContent))`,
		"titles of pages":                  `[...document.querySelectorAll(".from a")].map((a) => a.pathname).join() === "/en/residence/reflection-period/,/en/residence/"`,
		"links that lead where they led":   `[...document.querySelectorAll(".chosen-page a")].every((a) => a.hash && a.getAttribute("href").startsWith("#") ? document.getElementById(a.hash.slice(1)) : /^(http|tel|mailto)/.test(a.href))`,
		"each id once":                     `((ids) => new Set(ids).size === ids.length)([...document.querySelectorAll("[id]")].map((e) => e.id))`,
		"explanations, each with its term": `[...document.querySelectorAll(".chosen-page .term")].every((a) => document.querySelector(a.getAttribute("href") + ".explanation"))`,
	} {
		if !tab.Now(is) {
			t.Errorf("the page lacks %s", name)
		}
	}
	if kept := sitetest.Eval[int](tab, traces); kept != 0 {
		t.Errorf("%d things are kept", kept)
	}
	if name := sitetest.Eval[string](tab, `window.name`); name != "" {
		t.Errorf("the tab is called %q", name)
	}

	// Two languages: the page of the pair has both, section beside section.
	tab.WaitFor(`document.querySelector("[data-chosen-languages] [data-beside]")`)
	sitetest.Eval[bool](tab, `document.querySelector("[data-chosen-languages] [data-beside]").click() || true`)
	tab.WaitFor(chosenHeadings + ` === "What can you do now? | Was können Sie jetzt tun? | In short | Kurz gesagt"`)
	tab.WaitFor(`[...document.querySelectorAll(".chosen-page .pair-source")].every((e) => e.lang === "de")`)
	link := sitetest.Eval[string](tab, `document.querySelector("[data-chosen-link]").href`)
	if want := "https://beistand.example/en/selection/#b=" + steps + "," + short; link != want {
		t.Errorf("what is passed on is %s, want %s", link, want)
	}
	openBy(tab, `[data-language-picker] [hreflang="ar"]`, "/ar/selection/")
	tab.WaitFor(`document.querySelectorAll(".chosen-page h2[id]").length === 2 && document.dir === "rtl"`)

	// Somebody else opens the link and sees the same.
	other := sitetest.Open(t, sitetest.BuildProject(t), sitetest.Size(1280, 800))
	other.Visit(strings.TrimPrefix(link, "https://beistand.example"))
	other.WaitFor(chosenHeadings + ` === "What can you do now? | Was können Sie jetzt tun? | In short | Kurz gesagt"`)
	sitetest.Eval[bool](other, `document.querySelector("[data-chosen-share]").open = true`)
	sitetest.Eval[bool](other, `(document.querySelector("[data-chosen-qr] svg").scrollIntoView(), true)`)
	if got := readQR(t, other.Screenshot()); got != link {
		t.Errorf("the QR code says %s, want %s", got, link)
	}

	for _, r := range append(tab.Requests(), other.Requests()...) {
		if !strings.HasPrefix(r, tab.Server.URL+"/") && !strings.HasPrefix(r, other.Server.URL+"/") && !strings.HasPrefix(r, "data:,") {
			t.Errorf("something is asked of %s", r)
		}
	}
}

// TestSelectionEnds: without script nothing of it is there but what is said of
// it; ending asks first and leaves nothing behind.
func TestSelectionEnds(t *testing.T) {
	files := sitetest.BuildProject(t)
	off := sitetest.Open(t, files, sitetest.Script(false))
	off.Visit("/de/residence/reflection-period/#s=97pc-5")
	off.Click("[data-share] > summary")
	if seen := sitetest.Eval[bool](off, `[...document.querySelectorAll("[data-collect], [data-selection], .pick, .collect-bar")].some((e) => e.getClientRects().length)`); seen {
		t.Error("without script something to choose with is shown")
	}
	off.Visit("/de/selection/#s=97pc-5")
	if seen := sitetest.Eval[string](off, `[...document.querySelectorAll("article > *")].filter((e) => e.getClientRects().length && e.innerText.trim()).map((e) => e.innerText).join(" | ")`); !strings.Contains(seen, "braucht der Browser JavaScript") || strings.Contains(seen, "Drucken") {
		t.Errorf("without script the page of a selection says: %s", seen)
	}

	tab := sitetest.Open(t, files)
	tab.Visit("/de/residence/reflection-period/#steps&s=97pc-5")
	tab.WaitFor(`document.querySelector("#steps:target ~ .pick:checked") && location.hash === "#steps&s=97pc-5"`)
	tab.Click("[data-collect-end]")
	tab.WaitFor(`document.querySelector("[data-collect-end]").textContent === "Alles verwerfen?"`)
	tab.Click("[data-collect-end]")
	tab.WaitFor(`!document.querySelector(".collect-bar, .pick, .collecting") && location.hash === "#steps"`)
	openBy(tab, ".breadcrumbs li:last-child a", "/de/residence/")
	if hash := sitetest.Eval[string](tab, `location.hash`); hash != "" {
		t.Errorf("the next page is opened with %s", hash)
	}
}

// TestSelectionByHand: with the keyboard alone; a search, another language and
// pages that have no sections of their own keep what was chosen.
func TestSelectionByHand(t *testing.T) {
	sitetest.Long(t)
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	tab.Visit("/de/residence/reflection-period/#s=")
	tab.WaitFor(`document.querySelector("#steps ~ .pick")`)
	sitetest.Eval[bool](tab, `(document.querySelector("#steps ~ .pick").focus(), true)`)
	tab.Press(" ")
	tab.WaitFor(`location.hash === "#s=97pc-5"`)
	openBy(tab, ".search .a-z", "/de/a-z/")
	tab.WaitFor(counted + ` === "1"`)
	ask(tab, "Dolmetscher")
	tab.Press("\r")
	tab.WaitFor(`location.pathname !== "/de/a-z/" && document.readyState === "complete" && document.querySelector("[data-selected]") && ` + counted + ` === "1"`)
	at := sitetest.Eval[string](tab, `location.pathname`)
	openBy(tab, `[data-language-picker] [hreflang="ar"]`, "/ar"+strings.TrimPrefix(at, "/de"))
	tab.WaitFor(counted + ` === "1"`)
}

// TestSelectionOfCollected: on a handout and beside another language the boxes
// are those of the section's own page, and a section brings those below it.
func TestSelectionOfCollected(t *testing.T) {
	files := sitetest.Build(t, `
-- site.toml --
languages = ["de", "ar"]
-- content/page.toml --
-- content/de.md --
+++
title = "Anfang"
+++
Text.
-- content/job/page.toml --
law_as_of = 2026-01-02
contacts = ["line"]
[anchors]
old = "/wages#late"
-- content/job/de.md --
+++
title = "Arbeit"
+++
## Lohn {#pay}
Es gibt Lohn.[^1]
### Wann? {#when}
Am Ersten.
## Pausen {#breaks}
Es gibt Pausen.

[^1]: Das sagt das Gesetz.
-- content/wages/page.toml --
-- content/wages/de.md --
+++
title = "Lohn"
+++
## Zu spät {#late}
Mahnen Sie.
-- content/sheet/page.toml --
kind = "handout"
sections = ["/job#pay"]
-- content/sheet/de.md --
+++
title = "Blatt"
+++
Ein Blatt.
-- content/contacts.toml --
[line]
name = "Telefon"
phone = "116 016"
-- content/permalinks.lock --
bbbb / 
cccc /job
cccc-9 /job#old
cccc-1 /job#pay
cccc-2 /job#when
cccc-3 /job#breaks
dddd /wages
dddd-1 /wages#late
ffff /sheet
`)
	tab := sitetest.Open(t, files)
	tab.Visit("/de/sheet/#s=")
	tick(tab, "job-pay")
	tab.WaitFor(`location.hash === "#s=cccc-1"`)
	tab.Visit("/ar+de/job/#s=")
	tick(tab, "when")
	tick(tab, "pay")
	tab.WaitFor(`location.hash === "#s=cccc-1" && document.querySelector("#when ~ .pick").hidden`)
	openBy(tab, "[data-selected]", "/ar/selection/")
	tab.WaitFor(chosenHeadings + ` === "Lohn | Wann?"`)
	for name, is := range map[string]string{
		"the note":                      `document.querySelector(".chosen-page .footnotes") && document.getElementById(document.querySelector(".chosen-page sup a").hash.slice(1))`,
		"the German text's language":    `document.querySelector(".chosen-page .section").lang === "de"`,
		"that a translation is missing": `document.querySelector(".chosen-page [data-notice=fallback]")`,
		"the contact":                   `document.querySelector("[data-chosen-text] .contact-name").textContent === "Telefon"`,
	} {
		if !tab.Now(is) {
			t.Errorf("the page lacks %s", name)
		}
	}
	tab.Visit("/de/404")
	tab.Visit("/de/selection/#s=cccc-9-3")
	tab.WaitFor(chosenHeadings + ` === "Zu spät | Pausen"`)
}

// TestHostileSelections: whatever a link holds, only sections of this site are
// shown, not too many, and nothing of it runs.
func TestHostileSelections(t *testing.T) {
	files := sitetest.BuildProject(t)
	tab := sitetest.Open(t, files, sitetest.Before(`window.alert = () => { window.hurt = true; };`))
	all := ""
	for _, p := range sitetest.Project(t).Permalinks {
		if p.Anchor != "" {
			all += "," + p.Short()
		}
	}
	for _, hash := range []string{
		"s=<script>alert(1)</script>",
		"s=<img src=x onerror=alert(1)>,97pc-5",
		"s=%3Cimg%20src=x%20onerror=alert(1)%3E,97pc-5",
		"s=javascript:alert(1)",
		"s=../../../other-1,..%2f..%2f-1,//evil.example-1,https://evil.example/-1",
		"s=97pc-5%0a,97pc-5\u202e,%E2%80%AE97pc-5",
		"s=97pc-5,97pc-5,97pc-5-5-5",
		"s=97pc-0,97pc-05,97pc--5,97pc-99999,97pc-1e3,97pc-99,2222-1,97pc,-1,,,",
		"s=97pc-5&s=97pc-6&b=2222-1",
		"x&b=97pc-5",
		"s=%",
		"s=%ff%fe",
		"s=__proto__-1,constructor-1",
		"s=" + strings.Repeat("97pc-5,", 20_000),
		"s=" + strings.Repeat("9", 100_000) + "-1",
		"s=97pc" + strings.Repeat("-5", 30_000),
		"s=" + all[1:],
	} {
		name := hash[:min(len(hash), 60)]
		tab.Visit("/de/404")
		tab.Served()
		tab.Requests()
		tab.Visit("/de/selection/#" + hash)
		tab.WaitFor(`document.readyState === "complete" && !document.querySelector("[data-chosen-tools]").hidden && !document.querySelector("[data-chosen-status]").textContent.includes("…")`)
		tab.WaitFor(`document.querySelector(".chosen-page") || document.querySelector("[data-chosen-status]").textContent`)
		type state struct {
			Sections, Scripts, Foreign int
			Hurt                       bool
			Address                    int
		}
		got := sitetest.Eval[state](tab, `({
			Sections: document.querySelectorAll("[data-chosen-list] li").length,
			Scripts: document.querySelectorAll("[data-chosen-text] :is(script, iframe, img, style, link, form, object)").length,
			Foreign: [...document.querySelectorAll(".from a")].filter((a) => !a.href.startsWith(location.origin + "/de/")).length,
			Hurt: !!window.hurt,
			Address: location.hash.length,
		})`)
		if got.Sections > 40 || got.Scripts+got.Foreign > 0 || got.Hurt || got.Address > 1000 {
			t.Errorf("%s: %+v", name, got)
		}
		for _, r := range tab.Requests() {
			if !strings.HasPrefix(r, tab.Server.URL+"/") && !strings.HasPrefix(r, "data:,") {
				t.Errorf("%s: something is asked of %s", name, r)
			}
		}
		for _, path := range tab.Served() {
			if !strings.HasPrefix(path, "/de/") && !strings.HasPrefix(path, "/assets/") {
				t.Errorf("%s: %s is asked for", name, path)
			}
		}
	}
}
