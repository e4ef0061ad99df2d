package internal

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows is the drawing of the house (docs/architecture.md): what each package
// may import of ours. "any" stands for all.
var arrows = map[string]string{
	"assets":            "internal/site",
	"cmd/beistand":      "any",
	"cmd/benchsite":     "i18n internal/content",
	"cmd/test":          "",
	"i18n":              "",
	"layouts":           "",
	"internal/problem":  "",
	"internal/parallel": "",
	"internal/site":     "internal/parallel internal/problem",
	"internal/content":  "internal/parallel internal/site internal/problem",
	"internal/check":    "internal/parallel internal/site internal/problem",
	"internal/compiled": "",
	"internal/render":   "internal/compiled internal/parallel internal/site internal/problem",
	"internal/search":   "internal/parallel internal/site internal/problem",
	"internal/headers":  "internal/site",
	"internal/offline":  "internal/parallel internal/site",
	"internal/publish":  "internal/parallel internal/site",
	"internal/build":    "assets i18n layouts internal/content internal/check internal/headers internal/render internal/search internal/offline internal/publish internal/site internal/problem",
	"internal/preview":  "internal/build internal/headers internal/site internal/problem",
	"internal/sitetest": "i18n internal/build internal/headers internal/site",
}

// owners names the packages that alone may use a library.
var owners = map[string]string{
	"github.com/yuin/goldmark":          "internal/content",
	"github.com/blevesearch/bleve/v2":   "internal/search",
	"github.com/dop251/goja":            "internal/search",
	"github.com/tdewolff/minify/v2":     "internal/publish",
	"github.com/fsnotify/fsnotify":      "internal/preview",
	"github.com/spf13/cobra":            "cmd/beistand",
	"github.com/schollz/progressbar/v3": "cmd/beistand",
	"github.com/andybalholm/brotli":     "internal/publish",
	"rsc.io/qr":                         "internal/render",
	"golang.org/x/sync":                 "internal/parallel",
	"github.com/evanw/esbuild":          "tests",
}

func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "beistand/...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], "beistand/")
		if name == "beistand" || name == "internal" {
			continue // only tests
		}
		may, known := arrows[name]
		if !known {
			t.Errorf("package %s is not in the drawing", name)
			continue
		}
		for _, imported := range fields[1:] {
			if own, ok := strings.CutPrefix(imported, "beistand/"); ok && may != "any" && !slices.Contains(strings.Fields(may), own) {
				t.Errorf("%s must not import %s", name, own)
			}
			for library, owner := range owners {
				if strings.HasPrefix(imported, library) && name != owner {
					t.Errorf("%s must not use %s, which lives in %s", name, library, owner)
				}
			}
		}
	}
}
