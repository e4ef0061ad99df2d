package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"beistand/internal/site"
)

// benchFiles are as many files as a site of 1,000 pages has, in folders of
// their own.
func benchFiles() site.Files {
	page := strings.Repeat("<p class=\"x\">\n\nZwölf Boxkämpfer jagen Viktor quer  über den Deich.</p>\n", 150)
	files := site.Files{}
	for i := range 1000 {
		files[fmt.Sprintf("de/%d/%d/index.html", i/50, i)] = []byte(fmt.Sprint("<!doctype html><title>", i, "</title>", page))
		files[fmt.Sprintf("search/de/p/%d.js", i)] = []byte(fmt.Sprint(i, page[:3000]))
	}
	return files
}

// BenchmarkWrite publishes in files of the memory where the system has such.
func BenchmarkWrite(b *testing.B) {
	files := benchFiles()
	folder := func(b *testing.B) string {
		dir, err := os.MkdirTemp("/dev/shm", "beistand-bench-")
		if err != nil {
			return filepath.Join(b.TempDir(), "public")
		}
		b.Cleanup(func() { os.RemoveAll(dir) })
		return filepath.Join(dir, "public")
	}
	write := func(b *testing.B, dir string) {
		if err := Write(dir, files); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("fresh", func(b *testing.B) {
		dir := folder(b)
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			os.RemoveAll(dir)
			b.StartTimer()
			write(b, dir)
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		dir := folder(b)
		write(b, dir)
		b.ReportAllocs()
		for b.Loop() {
			write(b, dir)
		}
	})
	b.Run("one change", func(b *testing.B) {
		dir := folder(b)
		write(b, dir)
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			n++
			files["de/0/0/index.html"] = []byte(fmt.Sprint(n))
			write(b, dir)
		}
	})
}

// BenchmarkPrecompress packs twenty pages.
func BenchmarkPrecompress(b *testing.B) {
	files := site.Files{}
	all := benchFiles()
	for _, name := range all.Paths()[:20] {
		files[name] = all[name]
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := files.PutAll(Precompress(site.Files{}.Put())); err != nil {
			b.Fatal(err)
		}
	}
}
