package site

import (
	"strings"
	"testing"
)

var someStatutes = []*Statute{
	{Abbreviation: "AufenthG", Also: []string{"AufenthaltsG"}}, {Abbreviation: "StGB"}, {Abbreviation: "StPO"},
	{Abbreviation: "SGB X"}, {Abbreviation: "SGB XIV"}, {Abbreviation: "FreizügG/EU"}, {Abbreviation: "GRCh"},
	{Abbreviation: "GG"}, {Abbreviation: "VO (EU) 2024/1348"}, {Abbreviation: "RL 2011/36/EU"},
}

// Each case is a running text and the citations in it, each in the set form
// and, after the colon, as it stands in the text.
var citationCases = []struct{ text, want string }{
	{"nach § 25 Abs. 4a Satz 1 AufenthG.", "§ 25 Abs. 4a Satz 1 AufenthG: § 25 Abs. 4a Satz 1 AufenthG"},
	{"(§ 25 Absatz 4a S. 2 Nummer 1 AufenthaltsG)", "§ 25 Abs. 4a Satz 2 Nr. 1 AufenthG: § 25 Absatz 4a S. 2 Nummer 1 AufenthaltsG"},
	{"§§ 232 bis 233a StGB", "§§ 232 bis 233a StGB: §§ 232 bis 233a StGB"},
	{"§§ 232–233a StGB", "§§ 232 bis 233a StGB: §§ 232–233a StGB"},
	{"§§ 395, 397a StPO", "§ 395 StPO: §§ 395 | § 397a StPO: 397a StPO"},
	{"§ 5 und § 6 StGB", "§ 5 StGB: § 5 | § 6 StGB: § 6 StGB"},
	{"Art. 6 GRCh und Art. 25 Abs. 1 VO (EU) 2024/1348", "Art. 6 GRCh: Art. 6 GRCh | Art. 25 Abs. 1 VO (EU) 2024/1348: Art. 25 Abs. 1 VO (EU) 2024/1348"},
	{"§ 59 Abs. 7 Satz 3 Nr. 1, 2 AufenthG", "§ 59 Abs. 7 Satz 3 Nr. 1, 2 AufenthG: § 59 Abs. 7 Satz 3 Nr. 1, 2 AufenthG"},
	{"§ 25 Abs. 1 und Abs. 4a AufenthG", "§ 25 Abs. 1 AufenthG: § 25 Abs. 1 | § 25 Abs. 4a AufenthG: Abs. 4a AufenthG"},
	{"§ 25 Abs. 4a Satz 1 und 2 AufenthG", "§ 25 Abs. 4a Satz 1, 2 AufenthG: § 25 Abs. 4a Satz 1 und 2 AufenthG"},
	{"§ 397a Abs. 1 Nr. 1 bis 3 StPO", "§ 397a Abs. 1 Nr. 1 bis 3 StPO: § 397a Abs. 1 Nr. 1 bis 3 StPO"},
	{"§§ 27, 29 Abs. 1, 2, 30, 32 AufenthG", "§ 27 AufenthG: §§ 27 | § 29 Abs. 1, 2 AufenthG: 29 Abs. 1, 2 | § 30 AufenthG: 30 | § 32 AufenthG: 32 AufenthG"},
	{"§ 44 Abs. 1 Satz 1 Nr. 1 Buchst. c oder d AufenthG", "§ 44 Abs. 1 Satz 1 Nr. 1 Buchst. c, d AufenthG: § 44 Abs. 1 Satz 1 Nr. 1 Buchst. c oder d AufenthG"},
	{"§§ 25 ff. StGB", "§§ 25 ff. StGB: §§ 25 ff. StGB"},
	{"§ 13 SGB XIV, § 44 SGB X", "§ 13 SGB XIV: § 13 SGB XIV | § 44 SGB X: § 44 SGB X"},
	{"§ 2 Abs. 3 FreizügG/EU", "§ 2 Abs. 3 FreizügG/EU: § 2 Abs. 3 FreizügG/EU"},
	{"Art. 8 RL 2011/36/EU", "Art. 8 RL 2011/36/EU: Art. 8 RL 2011/36/EU"},
	{"المادة § 25\u00a0Abs.\n4a AufenthG هنا", "§ 25 Abs. 4a AufenthG: § 25\u00a0Abs.\n4a AufenthG"},
	{"§ 7 XyzG", `§ 7 without "XyzG"`},
	{"§ 7 Abs. 2 gilt", `§ 7 Abs. 2 without ""`},
	{"eine Art. 3 Wege, § und mehr, Art 5", ""},
	{"§ 25abc AufenthG", ""},
}

func TestFindCitations(t *testing.T) {
	abbreviations := NewAbbreviations(someStatutes)
	for _, test := range citationCases {
		var got []string
		for _, f := range FindCitations(test.text, abbreviations) {
			if f.Unknown != nil {
				got = append(got, strings.TrimSpace(f.String())+` without "`+*f.Unknown+`"`)
				continue
			}
			got = append(got, f.String()+": "+test.text[f.Start:f.End])
		}
		if s := strings.Join(got, " | "); s != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.text, s, test.want)
		}
	}
}

// FuzzCitation: what is found lies in the text in order, and its set form
// reads back as the same citation.
func FuzzCitation(f *testing.F) {
	for _, test := range citationCases {
		f.Add(test.text)
	}
	abbreviations := NewAbbreviations(someStatutes)
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, found := range FindCitations(text, abbreviations) {
			if found.Start < end || found.End < found.Start || found.End > len(text) {
				t.Fatalf("%q: found %d to %d after %d", text, found.Start, found.End, end)
			}
			end = found.End
			if found.Unknown != nil {
				continue
			}
			again, ok := ParseCitation(found.String(), abbreviations)
			if !ok || again.String() != found.String() {
				t.Errorf("%q: %q reads back as %q", text, found.String(), again.String())
			}
		}
	})
}
