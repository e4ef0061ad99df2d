package main

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// TestSameBytes builds the project's own site twice, in other folders, time
// zones and on other numbers of cores, and compares the files.
func TestSameBytes(t *testing.T) {
	first := buildProject(t, time.UTC, runtime.GOMAXPROCS(0))
	second := buildProject(t, time.FixedZone("far east", 13*3600), 1)
	if len(first) != len(second) || len(first) < 100 {
		t.Errorf("%d and %d files", len(first), len(second))
	}
	for name, content := range first {
		if second[name] != content {
			t.Errorf("%s differs", name)
		}
	}
}

func buildProject(t *testing.T, zone *time.Location, cores int) map[string]string {
	t.Helper()
	defer func(zone *time.Location, cores int) {
		time.Local = zone
		runtime.GOMAXPROCS(cores)
	}(time.Local, runtime.GOMAXPROCS(cores))
	time.Local = zone

	dir := filepath.Join(t.TempDir(), zone.String())
	for _, part := range []string{"content", "i18n", "layouts"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join("..", "..", part))); err != nil {
			t.Fatal(err)
		}
	}
	config, err := os.ReadFile("../../site.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), config, 0o644); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"build", "--source", dir, "--today", "2026-11-23"}, io.Discard, os.Stderr); code != exitFine {
		t.Fatalf("exit code %d", code)
	}
	files := map[string]string{}
	public := filepath.Join(dir, "public")
	err = filepath.WalkDir(public, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(public, path)
		files[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
