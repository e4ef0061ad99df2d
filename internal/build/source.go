package build

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"beistand/i18n"
	"beistand/layouts"
)

// Open opens a site's folder for reading, and nothing outside of it: a link
// that leads out of the folder is not followed. Layouts and words that the
// folder lacks are the built-in ones, file by file.
func Open(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return WithBuiltIns(root.FS()), nil
}

// WithBuiltIns lays a site's folder over the built-in layouts and words.
func WithBuiltIns(folder fs.FS) fs.FS { return withBuiltIns{folder} }

// withBuiltIns is a site's folder over the built-in layouts and words.
type withBuiltIns struct{ fs.FS }

// builtIn returns the built-in folder that the name is in.
func builtIn(name string) (folder fs.FS, rest string) {
	dir, rest, _ := strings.Cut(name, "/")
	switch dir {
	case "layouts":
		return layouts.FS, rest
	case "i18n":
		return i18n.FS, rest
	}
	return nil, ""
}

func (w withBuiltIns) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	if folder, rest := builtIn(name); folder != nil && rest != "" {
		return folder.Open(rest)
	}
	return nil, err
}

// Lstat describes a file without following a link, nor opening it.
func (w withBuiltIns) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(w.FS, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return info, err
	}
	if folder, rest := builtIn(name); folder != nil && rest != "" {
		return fs.Stat(folder, rest)
	}
	return nil, err
}

// Stat describes a file without opening it.
func (w withBuiltIns) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(w.FS, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return info, err
	}
	return w.Lstat(name)
}

// ReadLink is where a link leads.
func (w withBuiltIns) ReadLink(name string) (string, error) { return fs.ReadLink(w.FS, name) }

// ReadDir lists a folder, with the built-in files that it lacks.
func (w withBuiltIns) ReadDir(name string) ([]fs.DirEntry, error) {
	if info, err := fs.Stat(w.FS, name); err == nil && !info.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a folder")} // opening a pipe would wait for ever
	}
	entries, err := fs.ReadDir(w.FS, name)
	folder, rest := builtIn(path.Clean(name))
	if folder == nil || rest != "" || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return entries, err
	}
	more, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, err
	}
	for _, e := range more {
		if !slices.ContainsFunc(entries, func(own fs.DirEntry) bool { return own.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}
