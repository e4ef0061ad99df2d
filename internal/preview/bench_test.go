package preview

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"beistand/internal/build"
	"beistand/internal/sitetest"
)

// BenchmarkEdit changes a text of a site of 1,000 pages in ten languages (or as
// many as BEISTAND_BENCH_PAGES says) and waits for its page. The index of the
// search follows after the page and is not part of it.
func BenchmarkEdit(b *testing.B) {
	pages := 1000
	if n, err := strconv.Atoi(os.Getenv("BEISTAND_BENCH_PAGES")); err == nil {
		pages = n
	}
	folder := sitetest.Large(b, pages)
	builder := build.NewBuilder(build.WithBuiltIns(folder), build.Options{Today: sitetest.Today})
	const name = "content/section-1/page-77/de.md"
	original := string(folder[name].Data)
	if result, problems, err := builder.Pages(); err != nil || result == nil {
		b.Fatal(err, problems.Sorted())
	}
	for _, edit := range []struct {
		name   string
		change func(text string, n int) string
	}{
		{"text", func(text string, n int) string {
			return strings.Replace(text, ". (§", fmt.Sprintf(". wort%d (§", n), 1)
		}},
		{"title", func(text string, n int) string {
			return strings.Replace(text, `title = "`, fmt.Sprintf(`title = "wort%d `, n), 1)
		}},
		{"citation", func(text string, n int) string {
			return strings.Replace(text, "(§ ", fmt.Sprintf("(§ %d AufenthG, § ", 1+n%90), 1)
		}},
	} {
		b.Run(edit.name, func(b *testing.B) {
			b.ReportAllocs()
			stages := map[string]time.Duration{}
			before := cpu()
			n := 0
			for b.Loop() {
				n++
				folder[name] = &fstest.MapFile{Data: []byte(edit.change(original, n)), Mode: 0o644}
				result, problems, err := builder.Pages(name)
				if err != nil || result == nil {
					b.Fatal(err, problems.Sorted())
				}
				for _, s := range result.Stages {
					stages[s.Name] += s.Took
				}
			}
			for name, took := range stages {
				b.ReportMetric(float64(took.Microseconds())/1000/float64(n), name+"-ms")
			}
			b.ReportMetric(float64((cpu()-before).Microseconds())/1000/float64(n), "cpu-ms")
		})
	}
}

// cpu is the time that the processors have worked for this process.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
