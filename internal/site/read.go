package site

import (
	"errors"
	"io/fs"
	"path"

	"beistand/internal/problem"
)

// MaxFile bounds the size of a file that somebody writes, in bytes. The longest
// page of the project has a tenth of it.
const MaxFile = 256 << 10

// maxRecord bounds a file that the generator writes, with a line for each
// section of the site: enough for twenty thousand pages.
const maxRecord = 16 << 20

func maxSize(name string) int64 {
	if path.Ext(name) == ".lock" {
		return maxRecord
	}
	return MaxFile
}

// ReadFile reads a file that somebody wrote, whose place is file. found is
// false where there is none. What is there and is no plain file (opening a pipe
// would wait for ever, and a link can lead anywhere), or is too large, is a
// problem; then found is false and data is not nil.
func ReadFile(fsys fs.FS, name, file string, problems *problem.List) (data []byte, found bool, err error) {
	info, err := fs.Lstat(fsys, name)
	at := problem.Place{File: file}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case info.IsDir():
		problems.Error(at, "this is a folder, not a file").Hint("rename it")
	case !info.Mode().IsRegular():
		NotAFile(at, problems)
	case info.Size() > maxSize(name):
		problems.Error(at, "the file has %d bytes, more than %d", info.Size(), maxSize(name)).Hint("split it into several")
	default:
		data, err = fs.ReadFile(fsys, name)
		return data, err == nil, err
	}
	return []byte{}, false, nil
}

// NotAFile is the problem of a link or device where a file should be.
func NotAFile(at problem.Place, problems *problem.List) {
	problems.Error(at, "this is a link or a device, not a file").Hint("put the text itself here")
}
