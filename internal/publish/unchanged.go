package publish

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"beistand/internal/site"
)

// unchanged says of each name whether the folder holds the file as it is to be.
func unchanged(dir string, files site.Files, names []string) []bool {
	same := make([]bool, len(names))
	if _, err := os.Stat(dir); err != nil {
		return same
	}
	_ = onAllCores(len(names), func(i int, buffer *[]byte) error {
		same[i] = holds(filepath.Join(dir, filepath.FromSlash(names[i])), files[names[i]], buffer)
		return nil
	})
	return same
}

// holds reports whether a file is an ordinary one with the content.
func holds(file string, content []byte, buffer *[]byte) bool {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(content)) {
		return false
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	if cap(*buffer) < len(content) {
		*buffer = make([]byte, len(content))
	}
	read := (*buffer)[:len(content)]
	_, err = io.ReadFull(f, read)
	return err == nil && bytes.Equal(read, content)
}

// holdsNothingElse reports whether a folder that holds the files holds nothing
// beside them and what Write adds: no other file and no empty folder.
func holdsNothingElse(dir string, files site.Files) bool {
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

// onAllCores calls work for each number below n, in parallel; each caller has a
// buffer of its own to use again.
func onAllCores(n int, work func(i int, buffer *[]byte) error) error {
	var next atomic.Int64
	var group errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			var buffer []byte
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := work(i, &buffer); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}
