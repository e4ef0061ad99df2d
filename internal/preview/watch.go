package preview

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watched are the parts of a site's folder that a build reads.
var watched = []string{"content", "i18n", "layouts"}

// quiet is how long nothing must change before a build: editors write a file
// in several steps.
const quiet = 30 * time.Millisecond

// Watch calls changed after files of the site have changed, with the names of
// the files and folders, until the context ends. Without names more has changed
// than could be watched.
func Watch(ctx context.Context, dir string, changed func(names ...string)) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.Add(dir); err != nil { // for site.toml
		return err
	}
	for _, part := range watched {
		if err := addFolders(w, filepath.Join(dir, part)); err != nil {
			return err
		}
	}
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	names := map[string]bool{}
	lost := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-w.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			lost = true
			timer.Reset(quiet)
		case e := <-w.Events:
			if !matters(dir, e) {
				continue
			}
			if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
				if err := addFolders(w, e.Name); err != nil {
					return err
				}
			}
			if name, err := filepath.Rel(dir, e.Name); err == nil {
				names[filepath.ToSlash(name)] = true
			}
			timer.Reset(quiet)
		case <-timer.C:
			if lost {
				clear(names)
			}
			changed(slices.Sorted(maps.Keys(names))...)
			clear(names)
			lost = false
		}
	}
}

// matters reports whether a change can change the site: not one of the public
// folder, of editors' hidden files, or of a file's mode alone.
func matters(dir string, e fsnotify.Event) bool {
	name, err := filepath.Rel(dir, e.Name)
	if err != nil || e.Op == fsnotify.Chmod {
		return false
	}
	if base := filepath.Base(name); strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") {
		return false
	}
	if name == "site.toml" {
		return true
	}
	first, _, _ := strings.Cut(filepath.ToSlash(name), "/")
	for _, part := range watched {
		if first == part {
			return true
		}
	}
	return false
}

// addFolders watches a folder and those below it; one that does not exist is
// none.
func addFolders(w *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if os.IsNotExist(err) {
				return nil
			}
			return err
		}
		if d.IsDir() {
			return w.Add(path)
		}
		return nil
	})
}
