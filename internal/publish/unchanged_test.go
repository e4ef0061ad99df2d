package publish

import (
	"os"
	"path/filepath"
	"testing"

	"beistand/internal/site"
)

// TestWriteUnchanged: a folder in which nothing is to change stays the one it
// is; whatever somebody did to it is undone, also what keeps size and time.
func TestWriteUnchanged(t *testing.T) {
	files := site.Files{"de/index.html": []byte("1234"), "de/x/a.js": []byte("a"), "index.html": []byte("home")}
	for name, change := range map[string]func(dir string) error{
		"nothing":        nil,
		"another letter": func(dir string) error { return sameTime(filepath.Join(dir, "index.html"), "hose") },
		"cut short":      func(dir string) error { return os.Truncate(filepath.Join(dir, "index.html"), 2) },
		"deleted":        func(dir string) error { return os.RemoveAll(filepath.Join(dir, "de")) },
		"one more":       func(dir string) error { return os.WriteFile(filepath.Join(dir, "de", "b.html"), nil, 0o644) },
		"empty folder":   func(dir string) error { return os.Mkdir(filepath.Join(dir, "en"), 0o755) },
		"a link": func(dir string) error {
			file := filepath.Join(dir, "index.html")
			if err := os.Rename(file, filepath.Join(dir, "..", "elsewhere.html")); err != nil {
				return err
			}
			return os.Symlink("../elsewhere.html", file)
		},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		if err := Write(dir, files); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			if err := change(dir); err != nil {
				t.Fatal(err)
			}
		}
		before, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := Write(dir, files); err != nil {
			t.Fatal(err)
		}
		after, err := os.Stat(dir)
		if err != nil {
			t.Fatal(err)
		}
		if kept := os.SameFile(before, after); kept != (change == nil) {
			t.Errorf("%s: the folder was kept: %v", name, kept)
		}
		if got, want := text(read(t, dir)), text(files); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if info, err := os.Lstat(filepath.Join(dir, "index.html")); err != nil || !info.Mode().IsRegular() {
			t.Errorf("%s: index.html is %v, %v", name, info.Mode(), err)
		}
		if _, err := os.Stat(filepath.Join(dir, "en")); err == nil {
			t.Errorf("%s: an empty folder was left", name)
		}
	}
}

// sameTime writes a file and gives it back the time that it had.
func sameTime(file, content string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		return err
	}
	return os.Chtimes(file, info.ModTime(), info.ModTime())
}
