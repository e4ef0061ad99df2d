package content

import (
	"testing"
	"unicode"
)

// TestUsualCharacters: no character that is taken for usual is a forbidden one.
func TestUsualCharacters(t *testing.T) {
	usual := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !isUsual(r) {
			continue
		}
		usual++
		marks := 0
		if what, _ := forbidden(r, &marks); what != "" || marks != 0 {
			t.Errorf("U+%04X is taken for usual: %s", r, what)
		}
	}
	if usual < 1000 {
		t.Errorf("only %d characters are usual", usual)
	}
}
