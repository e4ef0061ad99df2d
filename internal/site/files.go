package site

import (
	"bytes"
	"maps"
	"slices"
	"sync"

	"beistand/internal/parallel"
)

// Files are the files of the public folder by their path, with slashes
// between and none at the start.
type Files map[string][]byte

// Paths lists the paths in order.
func (f Files) Paths() []string { return slices.Sorted(maps.Keys(f)) }

// Add puts the files of another set into f.
func (f Files) Add(other Files) { maps.Copy(f, other) }

// Size is how many bytes the files have together.
func (f Files) Size() int {
	size := 0
	for _, b := range f {
		size += len(b)
	}
	return size
}

// Put takes a file of the public folder: its path, as in Files, and its
// content, which is only lent. Several goroutines may call it at once.
type Put func(path string, content []byte) error

// Put returns what puts files into f, which is to be left alone meanwhile.
func (f Files) Put() Put {
	var mu sync.Mutex
	return func(path string, content []byte) error {
		content = bytes.Clone(content)
		mu.Lock()
		defer mu.Unlock()
		f[path] = content
		return nil
	}
}

// PutAll passes the files on, on all cores.
func (f Files) PutAll(put Put) error {
	paths := f.Paths()
	return parallel.Each(len(paths), func(i int) error { return put(paths[i], f[paths[i]]) })
}
