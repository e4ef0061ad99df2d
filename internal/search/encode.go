package search

import (
	"fmt"
	"strings"
)

// Numbers are written as text that stands in a JavaScript string as it is and
// that gzip packs as well as bytes: digits to the base 45, the lower first.
// A digit that another follows is raised by 45. The 90 digits are the
// characters from # to |, with } in the place of the backslash.
const (
	base      = 45
	firstChar = '#'
)

func digit(d int) byte {
	c := byte(firstChar + d)
	if c == '\\' {
		return '}'
	}
	return c
}

func digitValue(c byte) int {
	if c == '}' {
		c = '\\'
	}
	return int(c) - firstChar
}

// appendNumber writes a number that is not negative.
func appendNumber(b *strings.Builder, n int) {
	for n >= base {
		b.WriteByte(digit(n%base + base))
		n /= base
	}
	b.WriteByte(digit(n))
}

// readNumbers is the inverse of appendNumber for a row of numbers. It is for
// tests and tools; the browser has its own.
func readNumbers(text string) ([]int, error) {
	var list []int
	n, weight := 0, 1
	for i := range len(text) {
		v := digitValue(text[i])
		switch {
		case v < 0 || v >= 2*base || text[i] == '\\':
			return nil, fmt.Errorf("%q is not a digit", text[i])
		case v >= base:
			if weight > 1<<40 {
				return nil, fmt.Errorf("a number is too large")
			}
			n += (v - base) * weight
			weight *= base
		default:
			list = append(list, n+v*weight)
			n, weight = 0, 1
		}
	}
	if weight > 1 {
		return nil, fmt.Errorf("the last number is cut off")
	}
	return list, nil
}
