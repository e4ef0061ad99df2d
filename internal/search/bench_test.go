package search

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"beistand/assets"
	"beistand/internal/content"
	"beistand/internal/site"
)

// benchSite is the project's own site, or the one in BEISTAND_BENCH_SITE.
func benchSite(b testing.TB) *site.Site {
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
// it, without the script: the index, the shards of the words, their postings and
// the texts of seven pages. It counts bytes, not time. Words are taken by chance
// from those of the texts.
func BenchmarkFirstBytes(b *testing.B) {
	s := benchSite(b)
	files, err := Files(s)
	if err != nil {
		b.Fatal(err)
	}
	ix, err := New(s, s.Source)
	if err != nil {
		b.Fatal(err)
	}
	for _, kind := range queryKinds {
		b.Run(kind.name, func(b *testing.B) {
			var sizes []int
			parts := map[string]int{}
			for b.Loop() {
				sizes = nil
				for _, query := range sampleQueries(ix, kind.of, 60) {
					all := 0
					for part, n := range firstLoad(b, files, query).bytes {
						parts[part] += n
						all += n
					}
					sizes = append(sizes, all)
				}
			}
			slices.Sort(sizes)
			for part, n := range parts {
				b.ReportMetric(float64(n)/float64(1000*b.N*len(sizes)), part+"-kB")
			}
			b.ReportMetric(float64(sizes[len(sizes)/2])/1000, "median-kB")
			b.ReportMetric(float64(sizes[len(sizes)-1])/1000, "most-kB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// queryKinds are what people type of words that stand in texts.
var queryKinds = []struct {
	name string
	of   func(random *rand.Rand, words []string) string
}{
	{"the most frequent word", func(*rand.Rand, []string) string { return "Beratung" }},
	{"a word", func(_ *rand.Rand, words []string) string { return words[0] }},
	{"two words", func(_ *rand.Rand, words []string) string { return words[0] + " " + words[1] }},
	{"two letters", func(_ *rand.Rand, words []string) string { return beginning(words[0], 2) }},
	{"three letters", func(_ *rand.Rand, words []string) string { return beginning(words[0], 3) }},
	{"a letter is missing", func(random *rand.Rand, words []string) string {
		letters := []rune(words[0])
		at := 1 + random.IntN(len(letters)-1)
		return string(slices.Delete(letters, at, at+1))
	}},
}

func beginning(word string, letters int) string { return string([]rune(word)[:letters]) }

// sampleQueries makes queries of words of at least five letters, the same ones
// every time.
func sampleQueries(ix *Index, of func(*rand.Rand, []string) string, count int) []string {
	var words []string
	for _, w := range ix.surfaces.list {
		if !w.isKeyword() && utf8.RuneCountInString(w.text) >= 5 {
			words = append(words, w.text)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	var list []string
	for range count {
		list = append(list, of(random, []string{words[random.IntN(len(words))], words[random.IntN(len(words))]}))
	}
	return list
}

// loaded is what a first search loads.
type loaded struct {
	bytes map[string]int // as gzip packs it, by the kind of file
	lists int            // files of postings
}

// firstLoad asks for a query as a browser does that has nothing yet.
func firstLoad(t testing.TB, files site.Files, query string) loaded {
	t.Helper()
	e, err := NewEngine(assets.SearchCore(), files)
	if err != nil {
		t.Fatal(err)
	}
	l := loaded{bytes: map[string]int{"index": packed(files["search/de/index.js"])}}
	if err := e.open("de"); err != nil {
		t.Fatal(err)
	}
	for {
		a, err := e.run([]string{"de"}, query, 7)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range a.Wants {
			name := "search/de/" + w.Name + ".js"
			kind := "shards"
			if strings.HasPrefix(w.Name, "l/") {
				kind = "lists"
				l.lists++
			}
			l.bytes[kind] += packed(files[name])
			if err := e.load(name); err != nil {
				t.Fatal(err)
			}
		}
		if len(a.Wants) == 0 {
			for _, h := range a.Hits {
				l.bytes["pages"] += packed(files[fmt.Sprintf("search/de/p/%d.js", h.Page)])
			}
			return l
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
