package site

import (
	"testing"
	"unicode"
)

func TestDigits(t *testing.T) {
	for text, want := range map[string]string{
		"0800 111":          "0800 111",
		"٠٨٠٠":              "0800", // Arabic
		"۰۸۰۰":              "0800", // Persian
		"०१२३४५६७८९":        "0123456789",
		"𝟘𝟙, § 25 Abs. 4a²": "01, § 25 Abs. 4a²",
	} {
		if got := Digits(text); got != want {
			t.Errorf("Digits(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestDigitRuns: what Digits builds on is true of the Unicode tables that Go
// has.
func TestDigitRuns(t *testing.T) {
	for _, run := range unicode.Nd.R16 {
		if run.Stride != 1 || (run.Hi-run.Lo+1)%10 != 0 {
			t.Errorf("%U to %U are not tens of digits", run.Lo, run.Hi)
		}
	}
	for _, run := range unicode.Nd.R32 {
		if run.Stride != 1 || (run.Hi-run.Lo+1)%10 != 0 {
			t.Errorf("%U to %U are not tens of digits", run.Lo, run.Hi)
		}
	}
}
