package publish

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// holds reports whether a file is an ordinary one with the content.
func holds(file string, content []byte) bool {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(content)) {
		return false
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	*buffer = slices.Grow((*buffer)[:0], len(content))
	read := (*buffer)[:len(content)]
	_, err = io.ReadFull(f, read)
	return err == nil && bytes.Equal(read, content)
}

// buffers are used again: there are as many files as pages, and more.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// holdsNothingElse reports whether a folder that holds the files holds nothing
// beside them and what Write adds: no other file and no empty folder.
func holdsNothingElse(dir string, files map[string]bool) bool {
	if _, err := os.Stat(filepath.Join(dir, marker)); err != nil {
		return false
	}
	dirs := map[string]bool{".": true}
	for name := range files {
		for d := filepath.Dir(filepath.FromSlash(name)); !dirs[d]; d = filepath.Dir(d) {
			dirs[d] = true
		}
	}
	return filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		_, expected := files[filepath.ToSlash(name)]
		if d.IsDir() {
			expected = dirs[name]
		}
		if !expected && name != marker && !isKept(name) {
			return fs.ErrExist
		}
		return nil
	}) == nil
}
