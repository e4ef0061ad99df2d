package beistand

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"beistand/internal/sitetest"
)

// TestValidHTML asks the Nu HTML checker (https://validator.github.io) about
// every page. BEISTAND_VNU is the path of its vnu.jar; go run ./cmd/test sets
// it where it can.
func TestValidHTML(t *testing.T) {
	jar := os.Getenv("BEISTAND_VNU")
	if jar == "" {
		t.Skip("BEISTAND_VNU is not set: run go run ./cmd/test on a machine with npm and Java")
	}
	dir := t.TempDir()
	files := sitetest.BuildProject(t)
	pages := 0
	for _, name := range files.Paths() {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		pages++
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, files[name], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("java", "-jar", jar, "--errors-only", "--skip-non-html", dir).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%d pages", pages)
}
