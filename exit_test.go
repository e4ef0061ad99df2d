package beistand

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"beistand/internal/sitetest"
)

// exitSite is a site whose exit leads to the address.
func exitSite(address string) string {
	return fmt.Sprintf(`
-- site.toml --
languages = ["de"]
exit_url = "%s"
-- content/page.toml --
-- content/de.md --
+++
title = "Anfang"
+++
[Weiter](/rights)
-- content/rights/page.toml --
-- content/rights/de.md --
+++
title = "Rechte"
+++
Ein Text.
`, address)
}

// harmless serves the page that the exit leads to, slowly when it is told to.
func harmless(t *testing.T) (server *httptest.Server, hold, release func()) {
	gate := make(chan struct{}, 1)
	gate <- struct{}{}
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-gate:
			gate <- struct{}{}
		case <-r.Context().Done():
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>Wetter</title><p>Sonne")
	}))
	t.Cleanup(server.Close)
	return server, func() { <-gate }, func() { gate <- struct{}{} }
}

const (
	atWeather = `document.title === "Wetter"`
	gone      = `document.documentElement.hidden && getComputedStyle(document.body).display === "none" && document.title === "\u200b"`
)

// TestQuickExit: one tap leaves for the harmless page, in the same tab, with
// script and without, by either of the two links.
func TestQuickExit(t *testing.T) {
	weather, _, _ := harmless(t)
	files := sitetest.Build(t, exitSite(weather.URL))
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			tab := sitetest.Open(t, files, r.options...)
			for _, link := range []string{".quick-exit", ".skip[data-quick-exit]"} {
				tab.Visit("/de/rights/")
				if link != ".quick-exit" {
					tab.Press("\t")
					tab.Press("\t") // the skip link, then the exit
					tab.WaitFor(`document.activeElement.matches("` + link + `")`)
					tab.Press("\r")
				} else {
					tab.Click(link)
				}
				tab.WaitFor(atWeather)
			}
			if n := tab.Tabs(); n != 1 {
				t.Errorf("%d tabs are open", n)
			}
		})
	}
}

// TestQuickExitOnSlowNetwork: the page and its title are gone before the
// harmless page has sent anything.
func TestQuickExitOnSlowNetwork(t *testing.T) {
	weather, hold, release := harmless(t)
	tab := sitetest.Open(t, sitetest.Build(t, exitSite(weather.URL)))
	tab.Visit("/de/rights/")
	hold()
	if !tab.Now(`(document.querySelector("[data-quick-exit]").click(), ` + gone + `)`) {
		t.Error("the page is still on the screen")
	}
	release()
	tab.WaitFor(atWeather)
}

// TestQuickExitAndBack: Back does not lead to the page that was left, but to
// what was in the tab before it.
func TestQuickExitAndBack(t *testing.T) {
	weather, _, _ := harmless(t)
	tab := sitetest.Open(t, sitetest.Build(t, exitSite(weather.URL)))
	tab.Visit("/de/")
	tab.Click(`main a[href="rights/"]`)
	tab.WaitFor(`location.pathname === "/de/rights/"`)
	tab.Click(".quick-exit")
	tab.WaitFor(atWeather)
	tab.Now("history.back()")
	tab.WaitFor(`location.pathname === "/de/"`)
	tab.Now("history.forward()")
	tab.WaitFor(atWeather)
}

// fakeTimers are timers that end when the test says that time has passed.
const fakeTimers = `
	let now = 0, next = 1;
	const timers = new Map();
	window.setTimeout = (done, after, ...words) => (timers.set(next, { at: now + after, done: () => done(...words) }), next++);
	window.clearTimeout = (id) => timers.delete(id);
	window.pass = (ms) => {
		now += ms;
		for (const [id, timer] of timers) if (timer.at <= now && timers.delete(id)) timer.done();
		return true;
	};`

// TestQuickExitByShift: Shift pressed three times leaves; another key in
// between, or five seconds, start anew; screen readers hear how far it is.
func TestQuickExitByShift(t *testing.T) {
	weather, _, _ := harmless(t)
	tab := sitetest.Open(t, sitetest.Build(t, exitSite(weather.URL)), sitetest.Before(fakeTimers))
	tab.Visit("/de/rights/")
	key := func(name string) {
		sitetest.Eval[bool](tab, fmt.Sprintf(`["keydown", "keyup"].map((type) => document.dispatchEvent(new KeyboardEvent(type, {key: %q}))) && true`, name))
	}
	for _, step := range []struct{ do, say string }{
		{"Shift", "Umschalttaste noch zweimal drücken, um diese Website zu verlassen."},
		{"Shift", "Umschalttaste noch einmal drücken, um diese Website zu verlassen."},
		{"a", ""},
		{"Shift", "Umschalttaste noch zweimal drücken, um diese Website zu verlassen."},
		{"wait 4999", "Umschalttaste noch zweimal drücken, um diese Website zu verlassen."},
		{"Shift", "Umschalttaste noch einmal drücken, um diese Website zu verlassen."},
		{"wait 5000", "Verlassen abgebrochen."},
		{"Shift", "Umschalttaste noch zweimal drücken, um diese Website zu verlassen."},
		{"Shift", "Umschalttaste noch einmal drücken, um diese Website zu verlassen."},
	} {
		var ms int
		if _, err := fmt.Sscanf(step.do, "wait %d", &ms); err == nil {
			sitetest.Eval[bool](tab, fmt.Sprintf("pass(%d)", ms))
		} else {
			key(step.do)
		}
		if got := sitetest.Eval[string](tab, `document.querySelector("[data-exit-status]").textContent`); got != step.say {
			t.Errorf("after %s: %q, want %q", step.do, got, step.say)
		}
	}
	if sitetest.Eval[bool](tab, gone) {
		t.Error("the page was left too early")
	}
	key("Shift")
	tab.WaitFor(atWeather)
}
