package render_test

import (
	"io/fs"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"beistand/assets"
	"beistand/internal/build"
	"beistand/internal/content"
	"beistand/internal/render"
	"beistand/internal/sitetest"
)

// BenchmarkRender renders a site of 100 pages in ten languages. As other work
// on the machine makes it wait, it reports the time of the processors too.
func BenchmarkRender(b *testing.B) {
	folder := build.WithBuiltIns(sitetest.Large(b, 100))
	s, problems, err := content.Load(folder)
	if err != nil || s == nil {
		b.Fatal(err, problems.Sorted())
	}
	layouts, err := fs.Sub(folder, "layouts")
	if err != nil {
		b.Fatal(err)
	}
	_, paths, err := assets.Files(func(_ string, content []byte) ([]byte, error) { return content, nil })
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var files atomic.Int64
	count := func(string, []byte) error {
		files.Add(1)
		return nil
	}
	before := cpu()
	for b.Loop() {
		if _, err := render.Site(s, layouts, render.Options{Today: sitetest.Today, Assets: paths}, count); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((cpu()-before).Microseconds())/float64(files.Load()), "cpu-µs/page")
}

// cpu is the time that the processors have worked for this process.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
