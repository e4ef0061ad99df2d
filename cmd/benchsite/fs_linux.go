package main

import "golang.org/x/sys/unix"

// fileSystem names what the folder lies on.
func fileSystem(dir string) string {
	var st unix.Statfs_t
	if unix.Statfs(dir, &st) == nil && st.Type == unix.TMPFS_MAGIC {
		return "files in memory (tmpfs)"
	}
	return "files on a disk"
}
