package content

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"beistand/internal/site"
)

// cache is a folder whose files are read once, until somebody says that they
// have changed.
type cache struct {
	fsys fs.FS

	mu    sync.Mutex
	round int
	files map[string]*cachedFile
	dirs  map[string]*cachedDir
}

// cachedFile is a file as it was read. While it stays the same, it is the same
// cachedFile.
type cachedFile struct {
	info  fs.FileInfo // of what is there; it is not opened when it is no file or too large
	data  []byte
	err   error
	round int
	stale bool
}

func (f *cachedFile) readable() bool {
	return f.err == nil && f.info.Mode().IsRegular() && f.info.Size() <= site.MaxFile
}

// same reports whether there is the same to say of two files.
func (f *cachedFile) same(other *cachedFile) bool {
	return f.readable() && other.readable() && bytes.Equal(f.data, other.data)
}

type cachedDir struct {
	entries []fs.DirEntry
	err     error
	round   int
}

func newCache(fsys fs.FS) *cache {
	return &cache{fsys: fsys, files: map[string]*cachedFile{}, dirs: map[string]*cachedDir{}}
}

// update notes that the names have changed: files, or folders with all that is
// in them. No names stand for everything.
func (c *cache) update(changed []string) {
	touched := func(name string) bool {
		for _, x := range changed {
			if name == x || strings.HasPrefix(name, x+"/") {
				return true
			}
		}
		return len(changed) == 0
	}
	listed := map[string]bool{}
	for _, x := range changed {
		for dir := path.Dir(x); !listed[dir]; dir = path.Dir(dir) {
			listed[dir] = true // a folder may be new as well
		}
	}
	for name, f := range c.files {
		f.stale = f.stale || touched(name)
	}
	for name := range c.dirs {
		if touched(name) || listed[name] {
			delete(c.dirs, name)
		}
	}
	c.round++
}

// prune forgets what was not asked for since the last update.
func (c *cache) prune() {
	maps.DeleteFunc(c.files, func(_ string, f *cachedFile) bool { return f.round != c.round })
	maps.DeleteFunc(c.dirs, func(_ string, d *cachedDir) bool { return d.round != c.round })
}

// file reads a file, or remembers it.
func (c *cache) file(name string) *cachedFile {
	c.mu.Lock()
	known := c.files[name]
	if known != nil && !known.stale {
		known.round = c.round
		c.mu.Unlock()
		return known
	}
	c.mu.Unlock()
	f := &cachedFile{}
	if f.info, f.err = fs.Lstat(c.fsys, name); f.readable() {
		f.data, f.err = fs.ReadFile(c.fsys, name)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if known != nil && known.same(f) {
		f = known
	}
	f.stale, f.round = false, c.round
	c.files[name] = f
	return f
}

func (c *cache) Open(name string) (fs.File, error) { return c.fsys.Open(name) }

func (c *cache) ReadFile(name string) ([]byte, error) {
	f := c.file(name)
	if f.err == nil && !f.readable() {
		return fs.ReadFile(c.fsys, name)
	}
	return f.data, f.err
}

func (c *cache) Lstat(name string) (fs.FileInfo, error) {
	f := c.file(name)
	return f.info, f.err
}

func (c *cache) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.fsys, name) }

func (c *cache) ReadLink(name string) (string, error) { return fs.ReadLink(c.fsys, name) }

func (c *cache) ReadDir(name string) ([]fs.DirEntry, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	d := c.dirs[name]
	if d == nil {
		d = &cachedDir{}
		d.entries, d.err = fs.ReadDir(c.fsys, name)
		c.dirs[name] = d
	}
	d.round = c.round
	return d.entries, d.err
}

// witness is the cache for one reader, and notes which files it reads.
type witness struct {
	*cache
	seen []usedFile
}

// usedFile is a file that something was made of, as it was.
type usedFile struct {
	name string
	file *cachedFile
}

func (w *witness) note(name string) {
	if f := w.file(name); !slices.Contains(w.seen, usedFile{name, f}) {
		w.seen = append(w.seen, usedFile{name, f})
	}
}

func (w *witness) ReadFile(name string) ([]byte, error) {
	w.note(name)
	return w.cache.ReadFile(name)
}

func (w *witness) Lstat(name string) (fs.FileInfo, error) {
	w.note(name)
	return w.cache.Lstat(name)
}

// unchanged reports whether all the files are as they were.
func (c *cache) unchanged(files []usedFile) bool {
	return !slices.ContainsFunc(files, func(u usedFile) bool { return c.file(u.name) != u.file })
}
