package content

import (
	"fmt"
	"regexp"
	"unicode"
	"unicode/utf8"

	"beistand/internal/problem"
)

// checkCharacters reports whether a file is text that a person can see: UTF-8
// without what forbidden names.
func (l *loader) checkCharacters(file string, data []byte) bool {
	ok, marks := true, 0
	for i := 0; i < len(data) && !l.problems.Full(file); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			l.problems.Error(problem.At(file, data, i), "this is not UTF-8 text").
				Hint("save the file in the encoding UTF-8")
			return false
		}
		what, hint := forbidden(r, &marks)
		if what != "" {
			l.problems.Error(problem.At(file, data, i), "%s", what).Hint("%s", hint)
			ok = false
		}
		i += size
	}
	return ok
}

// entity is a character written by its name or number, as CommonMark has it.
var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)

// checkEntities is checkCharacters for those that Markdown writes by name or
// number.
func (l *loader) checkEntities(file string, text []byte) bool {
	ok := true
	for _, m := range entity.FindAllIndex(text, -1) {
		for _, r := range string(unescape(text[m[0]:m[1]])) {
			marks := 0
			if what, hint := forbidden(r, &marks); what != "" {
				l.problems.Error(problem.At(file, text, m[0]), "%s", what).Hint("%s", hint)
				ok = false
			}
		}
		if l.problems.Full(file) {
			break
		}
	}
	return ok
}

// forbidden says what is wrong with a character of a text, and what to do;
// nothing is when what is empty. Control characters mean something to
// terminals; those that turn the direction of what follows (Unicode Technical
// Report 36, section 3.3) make a text read otherwise than it is; those that
// nobody can see make two words look alike that are not the same. Joiners and
// marks of direction, which some languages need, and soft hyphens are fine.
// marks counts the accents since the last letter.
func forbidden(r rune, marks *int) (what, hint string) {
	if !unicode.Is(unicode.M, r) {
		*marks = 0
	} else if *marks++; *marks == maxMarks+1 {
		return fmt.Sprintf("a letter has more than %d accents", maxMarks), "delete them: they cover what stands around"
	}
	switch {
	case unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t':
		return fmt.Sprintf("control character U+%04X", r), "delete it"
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return fmt.Sprintf("invisible character U+%04X turns the direction of the text", r),
			"delete it; the direction follows from the language"
	case unicode.In(r, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point) || r == blankBraille || isFormat(r):
		return fmt.Sprintf("invisible character U+%04X", r), "delete it"
	case unicode.In(r, unicode.Co, unicode.Noncharacter_Code_Point):
		return fmt.Sprintf("U+%04X is no character that fonts share", r), "write a letter, or say it in words"
	}
	return "", ""
}

const blankBraille = 0x2800

// isFormat reports whether a character only says how others are shown, beside
// those that texts need: soft hyphen, joiners, marks of direction, and signs
// that Arabic writes around numbers.
func isFormat(r rune) bool {
	switch r {
	case 0x00AD, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C:
		return false
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
