package content

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
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

// cachedFile is a file as it was read. While its content stays the same, it is
// the same cachedFile.
type cachedFile struct {
	data  []byte
	err   error
	round int
	stale bool
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
	data, err := fs.ReadFile(c.fsys, name)
	c.mu.Lock()
	defer c.mu.Unlock()
	if known != nil && known.err == nil && err == nil && bytes.Equal(known.data, data) {
		known.stale, known.round = false, c.round
		return known
	}
	f := &cachedFile{data: data, err: err, round: c.round}
	c.files[name] = f
	return f
}

func (c *cache) Open(name string) (fs.File, error) { return c.fsys.Open(name) }

func (c *cache) ReadFile(name string) ([]byte, error) {
	f := c.file(name)
	return f.data, f.err
}

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
