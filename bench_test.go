package beistand

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"beistand/assets"
	"beistand/internal/build"
	"beistand/internal/publish"
	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// The searches are measured on the project's own site, or on the one in
// BEISTAND_BENCH_SITE (see cmd/benchsite). Pagefind indexes the same pages
// where BEISTAND_PAGEFIND is its program. docs/benchmarks.md has the commands.

func benchSite(b *testing.B) site.Files {
	b.Helper()
	dir := os.Getenv("BEISTAND_BENCH_SITE")
	if dir == "" {
		dir = "."
	}
	folder, err := build.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	result, problems, err := build.Files(folder, build.Options{Today: sitetest.Today})
	if err != nil || result == nil {
		b.Fatal(err, problems.Sorted())
	}
	return result.Files
}

var benchQueries = []struct{ name, text string }{
	{"one word", "Beratung"},
	{"two words", "Beratung Anwältin"},
	{"typing mistake", "Beratugn"},
}

// packed is the size of a file as servers send it: gzip, best.
func packed(content []byte) int {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(content)
	_ = w.Close()
	return out.Len()
}

// loaded adds up the files that the tab has asked for since the last call.
func loaded(b *testing.B, tab *sitetest.Tab, files site.Files) (size, requests int) {
	b.Helper()
	for _, path := range tab.Served() {
		name := strings.TrimPrefix(path, "/")
		if strings.HasSuffix(path, "/") {
			name += "index.html"
		}
		content, ok := files[name]
		if !ok {
			b.Fatalf("the page loads %s, which is no file", path)
		}
		if filepath.Ext(name) == ".pagefind" || strings.Contains(name, ".pf_") {
			size += len(content) // packed already
		} else {
			size += packed(content)
		}
		requests++
	}
	return size, requests
}

// BenchmarkFirstQuery is the first search on a page: what it loads beside the
// page, and how long it takes from the last letter to the first title, with
// the processor slowed down six times.
func BenchmarkFirstQuery(b *testing.B) {
	files := benchSite(b)
	for _, q := range benchQueries {
		b.Run("beistand/"+q.name, func(b *testing.B) {
			measure(b, files, fmt.Sprintf(`(async () => {
				const box = document.querySelector("[data-search]");
				const wait = async (selector) => { while (!document.querySelector(selector)) await new Promise((r) => setTimeout(r, 2)); };
				const started = performance.now();
				box.focus();
				box.value = %q;
				box.dispatchEvent(new Event("input", {bubbles: true}));
				await wait("[data-hit]");
				const took = performance.now() - started;
				while (document.querySelectorAll("[data-hit]").length !== document.querySelectorAll(".hit-snippet").length) await new Promise((r) => setTimeout(r, 2));
				const again = performance.now();
				document.querySelector("[data-hits]").replaceChildren();
				box.dispatchEvent(new Event("input", {bubbles: true}));
				await wait("[data-hit]");
				return [took, performance.now() - again - 60];
			})()`, q.text))
		})
	}
	program := os.Getenv("BEISTAND_PAGEFIND")
	if program == "" {
		b.Log("BEISTAND_PAGEFIND is not set: Pagefind is not measured")
		return
	}
	both := pagefind(b, program, files)
	for _, q := range benchQueries {
		b.Run("pagefind/"+q.name, func(b *testing.B) {
			measure(b, both, fmt.Sprintf(`(async () => {
				const started = performance.now();
				const pagefind = await import("/pagefind/pagefind.js");
				const ask = async () => Promise.all((await pagefind.search(%q)).results.slice(0, 8).map((r) => r.data()));
				await ask();
				const took = performance.now() - started;
				const again = performance.now();
				await ask();
				return [took, performance.now() - again];
			})()`, q.text))
		})
	}
}

func measure(b *testing.B, files site.Files, script string) {
	b.Helper()
	var size, requests int
	var first, again float64
	for b.Loop() {
		tab := sitetest.Open(b, files, sitetest.Unguarded())
		tab.Serve(withoutPolicy(sitetest.Handler(files))) // in workers of Pagefind it counts all the same
		tab.Visit("/de/")
		tab.WaitFor(`document.readyState === "complete"`)
		tab.SlowDown(6)
		loaded(b, tab, files) // the page itself
		took := sitetest.Eval[[]float64](tab, script)
		first, again = first+took[0], again+took[1]
		n, r := loaded(b, tab, files)
		size, requests = size+n, requests+r
		tab.Server.Close()
	}
	n := float64(b.N)
	b.ReportMetric(float64(size)/n/1000, "kB-gzip")
	b.ReportMetric(float64(requests)/n, "requests")
	b.ReportMetric(first/n, "ms-first")
	b.ReportMetric(again/n, "ms-again")
	b.ReportMetric(0, "ns/op")
}

// withoutPolicy answers as h does, without a Content-Security-Policy.
func withoutPolicy(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		answer.Header().Del("Content-Security-Policy")
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
}

// pagefind indexes the pages with Pagefind and returns them with its files.
func pagefind(b *testing.B, program string, files site.Files) site.Files {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "public")
	if err := publish.Write(dir, files); err != nil {
		b.Fatal(err)
	}
	started := time.Now()
	if out, err := exec.Command(program, "--site", dir).CombinedOutput(); err != nil {
		b.Fatalf("pagefind: %v\n%s", err, out)
	}
	b.Logf("pagefind indexed the pages in %.1f s", time.Since(started).Seconds())
	both := site.Files{}
	both.Add(files)
	index := 0
	err := filepath.WalkDir(filepath.Join(dir, "pagefind"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		both[filepath.ToSlash(name)] = content
		index += len(content)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("pagefind wrote %d kB", index/1000)
	return both
}

// BenchmarkBuild is a whole build in memory, and what its index weighs.
func BenchmarkBuild(b *testing.B) {
	var files site.Files
	for b.Loop() {
		files = benchSite(b)
	}
	index := 0
	for _, name := range files.Paths() {
		if strings.HasPrefix(name, "search/") {
			index += packed(files[name])
		}
	}
	b.ReportMetric(float64(index)/1000, "kB-index")
}

// BenchmarkQuery is what the search itself takes in Chromium, with everything
// loaded and the processor slowed down six times.
func BenchmarkQuery(b *testing.B) {
	files := benchSite(b)
	for _, q := range benchQueries {
		b.Run(q.name, func(b *testing.B) {
			tab := sitetest.Open(b, files, sitetest.Unguarded())
			tab.Visit("/de/")
			tab.SlowDown(6)
			total := 0.0
			for b.Loop() {
				total += sitetest.Eval[float64](tab, "(async () => {"+assets.SearchCore()+fmt.Sprintf(`
					let index;
					const beistandSearch = (lang, stamp, kind, a, b, c) => { kind === "index" ? index = openIndex(a) : addFile(index, kind, a, b, c); };
					const load = async (name) => new Function("beistandSearch", await (await fetch("/search/de/" + name + ".js")).text())(beistandSearch);
					await load("index");
					for (;;) {
						const wants = searchAll([{lang: "de", index}], %[1]q, 7).wants;
						if (!wants.length) break;
						for (const w of wants) await load(w.name);
					}
					const started = performance.now();
					for (let i = 0; i < 20; i++) searchAll([{lang: "de", index}], %[1]q, 7);
					return (performance.now() - started) / 20;
				})()`, q.text))
			}
			b.ReportMetric(total/float64(b.N), "ms/query")
			b.ReportMetric(0, "ns/op")
		})
	}
}
