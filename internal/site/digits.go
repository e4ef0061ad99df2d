package site

import (
	"strings"
	"unicode"
)

// Digits writes the digits of any script as 0 to 9 and leaves the rest of the
// text as it is: "٠٨٠٠" becomes "0800".
func Digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII || !unicode.Is(unicode.Nd, r) {
			return r
		}
		// Unicode keeps the ten digits of a script together, the zero first.
		for _, run := range unicode.Nd.R16 {
			if low := rune(run.Lo); low <= r && r <= rune(run.Hi) {
				return '0' + (r-low)%10
			}
		}
		for _, run := range unicode.Nd.R32 {
			if low := rune(run.Lo); low <= r && r <= rune(run.Hi) {
				return '0' + (r-low)%10
			}
		}
		return r
	}, text)
}
