// Package sitetest is help for tests: a whole site in one txtar text, and a
// browser to look at it with. Only tests import it.
package sitetest

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"
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
	return buildFolder(t, Folder(t, archive)).Files
}

// built is the project's own site, built once for all tests of a package.
var built struct {
	sync.Once
	result *build.Result
}

// BuildProject is the project's own site, built.
func BuildProject(t testing.TB) site.Files {
	t.Helper()
	return project(t).Files
}

// Project is the project's own site, as content reads it.
func Project(t testing.TB) *site.Site {
	t.Helper()
	return project(t).Site
}

func project(t testing.TB) *build.Result {
	t.Helper()
	built.Do(func() {
		folder, err := build.Open(ProjectDir(t))
		if err != nil {
			t.Fatal(err)
		}
		built.result = buildFolder(t, folder)
	})
	if built.result == nil {
		t.Fatal("the site could not be built")
	}
	return built.result
}

func buildFolder(t testing.TB, folder fs.FS) *build.Result {
	t.Helper()
	result, problems, err := build.Files(folder, build.Options{Today: Today, Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems.Sorted() {
		t.Log(p)
	}
	if result == nil {
		t.Fatal("the site has errors")
	}
	return result
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
