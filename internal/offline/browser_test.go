package offline_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// oldSite and newSite are two editions of a small site: a page has changed, one
// has come, and so did the style.
const oldSite = `
-- site.toml --
title = "Probe"
languages = ["de", "en"]
exit_url = "https://example.org/"
-- content/page.toml --
kind = "home"
-- content/de.md --
+++
title = "Anfang"
+++
Guten Tag.
-- content/en.md --
+++
title = "Start"
+++
Good day.
-- content/wages/page.toml --
order = 1
review_by = 2026-12-01
law_as_of = 2026-06-01
-- content/wages/de.md --
+++
title = "Lohn"
keywords = ["gehalt"]
+++
Der alte Satz über den Lohn.
-- content/wages/en.md --
+++
title = "Wages"
keywords = ["pay"]
+++
The old sentence about wages.
`

var newSite = strings.ReplaceAll(oldSite, "Der alte Satz", "Der neue Satz mit anderen Wörtern") + `
-- content/toleration/page.toml --
order = 2
-- content/toleration/de.md --
+++
title = "Duldung"
keywords = ["duldung"]
+++
Eine Duldung gilt kurz.
`

// traces counts what is left on the device.
const traces = `(async () => document.cookie.length + localStorage.length + sessionStorage.length
	+ (await caches.keys()).length + (await indexedDB.databases()).length
	+ (await navigator.serviceWorker.getRegistrations()).length)()`

// keep asks for the language on its page and waits until it is kept.
func keep(tab *sitetest.Tab, lang string) {
	tab.Visit("/" + lang + "/offline/")
	tab.WaitFor(`!document.querySelector("[data-keep]").hidden`)
	tab.Click("[data-keep]")
	tab.WaitFor(`navigator.serviceWorker.controller && !document.querySelector("[data-kept]").hidden`)
}

// TestKeepSelection: in the tunnel a selection is shown out of what is kept.
func TestKeepSelection(t *testing.T) {
	sitetest.Long(t)
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	keep(tab, "de")
	tab.Server.CloseClientConnections()
	tab.Server.Close()
	tab.Visit("/de/selection/#s=97pc-5,8m48-1")
	tab.WaitFor(`[...document.querySelectorAll(".chosen-page h2[id]")].map((h) => h.id).join() === "c1-steps,c2-in-short"`)
}

// TestKeep is a reader's story: a plain visit leaves nothing; the language is
// kept; in the tunnel its pages and its search are there and other pages say
// that they are not; removed, nothing is left.
func TestKeep(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	tab.Visit("/en/offline/")
	tab.WaitFor(`!document.querySelector("[data-keep]").hidden`)
	if n := sitetest.Eval[int](tab, traces); n != 0 {
		t.Fatalf("a visit leaves %d traces", n)
	}
	for _, path := range tab.Served() {
		if strings.Contains(path, "/offline/en.") || path == "/sw.js" {
			t.Errorf("a visit loads %s", path)
		}
	}
	keep(tab, "en")
	keep(tab, "ar")

	tab.Server.Close()
	tab.Visit("/ar/residence/reflection-period/")
	tab.WaitFor(`document.dir === "rtl" && document.querySelector("h1").textContent && getComputedStyle(document.querySelector(".quick-exit")).minBlockSize !== "0px"`)
	tab.Visit("/en/residence")
	tab.WaitFor(`location.pathname === "/en/residence/"`)
	tab.Click(`[data-search]`)
	tab.Type("toleration")
	tab.WaitFor(`document.querySelectorAll("[data-hit]").length > 2 && document.querySelector(".hit-snippet")`)
	tab.Visit("/en/help-now/")
	tab.Click(`[data-search]`)
	tab.Type("Duldung")
	tab.WaitFor(`document.querySelectorAll("[data-hit]").length > 2`)

	tab.Click(`[data-share] > summary`) // codes are not kept: the script draws them
	tab.WaitFor(`document.querySelector("[data-share][open] svg path")`)

	tab.Visit("/de/residence/")
	tab.WaitFor(`location.pathname.endsWith("/offline/not-kept.html") && document.querySelector("h1")`)
	tab.Visit("/")
	tab.WaitFor(`document.querySelector("[data-language-picker]")`)

	tab.Requests()
	tab.Visit("/ar/help-now/")
	tab.Click(".quick-exit")
	tab.WaitFor(`document.documentElement.hidden || location.host !== "` + strings.TrimPrefix(tab.Server.URL, "http://") + `"`)

	for _, lang := range []string{"ar", "en"} {
		tab.Visit("/" + lang + "/offline/")
		tab.WaitFor(`!document.querySelector("[data-remove]").hidden`)
		tab.Click("[data-remove]")
		tab.WaitFor(`document.querySelector("[data-remove]").hidden && document.querySelector("[data-keep-status]").textContent`)
	}
	if n := sitetest.Eval[int](tab, traces); n != 0 {
		t.Errorf("removing leaves %d traces", n)
	}
}

// edition is what the worker shows of a language, as the browser sees it: "old"
// or "new" when every file is of that edition.
func edition(t *testing.T, tab *sitetest.Tab, editions map[string]site.Files, lang string) string {
	t.Helper()
	for name, files := range editions {
		want := map[string]any{}
		for _, f := range listOf(t, files, lang).Files {
			want[f[0].(string)] = f[2]
		}
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if sitetest.Eval[bool](tab, fmt.Sprintf(`(async () => {
			for (const [path, hash] of Object.entries(%s)) {
				const response = await fetch("/" + path).catch(() => null);
				if (!response) return false;
				const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
				if (Array.from(sum, (b) => b.toString(16).padStart(2, "0")).join("") !== hash) return false;
			}
			return true;
		})()`, text)) {
			return name
		}
	}
	return "a mixture"
}

// cut serves files, but ends the connection after so many bytes in all of what
// lies below offline/.
func cut(files site.Files, after int) http.Handler {
	whole := sitetest.Handler(files)
	left := after
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, ok := files[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok || !strings.HasPrefix(r.URL.Path, "/offline/") {
			whole.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Length", fmt.Sprint(len(content)))
		n := min(len(content), left)
		left -= n
		_, _ = w.Write(content[:n])
		if n < len(content) {
			panic(http.ErrAbortHandler)
		}
	})
}

// TestUpdateInterrupted: whatever breaks while a new edition is loaded, the
// pages are all of the old edition or all of the new.
func TestUpdateInterrupted(t *testing.T) {
	sitetest.Long(t)
	editions := map[string]site.Files{"old": sitetest.Build(t, oldSite), "new": sitetest.Build(t, newSite)}
	old, latest := editions["old"], editions["new"]
	all := len(latest["offline/de.json"]) + listOf(t, latest, "de").Size
	tab := sitetest.Open(t, old)
	keep(tab, "de")
	random := rand.New(rand.NewPCG(1, 2))

	tab.Visit("/de/offline/")
	for range 6 { // the connection ends
		tab.Serve(cut(latest, random.IntN(all)))
		tab.WaitFor(`!document.querySelector("[data-keep]").disabled && !document.querySelector("[data-keep]").hidden`)
		tab.Click("[data-keep]")
		tab.WaitFor(`!document.querySelector("[data-keep]").disabled && document.querySelector("[data-keep-status]").textContent.includes(document.querySelector("[data-keep-area]").dataset.oldStays)`)
		if got := edition(t, tab, editions, "de"); got != "old" {
			t.Fatalf("after a broken connection the pages are %s", got)
		}
	}
	tab.Serve(sitetest.Handler(latest))
	tab.Visit("/de/offline/")
	tab.WaitFor(`!document.querySelector("[data-keep]").hidden`)
	start := time.Now()
	tab.Click("[data-keep]")
	tab.WaitFor(`document.querySelector("[data-kept] li")`)
	long := int(time.Since(start).Milliseconds()) // an update takes about so long here
	seen := map[string]int{}
	for range 6 { // the reader closes the tab
		if edition(t, tab, editions, "de") == "new" { // begin again with the old edition
			sitetest.Eval[bool](tab, removeAll)
			tab.Serve(sitetest.Handler(old))
			keep(tab, "de")
		}
		tab.Serve(sitetest.Handler(latest))
		reader := tab.Another()
		reader.Visit("/de/offline/")
		reader.WaitFor(`!document.querySelector("[data-keep]").hidden`)
		reader.Click("[data-keep]")
		time.Sleep(time.Duration(random.IntN(long/2)) * time.Millisecond)
		reader.Close()
		tab.Visit("/de/wages/")
		got := edition(t, tab, editions, "de")
		seen[got]++
		if got == "a mixture" {
			t.Fatal("after the tab was closed the pages are a mixture")
		}
	}
	t.Logf("closed within %d ms: %v", long, seen)
}

const removeAll = `(async () => {
	for (const name of await caches.keys()) await caches.delete(name);
	for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister();
	return true;
})()`

// TestUpdate: what is damaged on the way or does not fit is refused, and the
// old edition stays; a new one comes whole, says what changed, and does not
// reach into pages that are open.
func TestUpdate(t *testing.T) {
	editions := map[string]site.Files{"old": sitetest.Build(t, oldSite), "new": sitetest.Build(t, newSite)}
	latest := editions["new"]
	tab := sitetest.Open(t, editions["old"])

	refused := func(want string) {
		t.Helper()
		tab.WaitFor(`!document.querySelector("[data-keep]").hidden`)
		tab.Click("[data-keep]")
		tab.WaitFor(`!document.querySelector("[data-keep]").disabled && document.querySelector("[data-keep-status]").textContent.startsWith(document.querySelector("[data-keep-area]").dataset.` + want + `)`)
	}

	// Not enough space: nothing is stored.
	tab.Visit("/de/offline/")
	tab.Quota(1000)
	refused("failedSpace")
	if n := sitetest.Eval[int](tab, traces); n != 0 {
		t.Errorf("a language that did not fit leaves %d traces", n)
	}
	tab.Quota(100_000_000)
	keep(tab, "de")

	// A list that does not go with the pack: the old edition stays.
	tampered := site.Files{}
	tampered.Add(latest)
	tampered["offline/de.json"] = []byte(strings.Replace(string(latest["offline/de.json"]), `"de/wages/index.html",`, `"de/wages/index.html",1`, 1))
	tab.Serve(sitetest.Handler(tampered))
	refused("failedDamaged")
	// One byte of the pack differs.
	tampered.Add(latest)
	for name, content := range latest {
		if strings.HasSuffix(name, ".pack") {
			other := []byte(string(content))
			other[len(other)/2] ^= 1
			tampered[name] = other
		}
	}
	refused("failedDamaged")
	// No space for the new one beside the old.
	tab.Serve(sitetest.Handler(latest))
	tab.Quota(1000)
	refused("failedSpace")
	tab.Quota(100_000_000)
	if got := edition(t, tab, editions, "de"); got != "old" {
		t.Fatalf("the pages are %s", got)
	}
	if n := sitetest.Eval[int](tab, `caches.keys().then((names) => names.length)`); n != 1 {
		t.Errorf("%d caches after refusals", n)
	}

	// A second tab reads while the first takes over the new edition.
	second := tab.Another()
	second.Visit("/de/wages/")
	tab.WaitFor(`!document.querySelector("[data-keep]").hidden`)
	tab.Click("[data-keep]")
	tab.WaitFor(`document.querySelector("[data-kept] li") && !document.querySelector("[data-keep]").disabled`)
	said := sitetest.Eval[string](tab, `document.querySelector("[data-kept]").innerText`)
	for _, want := range []string{"Lohn", "Duldung"} {
		if !strings.Contains(said, want) {
			t.Errorf("the reader is told %q, without %s", said, want)
		}
	}
	if strings.Contains(said, "Gesetze") {
		t.Errorf("the reader is told %q, which did not change", said)
	}
	if got := edition(t, tab, editions, "de"); got != "new" {
		t.Errorf("the first tab sees %s", got)
	}
	if got := edition(t, second, editions, "de"); got != "old" {
		t.Errorf("the page that was open sees %s", got)
	}
	second.Visit("/de/wages/")
	if got := edition(t, second, editions, "de"); got != "new" {
		t.Errorf("a page opened after sees %s", got)
	}
	second.Visit("/de/wages/") // when no page is of the old edition, it goes
	if n := sitetest.Eval[int](tab, `caches.keys().then((names) => names.length)`); n != 1 {
		t.Errorf("%d caches when no page is of the old edition", n)
	}

	// The same once more: nothing newer.
	refused("newest")
}

// TestTwoTabs: both ask at once, and one whole edition is kept.
func TestTwoTabs(t *testing.T) {
	sitetest.Long(t)
	files := sitetest.Build(t, oldSite)
	tab := sitetest.Open(t, files)
	second := tab.Another()
	for _, each := range []*sitetest.Tab{tab, second} {
		each.Visit("/de/offline/")
		each.WaitFor(`!document.querySelector("[data-keep]").hidden`)
	}
	for _, each := range []*sitetest.Tab{tab, second} {
		sitetest.Eval[bool](each, `document.querySelector("[data-keep]").click() || true`)
	}
	for _, each := range []*sitetest.Tab{tab, second} {
		each.WaitFor(`!document.querySelector("[data-kept]").hidden`)
	}
	tab.Visit("/de/")
	if got := edition(t, tab, map[string]site.Files{"one": files}, "de"); got != "one" {
		t.Errorf("the pages are %s", got)
	}
}

// TestKeepWithoutPack: a browser that cannot open a pack loads the files.
func TestKeepWithoutPack(t *testing.T) {
	sitetest.Long(t)
	editions := map[string]site.Files{"old": sitetest.Build(t, oldSite), "new": sitetest.Build(t, newSite)}
	tab := sitetest.Open(t, editions["old"])
	tab.Visit("/de/offline/")
	without := func() {
		tab.WaitFor(`!document.querySelector("[data-keep]").hidden`)
		sitetest.Eval[bool](tab, `delete window.DecompressionStream`)
		tab.Served()
		tab.Click("[data-keep]")
	}
	without()
	tab.WaitFor(`navigator.serviceWorker.controller && !document.querySelector("[data-kept]").hidden`)
	for _, path := range tab.Served() {
		if strings.HasSuffix(path, ".pack") {
			t.Error("the pack was loaded")
		}
	}
	tab.Serve(sitetest.Handler(editions["new"]))
	without()
	tab.WaitFor(`document.querySelector("[data-kept] li")`)
	tab.Server.Close()
	tab.Visit("/de/wages/")
	if got := edition(t, tab, editions, "de"); got != "new" {
		t.Errorf("the pages are %s", got)
	}
}

// TestStale: a page warns by the clock of the device when its review is due.
func TestStale(t *testing.T) {
	sitetest.Long(t)
	tab := sitetest.Open(t, sitetest.Build(t, oldSite), sitetest.Before(`Date = class extends Date {
		constructor() { super(new URL(location).searchParams.get("now")); }
	}`))
	for day, want := range map[string]bool{"2026-12-01": false, "2026-12-02": true} {
		tab.Visit("/de/wages/?now=" + day)
		tab.WaitFor(`document.readyState === "complete"`)
		if got := sitetest.Eval[bool](tab, `Boolean(document.querySelector("[data-notice=stale]")) && document.querySelector("[data-notice=stale]").offsetHeight > 0`); got != want {
			t.Errorf("on %s the page warns: %t", day, got)
		}
	}
}
