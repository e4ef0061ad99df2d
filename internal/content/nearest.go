package content

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest returns the candidate that differs least from the word, by letters
// put in, left out, changed or exchanged with their neighbour; "" when none is
// near enough to be meant. Of several equally near ones it returns the first.
func nearest(word string, candidates []string) string {
	best, bestDistance := "", tolerance(word)+1
	for _, c := range candidates {
		if d := distance(word, c); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// nearestPage returns the page that is likely meant by a wrong id: the one
// whose names, folder by folder, are all near enough, or else one with the
// same name in another folder; "" when there is none.
func nearestPage(id string, pages []string) string {
	names := strings.Split(strings.Trim(id, "/"), "/")
	best, bestDistance := "", -1
	for _, page := range pages {
		if d := pageDistance(names, strings.Split(page[1:], "/")); d >= 0 && (best == "" || d < bestDistance) {
			best, bestDistance = page, d
		}
	}
	if best != "" {
		return best
	}
	for _, page := range pages {
		if strings.HasSuffix(page, "/"+names[len(names)-1]) {
			return page
		}
	}
	return ""
}

// pageDistance is how much the names of two pages differ, -1 when too much.
func pageDistance(wrong, right []string) int {
	if len(wrong) != len(right) {
		return -1
	}
	sum := 0
	for i, name := range wrong {
		d := distance(name, right[i])
		if d > tolerance(name) || right[i] == "" {
			return -1
		}
		sum += d
	}
	return sum
}

// tolerance is how much of a word can be wrong while it is still known.
func tolerance(word string) int { return max(1, len([]rune(word))/3) }

func distance(a, b string) int {
	d := levenshtein.ComputeDistance(a, b)
	if d == 2 && areSwapped([]rune(a), []rune(b)) {
		return 1
	}
	return d
}

// areSwapped reports whether two words differ in nothing but two neighbouring
// letters that changed places.
func areSwapped(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && string(a[i+2:]) == string(b[i+2:])
		}
	}
	return false
}
