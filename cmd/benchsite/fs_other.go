//go:build !linux

package main

// fileSystem is not known here.
func fileSystem(string) string { return "files on a disk" }
