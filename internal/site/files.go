package site

import (
	"maps"
	"slices"
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
