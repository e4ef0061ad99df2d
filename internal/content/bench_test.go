package content_test

import (
	"os"
	"testing"

	"beistand/internal/build"
	"beistand/internal/content"
)

// BenchmarkLoad reads the project's own site, or the one in
// BEISTAND_BENCH_SITE (see cmd/benchsite).
func BenchmarkLoad(b *testing.B) {
	dir := os.Getenv("BEISTAND_BENCH_SITE")
	if dir == "" {
		dir = "../.."
	}
	folder, err := build.Open(dir)
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
