// Package sitetest is help for tests: a whole site in one txtar text, and a
// browser to look at it with. Only tests import it.
package sitetest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"beistand/internal/build"
	"beistand/internal/site"
)

// Today is the day on which the sites of tests are built.
var Today = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

// Folder is the files of a txtar text as a site's folder.
func Folder(t testing.TB, archive string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	return build.WithBuiltIns(files)
}

// Build builds the site of a txtar text.
func Build(t testing.TB, archive string) site.Files {
	t.Helper()
	return buildFolder(t, Folder(t, archive))
}

// BuildProject builds the project's own site.
func BuildProject(t testing.TB) site.Files {
	t.Helper()
	folder, err := build.Open(ProjectDir(t))
	if err != nil {
		t.Fatal(err)
	}
	return buildFolder(t, folder)
}

func buildFolder(t testing.TB, folder fs.FS) site.Files {
	t.Helper()
	result, problems, err := build.Files(folder, build.Options{Today: Today})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems.Sorted() {
		t.Log(p)
	}
	if result == nil {
		t.Fatal("the site has errors")
	}
	return result.Files
}

// ProjectDir is the folder of the project, found from a test's own folder.
func ProjectDir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
}
