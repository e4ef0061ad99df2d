package search

import (
	"io/fs"
	"os"
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
