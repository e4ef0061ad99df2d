// Package publish makes small files of files and puts them into a folder, in
// one step: whoever looks sees the old site or the new one, never a mixture,
// even when the machine stops in between.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"beistand/internal/site"
)

// marker is the file by which a folder is known as one that Write made and may
// replace.
const marker = ".beistand"

const markerText = "This folder is made by beistand build, which replaces it whole.\n"

// kept are files of the folder that are not part of the site and stay.
var kept = []string{".gitignore", ".gitkeep"}

// Write makes the folder hold the files and nothing else. It builds a new
// folder beside it and then exchanges the two. A file that did not change is
// linked into the new folder instead of written, and a folder in which nothing
// changed stays as it is. What changed is told by reading every file: a list of
// sizes and times would be faster and would miss what somebody, or a disk, did
// to a file.
//
// A folder that has other files and was not made by Write is left alone: the
// error is a ForeignError.
func Write(dir string, files site.Files) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	if err := checkReplaceable(dir); err != nil {
		return err
	}
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	removeLeftovers(parent, filepath.Base(dir))
	names := files.Paths()
	for _, name := range names {
		if !fs.ValidPath(name) || strings.Contains(name, `\`) {
			return fmt.Errorf("%q cannot be the path of a file", name)
		}
	}
	same := unchanged(dir, files, names)
	if !slices.Contains(same, false) && holdsNothingElse(dir, files) {
		return nil
	}
	next, err := os.MkdirTemp(parent, temporary(filepath.Base(dir)))
	if err != nil {
		return err
	}
	defer os.RemoveAll(next) // after the exchange it holds the old files
	if err := os.Chmod(next, 0o755); err != nil {
		return err
	}
	if err := fill(next, dir, files, names, same); err != nil {
		return err
	}
	return exchange(next, dir)
}

// ForeignError says that a folder holds somebody's own files.
type ForeignError struct {
	Dir  string
	File string // one of them
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s holds files that beistand did not make, for instance %s: name an empty folder with --out", e.Dir, e.File)
}

// checkReplaceable refuses a folder that holds somebody's own files.
func checkReplaceable(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == marker {
			return nil
		}
	}
	for _, e := range entries {
		if !isKept(e.Name()) {
			return &ForeignError{dir, e.Name()}
		}
	}
	return nil
}

func isKept(name string) bool {
	for _, k := range kept {
		if name == k {
			return true
		}
	}
	return false
}

func temporary(base string) string { return "." + base + ".new-*" }

// removeLeftovers deletes what builds that were killed have left beside the
// folder. Younger ones may be a build that still runs.
func removeLeftovers(parent, base string) {
	leftovers, _ := filepath.Glob(filepath.Join(parent, temporary(base)))
	for _, l := range leftovers {
		if info, err := os.Stat(l); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.RemoveAll(l)
		}
	}
}

// fill writes the files into a new folder, on all cores; same says which of
// the names are to be linked.
func fill(next, old string, files site.Files, names []string, same []bool) error {
	for _, name := range kept {
		if content, err := os.ReadFile(filepath.Join(old, name)); err == nil {
			if err := os.WriteFile(filepath.Join(next, name), content, 0o644); err != nil {
				return err
			}
		}
	}
	if err := os.WriteFile(filepath.Join(next, marker), []byte(markerText), 0o644); err != nil {
		return err
	}
	made := map[string]bool{".": true}
	var mkdir func(dir string) error
	mkdir = func(dir string) error {
		if made[dir] {
			return nil
		}
		made[dir] = true
		if err := mkdir(path.Dir(dir)); err != nil {
			return err
		}
		return os.Mkdir(filepath.Join(next, filepath.FromSlash(dir)), 0o755)
	}
	for _, name := range names {
		if err := mkdir(path.Dir(name)); err != nil {
			return err
		}
	}
	return onAllCores(len(names), func(i int, _ *[]byte) error {
		file := filepath.FromSlash(names[i])
		target := filepath.Join(next, file)
		if same[i] && os.Link(filepath.Join(old, file), target) == nil {
			return nil
		}
		return os.WriteFile(target, files[names[i]], 0o644)
	})
}
