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
