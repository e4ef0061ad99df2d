package search

import (
	"slices"
	"strings"

	"beistand/internal/site"
)

// A citation is searched as terms that say it from the coarse to the fine:
// § 25 Abs. 4a Satz 1 AufenthG is "§25", "§25.4a" and "§25.4a.1", each also
// with its law, "§25@aufenthg"; and the law alone is "@aufenthg". A counsellor's "25 4a" becomes "§25.4a" in the
// browser. Units other than Absatz, Satz and Nummer are too fine to be typed.

// citationTerms lists the terms of a citation. Of a range of sections it takes
// those that the site cites somewhere.
func citationTerms(c site.Citation, cited []string) []string {
	sections := []string{c.Section}
	if c.To != "" && !strings.HasPrefix(c.To, "f") {
		for _, s := range cited {
			if site.CompareNumbers(s, c.Section) > 0 && site.CompareNumbers(s, c.To) <= 0 {
				sections = append(sections, s)
			}
		}
		if !slices.Contains(sections, c.To) {
			sections = append(sections, c.To)
		}
	}
	terms := []string{"@" + lawKey(c.Law)}
	for _, section := range sections {
		for _, path := range partPaths(c.Parts) {
			terms = append(terms, "§"+section+path, "§"+section+path+"@"+lawKey(c.Law))
		}
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// partPaths lists the paths of a citation's parts, the empty one first: ""
// ".4a" ".4a.1".
func partPaths(parts []site.Part) []string {
	paths := []string{""}
	level := []string{""}
	for _, p := range parts {
		if p.Unit != "Abs." && p.Unit != "Satz" && p.Unit != "Nr." {
			break
		}
		var next []string
		for _, prefix := range level {
			for _, value := range strings.Split(strings.ReplaceAll(p.Value, " bis ", ", "), ", ") {
				next = append(next, prefix+"."+value)
			}
		}
		level = next
		paths = append(paths, level...)
	}
	return paths
}

// lawKey is the abbreviation of a law as it is searched: "sgb xiv" is "sgbxiv".
func lawKey(abbreviation string) string {
	return strings.ReplaceAll(site.Slug(abbreviation), "-", "")
}
