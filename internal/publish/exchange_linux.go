package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

func swap(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) { // NFS, say
		return errNoSwap
	}
	return err
}
