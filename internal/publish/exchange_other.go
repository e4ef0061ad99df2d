//go:build !linux && !darwin

package publish

import (
	"errors"
	"io/fs"
	"os"
)

// exchange makes the folder next take the place of dir.
func exchange(next, dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, dir)
	}
	return exchangeInTwo(next, dir)
}
