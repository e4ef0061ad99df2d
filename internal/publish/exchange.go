package publish

import "os"

// exchangeInTwo makes the folder next take the place of dir where the system
// cannot exchange two folders: for a moment between the two steps dir does not
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
