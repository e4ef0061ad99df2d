package search

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"beistand/assets"
	"beistand/internal/content"
	"beistand/internal/site"
)

// benchSite is the project's own site, or the one in BEISTAND_BENCH_SITE.
func benchSite(b *testing.B) *site.Site {
	b.Helper()
	dir := os.Getenv("BEISTAND_BENCH_SITE")
	if dir == "" {
		return project(b)
	}
	s, problems, err := content.Load(withWords{os.DirFS(dir)})
	if err != nil || s == nil {
		b.Fatal(err, problems.Sorted())
	}
	return s
}

// withWords is a folder with the project's words of the interface where it has
// none of its own.
type withWords struct{ fs.FS }

func (w withWords) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if err != nil && strings.HasPrefix(name, "i18n/") {
		return os.Open("../../" + name)
	}
	return f, err
}

// BenchmarkFiles indexes and freezes all languages.
func BenchmarkFiles(b *testing.B) {
	s := benchSite(b)
	texts := 0
	for _, p := range s.Pages {
		texts += len(p.Texts)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Files(s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(texts)*1000, "s/1000-texts")
}

// BenchmarkQuery asks the browser's script, in goja, with everything loaded.
func BenchmarkQuery(b *testing.B) {
	s := benchSite(b)
	files, err := Files(s)
	if err != nil {
		b.Fatal(err)
	}
	e, err := NewEngine(assets.SearchCore(), files)
	if err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"Beratung", "Beratung Anwältin", "Beratugn", "25 4a"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Search([]string{"de"}, query, 7); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFirstBytes is what the first search of a reader loads, as gzip packs
// it: the script, the index, the shards of the words and the texts of seven
// pages. It counts bytes, not time.
func BenchmarkFirstBytes(b *testing.B) {
	files, err := Files(benchSite(b))
	if err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"Beratung", "Beratung Anwältin", "Beratugn"} {
		b.Run(query, func(b *testing.B) {
			var size map[string]int
			for b.Loop() {
				size = firstBytes(b, files, query)
			}
			all := 0
			for _, part := range slices.Sorted(maps.Keys(size)) {
				n := size[part]
				b.ReportMetric(float64(n)/1000, part+"-kB")
				all += n
			}
			b.ReportMetric(float64(all)/1000, "kB-gzip")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// firstBytes is the sizes of what a first search loads, by its part.
func firstBytes(b *testing.B, files site.Files, query string) map[string]int {
	b.Helper()
	e, err := NewEngine(assets.SearchCore(), files)
	if err != nil {
		b.Fatal(err)
	}
	size := map[string]int{"index": packed(files["search/de/index.js"])}
	if err := e.open("de"); err != nil {
		b.Fatal(err)
	}
	for {
		a, err := e.run([]string{"de"}, query, 7)
		if err != nil {
			b.Fatal(err)
		}
		for _, w := range a.Wants {
			name := fmt.Sprintf("search/de/%d.js", w.Shard)
			size["shards"] += packed(files[name])
			if err := e.load(name); err != nil {
				b.Fatal(err)
			}
		}
		if len(a.Wants) == 0 {
			for _, h := range a.Hits {
				size["pages"] += packed(files[fmt.Sprintf("search/de/p/%d.js", h.Page)])
			}
			return size
		}
	}
}

// packed is the size of a file as servers send it: gzip, best.
func packed(content []byte) int {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = w.Write(content)
	_ = w.Close()
	return out.Len()
}
