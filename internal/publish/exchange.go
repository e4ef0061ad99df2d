package publish

import (
	"errors"
	"io/fs"
	"os"
)

// errNoSwap says that the system, or the file system, cannot exchange two
// folders in one step.
var errNoSwap = errors.New("folders cannot be exchanged here")

// exchange makes the folder next take the place of dir: in one step where the
// system can, see swap in the files of the systems.
func exchange(next, dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, dir)
	}
	err := swap(next, dir)
	if errors.Is(err, errNoSwap) {
		return exchangeInTwo(next, dir)
	}
	if err != nil {
		return &os.LinkError{Op: "exchange", Old: next, New: dir, Err: err}
	}
	return nil
}

// exchangeInTwo does it in two steps: for a moment between them dir does not
// exist. A mixture of old and new files exists at no time.
func exchangeInTwo(next, dir string) error {
	old := next + ".old"
	if err := os.Rename(dir, old); err != nil {
		return err
	}
	if err := os.Rename(next, dir); err != nil {
		if back := os.Rename(old, dir); back != nil {
			return back
		}
		return err
	}
	return os.RemoveAll(old)
}
