package beistand

import (
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"beistand/internal/sitetest"
)

const weightsFile = "docs/benchmarks.md"

// TestWeight is a first visit to a page of each type, over a server that
// compresses: at most 25 kB in three requests. UPDATE=1 writes what was
// measured into docs/benchmarks.md.
func TestWeight(t *testing.T) {
	sitetest.Long(t)
	files := sitetest.BuildProject(t)
	tab := sitetest.Open(t, files)
	var table strings.Builder
	table.WriteString("| Page | kB | requests |\n|---|---|---|\n")
	for _, kind := range kinds {
		for _, lang := range []string{"de", "ar"} {
			at := "/" + lang + "/" + kind
			if strings.HasSuffix(at, "404.html") {
				continue
			}
			tab.ForgetCache()
			tab.Weight()
			tab.Served()
			tab.Visit(at)
			tab.WaitFor(`document.readyState === "complete"`)
			weight, requests := tab.Weight(), len(tab.Served())
			if weight > 25_000 || requests > 3 {
				t.Errorf("%s: %d bytes in %d requests", at, weight, requests)
			}
			fmt.Fprintf(&table, "| `%s` | %.1f | %d |\n", at, float64(weight)/1000, requests)
		}
	}
	if os.Getenv("UPDATE") != "" {
		replaceBetween(t, weightsFile, "<!-- weights -->\n", "<!-- end of weights -->", table.String())
	}
}

// TestEveryPageIsLight: no page of any language weighs more than 25 kB with its
// style and script.
func TestEveryPageIsLight(t *testing.T) {
	files := sitetest.BuildProject(t)
	shared := 0
	for _, name := range files.Paths() {
		if strings.HasPrefix(name, "assets/site.") {
			shared += packed(files[name])
		}
	}
	for _, name := range files.Paths() {
		if path.Ext(name) != ".html" || strings.HasPrefix(name, "download/") {
			continue
		}
		if weight := shared + packed(files[name]); weight > 25_000 {
			t.Errorf("%s: %d bytes", name, weight)
		}
	}
}

// replaceBetween writes what stands between two marks of a file.
func replaceBetween(t *testing.T, name, start, end, content string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), start)
	_, after, found := strings.Cut(rest, end)
	if !ok || !found {
		t.Fatalf("%s has no %q and %q", name, start, end)
	}
	if err := os.WriteFile(name, []byte(before+start+content+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
