package site

import (
	"slices"
	"strings"

	"beistand/internal/problem"
)

// Statute is a law that texts cite.
type Statute struct {
	Abbreviation string   // as texts cite it: "AufenthG"
	Also         []string // other abbreviations of the same law
	Title        string   // its German title
	URL          string   // the whole official text
	SectionURL   string   // one section of it, "{n}" for its number; empty when there is no such page
	Symbol       string   // "§" or "Art."
	Place        problem.Place
}

// ID is the id of the statute's page.
func (s *Statute) ID() ID { return LawsID.Child(s.Slug()) }

var slugLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// Slug is the abbreviation as a part of a path: "FreizügG/EU" is "freizuegg-eu".
func (s *Statute) Slug() string { return Slug(s.Abbreviation) }

// Slug makes of a text a part of a path: small ASCII letters, digits and
// single hyphens between. Slug(Slug(s)) == Slug(s).
func Slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range slugLetters.Replace(strings.ToLower(text)) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	return b.String()
}

// Link is the address of the official text of what the citation names.
func (s *Statute) Link(c Citation) string {
	if s.SectionURL == "" {
		return s.URL
	}
	return strings.ReplaceAll(s.SectionURL, "{n}", c.Section)
}

// Mention is a place in a text where a statute is cited.
type Mention struct {
	Text     *Text
	Section  *Section
	Citation Citation
}

// MentionsIn lists, by the abbreviation of the statute, where the site's texts
// cite it, in the order of the statute's sections, then of the site's pages.
// Every page counts with its text in the language, or the next best one.
func (s *Site) MentionsIn(l *Lang) map[string][]Mention {
	byLaw := map[string][]Mention{}
	for _, p := range s.Pages {
		t := p.Best(l)
		for _, sec := range t.Sections {
			for _, c := range sec.Citations {
				byLaw[c.Law] = append(byLaw[c.Law], Mention{t, sec, c})
			}
		}
	}
	for law, list := range byLaw {
		// To compare numbers is to read them: each is read once.
		var numbers []string
		rank := map[string]int{}
		for _, m := range list {
			if _, known := rank[m.Citation.Section]; !known {
				rank[m.Citation.Section] = 0
				numbers = append(numbers, m.Citation.Section)
			}
		}
		slices.SortFunc(numbers, CompareNumbers)
		for i, n := range numbers[1:] {
			rank[n] = rank[numbers[i]] + min(1, CompareNumbers(n, numbers[i]))
		}
		sorted := make([][]Mention, len(numbers))
		for _, m := range list {
			at := rank[m.Citation.Section]
			sorted[at] = append(sorted[at], m)
		}
		byLaw[law] = slices.Concat(sorted...)
	}
	return byLaw
}
