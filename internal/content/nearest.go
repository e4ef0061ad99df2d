package content

import "github.com/agnivade/levenshtein"

// nearest returns the candidate that differs least from the word, by letters
// put in, left out or changed; "" when none is near enough to be meant. Of
// several equally near ones it returns the first.
func nearest(word string, candidates []string) string {
	best, bestDistance := "", 1+max(1, len([]rune(word))/3)
	for _, c := range candidates {
		if d := levenshtein.ComputeDistance(word, c); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}
