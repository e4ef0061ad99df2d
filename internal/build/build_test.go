package build_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"beistand/internal/build"
	"beistand/internal/sitetest"
)

// TestInterrupted: a build that is broken off leaves the folder as it was, and
// nothing beside it.
func TestInterrupted(t *testing.T) {
	folder := sitetest.Folder(t, `
-- site.toml --
languages = ["de"]
-- content/page.toml --
-- content/de.md --
+++
title = "Anfang"
+++
Ein Text.
`)
	dir := filepath.Join(t.TempDir(), "public")
	o := build.Options{Today: sitetest.Today}
	if result, problems, err := build.Publish(t.Context(), folder, dir, o); err != nil || result == nil {
		t.Fatal(err, problems.Sorted())
	}
	before, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	o.BaseURL = "https://example.org/" // every page is another
	o.Progress = func(stage string, _, _ int) {
		if stage == "index" { // when pages were written
			cancel()
		}
	}
	if result, _, err := build.Publish(ctx, folder, dir, o); !errors.Is(err, context.Canceled) {
		t.Fatalf("it ends with %v, %v", result, err)
	}
	after, err := os.Stat(dir)
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("the folder is another: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
		t.Errorf("beside the folder lie %v", left)
	}
}
