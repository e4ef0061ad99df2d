package content

import (
	"unicode"
	"unicode/utf8"

	"beistand/internal/problem"
)

// maxFile bounds the size of a file of content, in bytes. The longest page of
// a real site has some ten thousand.
const maxFile = 1 << 20

// checkCharacters reports whether a file is text that a person can see: UTF-8
// without control characters and without the ones that turn the direction of
// what follows (Unicode Technical Report 36, section 3.3), which can make a
// text read otherwise than it is.
func (l *loader) checkCharacters(file string, data []byte) bool {
	if len(data) > maxFile {
		l.problems.Error(problem.Place{File: file}, "the file has %d bytes, more than %d", len(data), maxFile).
			Hint("split it into several pages")
		return false
	}
	ok := true
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			l.problems.Error(problem.At(file, data, i), "this is not UTF-8 text").
				Hint("save the file in the encoding UTF-8")
			return false
		case unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t':
			l.problems.Error(problem.At(file, data, i), "control character U+%04X", r).Hint("delete it")
			ok = false
		case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			l.problems.Error(problem.At(file, data, i), "invisible character U+%04X turns the direction of the text", r).
				Hint("delete it; the direction follows from the language")
			ok = false
		}
		i += size
	}
	return ok
}
