package offline_test

import (
	"testing"

	"beistand/assets"
	"beistand/internal/offline"
	"beistand/internal/publish"
	"beistand/internal/sitetest"
)

// BenchmarkFiles makes what readers take along of the project's own site.
func BenchmarkFiles(b *testing.B) {
	s, files := sitetest.Project(b), sitetest.BuildProject(b)
	style, script, err := assets.Single(publish.Minify)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := offline.Files(s, files, offline.Inline{Style: style, Script: script}, sitetest.Today); err != nil {
			b.Fatal(err)
		}
	}
}
