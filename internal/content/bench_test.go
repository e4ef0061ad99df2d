package content_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"beistand/internal/build"
	"beistand/internal/content"
	"beistand/internal/parallel"
)

func benchDir() string {
	if dir := os.Getenv("BEISTAND_BENCH_SITE"); dir != "" {
		return dir
	}
	return "../.."
}

// BenchmarkLoad reads the project's own site, or the one in
// BEISTAND_BENCH_SITE (see cmd/benchsite).
func BenchmarkLoad(b *testing.B) {
	folder, err := build.Open(benchDir())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	texts := 0
	for b.Loop() {
		s, problems, err := content.Load(folder)
		if err != nil || s == nil {
			b.Fatal(err, problems.Sorted())
		}
		texts = 0
		for _, p := range s.Pages {
			texts += len(p.Texts)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(texts)*1e6, "µs/text")
}

// BenchmarkPlain is what reading the same texts takes at least: each is read,
// its header decoded, and its Markdown rendered by goldmark, and nothing is
// checked or kept.
func BenchmarkPlain(b *testing.B) {
	markdown := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.DefinitionList), goldmark.WithParserOptions(parser.WithHeadingAttribute()))
	b.ReportAllocs()
	texts := 0
	for b.Loop() {
		var names []string
		err := filepath.WalkDir(filepath.Join(benchDir(), "content"), func(name string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(name, ".md") {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		texts = len(names)
		err = parallel.Each(texts, func(i int) error {
			text, err := os.ReadFile(names[i])
			if err != nil {
				return err
			}
			_, rest, _ := bytes.Cut(text, []byte("+++\n"))
			header, body, _ := bytes.Cut(rest, []byte("\n+++\n"))
			var meta map[string]any
			if err := toml.Unmarshal(header, &meta); err != nil {
				return err
			}
			return markdown.Convert(body, new(bytes.Buffer))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(texts)*1e6, "µs/text")
}
