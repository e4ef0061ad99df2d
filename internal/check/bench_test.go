package check_test

import (
	"os"
	"testing"

	"beistand/internal/build"
	"beistand/internal/check"
	"beistand/internal/content"
	"beistand/internal/sitetest"
)

// BenchmarkSite asks the rules about the project's own site, or the one in
// BEISTAND_BENCH_SITE (see cmd/benchsite): all, and those that a build asks.
func BenchmarkSite(b *testing.B) {
	dir := os.Getenv("BEISTAND_BENCH_SITE")
	if dir == "" {
		dir = "../.."
	}
	folder, err := build.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	s, problems, err := content.Load(folder)
	if err != nil || s == nil {
		b.Fatal(err, problems.Sorted())
	}
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			check.Site(s, sitetest.Today)
		}
	})
	b.Run("errors", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			check.Errors(s, sitetest.Today)
		}
	})
}
