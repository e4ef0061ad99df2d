package publish

import (
	"os"
	"path/filepath"

	"beistand/internal/site"
)

// Put writes files into a folder beside what it holds, each whole or not at
// all.
func Put(dir string, files site.Files) error {
	for _, name := range files.Paths() {
		target := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := putFile(target, files[name]); err != nil {
			return err
		}
	}
	return nil
}

func putFile(target string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(target), temporary(filepath.Base(target)))
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // when it was not renamed
	if _, err := f.Write(content); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

// Claim makes a folder one that Write may replace. A folder that holds
// somebody's own files is left alone: the error is a ForeignError.
func Claim(dir string) error {
	if err := checkReplaceable(dir); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, marker)); err == nil {
		return nil
	}
	return Put(dir, site.Files{marker: []byte(markerText)})
}
