// Package publish makes small files of files and puts them into a folder, in
// one step: whoever looks sees the old site or the new one, never a mixture,
// even when the machine stops in between.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"beistand/internal/parallel"
	"beistand/internal/site"
)

// marker is the file by which a folder is known as one that Write made and may
// replace.
const marker = ".beistand"

const markerText = "This folder is made by beistand build, which replaces it whole.\n"

// kept are files of the folder that are not part of the site and stay.
var kept = []string{".gitignore", ".gitkeep"}

// Edition is the files of a folder that is being made: files are put into a new
// folder beside the old one, and then the two are exchanged. A file that did
// not change is linked into the new folder instead of written, and a folder in
// which nothing changed stays as it is. What changed is told by reading every
// file: a list of sizes and times would be faster and would miss what somebody,
// or a disk, did to a file.
type Edition struct {
	dir    string // whose files it replaces
	exists bool   // whether there is such a folder

	mu    sync.Mutex
	next  string          // the new folder; "" while nothing has changed
	made  map[string]bool // the folders in next
	names map[string]bool // all files; true for those that are to be linked
	size  int
}

// New starts an edition of the folder. One that has other files and was not
// made by an edition is left alone: the error is a ForeignError.
func New(dir string) (*Edition, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	if err := checkReplaceable(dir); err != nil {
		return nil, err
	}
	removeLeftovers(filepath.Split(dir))
	_, err = os.Stat(dir)
	return &Edition{dir: dir, exists: err == nil, names: map[string]bool{}}, nil
}

// Put puts a file into the edition; it is a site.Put.
func (e *Edition) Put(name string, content []byte) error {
	if !fs.ValidPath(name) || strings.Contains(name, `\`) {
		return fmt.Errorf("%q cannot be the path of a file", name)
	}
	file := filepath.FromSlash(name)
	same := e.exists && holds(filepath.Join(e.dir, file), content)
	e.mu.Lock()
	_, twice := e.names[name]
	e.names[name] = same
	e.size += len(content)
	var err error
	if !same && !twice {
		err = e.makeFolder(path.Dir(name))
	}
	e.mu.Unlock()
	switch {
	case twice:
		return fmt.Errorf("two files want the path %s", name)
	case err != nil || same:
		return err
	}
	return os.WriteFile(filepath.Join(e.next, file), content, 0o644)
}

// makeFolder makes a folder of the edition, and those above it.
func (e *Edition) makeFolder(name string) error {
	if e.made[name] {
		return nil
	}
	if name == "." {
		return e.open()
	}
	if err := e.makeFolder(path.Dir(name)); err != nil {
		return err
	}
	e.made[name] = true
	return os.Mkdir(filepath.Join(e.next, filepath.FromSlash(name)), 0o755)
}

// open makes the new folder, beside the old one.
func (e *Edition) open() error {
	parent, base := filepath.Split(e.dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	var err error
	if e.next, err = os.MkdirTemp(parent, temporary(base)); err != nil {
		return err
	}
	e.made = map[string]bool{".": true}
	if err := os.Chmod(e.next, 0o755); err != nil {
		return err
	}
	for _, name := range kept {
		if content, err := os.ReadFile(filepath.Join(e.dir, name)); err == nil {
			if err := os.WriteFile(filepath.Join(e.next, name), content, 0o644); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(filepath.Join(e.next, marker), []byte(markerText), 0o644)
}

// Publish makes the folder hold the files of the edition and nothing else.
func (e *Edition) Publish() error {
	if e.next == "" {
		if e.exists && holdsNothingElse(e.dir, e.names) {
			return nil
		}
		if err := e.makeFolder("."); err != nil {
			return err
		}
	}
	var unchanged []string
	for _, name := range slices.Sorted(maps.Keys(e.names)) {
		if !e.names[name] {
			continue
		}
		unchanged = append(unchanged, name)
		if err := e.makeFolder(path.Dir(name)); err != nil {
			return err
		}
	}
	err := parallel.Each(len(unchanged), func(i int) error {
		file := filepath.FromSlash(unchanged[i])
		return link(filepath.Join(e.dir, file), filepath.Join(e.next, file))
	})
	if err != nil {
		return err
	}
	return exchange(e.next, e.dir)
}

// Discard removes what is left of the edition: the new folder or, after it was
// published, the old one.
func (e *Edition) Discard() { os.RemoveAll(e.next) }

// Files is how many files were put.
func (e *Edition) Files() int { return len(e.names) }

// Size is how many bytes the files have together.
func (e *Edition) Size() int { return e.size }

// link gives a file a second name, or copies it where the file system has no
// such thing.
func link(file, name string) error {
	if os.Link(file, name) == nil {
		return nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return os.WriteFile(name, content, 0o644)
}

// Write publishes files that are in memory.
func Write(dir string, files site.Files) error {
	e, err := New(dir)
	if err != nil {
		return err
	}
	defer e.Discard()
	if err := files.PutAll(e.Put); err != nil {
		return err
	}
	return e.Publish()
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
