package beistand

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"beistand/assets"
	"beistand/internal/build"
	"beistand/internal/search"
	"beistand/internal/sitetest"
)

// ask types a query into the search box and waits for the first hit.
func ask(tab *sitetest.Tab, query string) (first string) {
	sitetest.Eval[bool](tab, fmt.Sprintf(`(() => {
		const box = document.querySelector("[data-search]");
		box.focus();
		box.value = %q;
		box.dispatchEvent(new Event("input", {bubbles: true}));
		return true;
	})()`, query))
	tab.WaitFor(`document.querySelector("[data-hit] .hit-snippet")`)
	return sitetest.Eval[string](tab, `new URL(document.querySelector("[data-hit]").href).pathname + new URL(document.querySelector("[data-hit]").href).hash`)
}

// TestSearch: readers type as they do, and the right page comes first, in
// their language, in Chromium.
func TestSearch(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	for _, test := range []struct{ page, query, want string }{
		{"/de/", "stabilisirungsfrist", "/de/residence/reflection-period/"}, // a typing mistake
		{"/de/", "auslaenderbehorde", "/de/"},                               // without umlauts: some German page
		{"/de/", "25 4a", "/de/residence/trafficking-permit/"},
		{"/de/", "§ 25 IVa AufenthG", "/de/residence/trafficking-permit/"},
		{"/en/", "interpretr", "/en/criminal-procedure/interpretation/"},
		{"/en/", "Nebenklage", "/en/criminal-procedure/joint-plaintiff/"}, // a German word on the English site
		{"/ar/", "محامي", "/ar/criminal-procedure/lawyer/"},
		{"/de/residence/", "محامي", "/de/criminal-procedure/lawyer/"}, // Arabic on the German site
	} {
		tab.Visit(test.page)
		tab.WaitFor(`!document.querySelector("[data-search]").form.hidden`)
		if got := ask(tab, test.query); !strings.HasPrefix(got, test.want) {
			t.Errorf("%q: the first hit is %s, want %s", test.query, got, test.want)
		}
	}
}

// TestSearchOfLargeSite: where keys, postings and titles stand in files of their
// own, a word is found as typed, by its beginning and with a mistake.
func TestSearchOfLargeSite(t *testing.T) {
	folder := sitetest.Large(t, 300)
	const name = "content/section-1/page-77/de.md"
	folder[name].Data = []byte(strings.Replace(string(folder[name].Data), "title = \"", "title = \"Zwiebelturm ", 1))
	result, problems, err := build.Files(build.WithBuiltIns(folder), build.Options{Today: sitetest.Today})
	if err != nil || result == nil {
		t.Fatal(err, problems.Sorted())
	}
	if result.Files["search/de/l/0.js"] == nil {
		t.Fatal("the site is not large")
	}
	tab := sitetest.Open(t, result.Files)
	for _, query := range []string{"Zwiebelturm", "zwieb", "Zwibelturm"} {
		tab.Visit("/de/")
		tab.WaitFor(`!document.querySelector("[data-search]").form.hidden`)
		if got := ask(tab, query); !strings.HasPrefix(got, "/de/section-1/page-77/") {
			t.Errorf("%q: the first hit is %s", query, got)
		}
		loaded := 0
		for _, r := range tab.Requests() {
			if strings.Contains(r, "/search/de/l/") {
				loaded++
			}
		}
		if loaded == 0 || loaded > 3 {
			t.Errorf("%q: %d files of postings are loaded, want at most 3", query, loaded)
		}
	}
}

// TestSearchByKeyboard: Ctrl+K leads to the box, the arrows to a hit, Enter
// opens it, Escape clears; nothing of the query is in the address or kept.
func TestSearchByKeyboard(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	tab.Visit("/de/")
	tab.WaitFor(`document.readyState === "complete"`)
	sitetest.Eval[bool](tab, `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "k", ctrlKey: true, bubbles: true}))`)
	tab.WaitFor(`document.activeElement === document.querySelector("[data-search]")`)
	ask(tab, "Dolmetscher")
	press := func(key string) {
		sitetest.Eval[bool](tab, fmt.Sprintf(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: %q, bubbles: true, cancelable: true}))`, key))
	}
	press("ArrowDown")
	tab.WaitFor(`document.querySelector("[data-search]").getAttribute("aria-activedescendant") === "hit-0"
		&& document.querySelector("#hit-0").getAttribute("aria-selected") === "true"`)
	press("Escape")
	tab.WaitFor(`document.querySelector("[data-search]").value === "" && document.querySelector("[data-hits]").hidden`)
	ask(tab, "Dolmetscher")
	press("Enter")
	tab.WaitFor(`location.pathname === "/de/criminal-procedure/interpretation/"`)
	if at := tab.Location(); strings.Contains(at, "Dolmetscher") {
		t.Errorf("the query is in the address: %s", at)
	}
	for _, r := range tab.Requests() {
		if strings.Contains(r, "Dolmetscher") {
			t.Errorf("the query is sent: %s", r)
		}
	}
	if kept := sitetest.Eval[int](tab, `document.cookie.length + localStorage.length + sessionStorage.length`); kept != 0 {
		t.Errorf("%d things are kept", kept)
	}
}

// TestSearchWithoutScript: the list of keywords does the job.
func TestSearchWithoutScript(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t), sitetest.Script(false))
	tab.Visit("/de/help-now/")
	if !sitetest.Eval[bool](tab, `document.querySelector("[data-search]").form.hidden`) {
		t.Error("a search box is shown that does nothing")
	}
	tab.Click(".a-z")
	tab.WaitFor(`location.pathname === "/de/a-z/"`)
	tab.Click(`.entries a[href="../residence/reflection-period/"]`)
	tab.WaitFor(`location.pathname === "/de/residence/reflection-period/"`)
}

// TestScriptInChromium: the search answers in Chromium as it does in goja, in
// which the other tests run it: every question of the relevance test has the
// same pages in the same order.
func TestScriptInChromium(t *testing.T) {
	s := sitetest.Project(t)
	var list struct{ Query []search.Question }
	if _, err := toml.DecodeFile("internal/search/testdata/queries.toml", &list); err != nil {
		t.Fatal(err)
	}
	files := sitetest.BuildProject(t)
	engine, err := search.NewEngine(assets.SearchCore(), files)
	if err != nil {
		t.Fatal(err)
	}
	type question struct {
		Langs []string `json:"langs"`
		Query string   `json:"query"`
	}
	var asked []question
	var want [][]int
	for _, q := range list.Query {
		langs := search.Asked(s, s.Lang(q.Lang), q.Query)
		hits, err := engine.Search(langs, q.Query, 10)
		if err != nil {
			t.Fatal(err)
		}
		pages := []int{}
		for _, h := range hits {
			pages = append(pages, h.Page)
		}
		asked, want = append(asked, question{langs, q.Query}), append(want, pages)
	}
	questions, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	tab := sitetest.Open(t, files, sitetest.Unguarded())
	tab.Visit("/de/")
	got := sitetest.Eval[[][]int](tab, "(async () => {"+assets.SearchCore()+`
		const opened = {};
		const beistandSearch = (lang, stamp, kind, a, b, c) => {
			if (kind === "index") opened[lang] = openIndex(a);
			else addFile(opened[lang], kind, a, b, c);
		};
		const load = async (path) => new Function("beistandSearch", await (await fetch("/search/" + path)).text())(beistandSearch);
		const answers = [];
		for (const q of `+string(questions)+`) {
			for (const lang of q.langs) if (!opened[lang]) await load(lang + "/index.js");
			for (;;) {
				const found = searchAll(q.langs.map((lang) => ({lang, index: opened[lang]})), q.query, 10);
				for (const w of found.wants) await load(w.lang + "/" + w.name + ".js");
				if (found.wants.length) continue;
				answers.push(found.hits.map((h) => h.page));
				break;
			}
		}
		return answers;
	})()`)
	for i, q := range asked {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("%q: %v in Chromium, %v in goja", q.Query, got[i], want[i])
		}
	}
}
