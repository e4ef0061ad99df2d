package search

import (
	"strings"
	"testing"

	"beistand/internal/site"
)

func TestCitationTerms(t *testing.T) {
	abbreviations := site.NewAbbreviations([]*site.Statute{{Abbreviation: "AufenthG"}, {Abbreviation: "StGB"}, {Abbreviation: "SGB XIV"}})
	for _, test := range []struct{ text, want string }{
		{"§ 25 Abs. 4a Satz 1 AufenthG", "@aufenthg §25 §25.4a §25.4a.1 §25.4a.1@aufenthg §25.4a@aufenthg §25@aufenthg"},
		{"§ 59 Abs. 7 Satz 3 Nr. 1, 2 AufenthG", "@aufenthg §59 §59.7 §59.7.3 §59.7.3.1 §59.7.3.1@aufenthg §59.7.3.2 §59.7.3.2@aufenthg §59.7.3@aufenthg §59.7@aufenthg §59@aufenthg"},
		{"§§ 232 bis 233a StGB", "@stgb §232 §232@stgb §232a §232a@stgb §233 §233@stgb §233a §233a@stgb"},
		{"§ 7 SGB XIV", "@sgbxiv §7 §7@sgbxiv"},
	} {
		c, ok := site.ParseCitation(test.text, abbreviations)
		if !ok {
			t.Fatalf("%q is no citation", test.text)
		}
		cited := []string{"231", "232", "232a", "233", "233a", "234"}
		if got := strings.Join(citationTerms(c, cited), " "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}
