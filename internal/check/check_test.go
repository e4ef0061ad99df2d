package check_test

import (
	"strings"
	"testing"

	"beistand/internal/check"
	"beistand/internal/content"
	"beistand/internal/problem"
	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// found lists what the rules say of a site, of the severity or worse.
func found(t *testing.T, archive string, least problem.Severity) string {
	t.Helper()
	s, problems, err := content.Load(sitetest.Folder(t, archive))
	if err != nil || s == nil {
		t.Fatal(err, problems.Sorted())
	}
	var lines []string
	for _, p := range check.Site(s, sitetest.Today).Sorted() {
		if p.Severity <= least {
			lines = append(lines, p.Place.String()+": "+p.Message)
		}
	}
	return strings.Join(lines, "\n")
}

const guideSite = `
-- site.toml --
languages = ["de"]
-- content/contacts.toml --
[help]
name = "Telefon"
phone = "110"
-- content/rights/page.toml --
-- content/rights/de.md --
+++
title = "Rechte"
keywords = ["recht"]
+++
-- content/guide/page.toml --
kind = "guide"
contacts = ["help"]
-- content/guide/de.md --
+++
title = "Was gilt?"
+++
## In Gefahr? {#question}

- [Ja](/rights)
- [Nein](/guide/age)
-- content/guide/age/page.toml --
kind = "guide"
contacts = ["help"]
-- content/guide/age/de.md --
+++
title = "Alter"
+++
## Unter 18? {#question}

- [Ja](/rights)
`

func TestGuide(t *testing.T) {
	for _, test := range []struct{ name, change, want string }{
		{"as it should be", "", ""},
		{"in a circle", "-- content/guide/age/de.md --\n+++\ntitle = \"Alter\"\n+++\n## Unter 18? {#question}\n\n- [Ja](/guide)\n",
			"content/guide/page.toml: the guide goes round in a circle: /guide → /guide/age → /guide"},
		{"a dead end", "-- content/guide/age/de.md --\n+++\ntitle = \"Alter\"\n+++\n## Unter 18? {#question}\n\nFragen Sie.\n",
			"content/guide/age/de.md: the guide ends here: no answer leads on"},
		{"nobody to ask", "-- content/guide/age/page.toml --\nkind = \"guide\"\n",
			"content/guide/age/page.toml: the page of the guide names no contact"},
		{"a page that no answer leads to", "-- content/guide/lost/page.toml --\nkind = \"guide\"\ncontacts = [\"help\"]\n-- content/guide/lost/de.md --\n+++\ntitle = \"Verloren\"\n+++\n## Was? {#question}\n\n- [Rechte](/rights)\n",
			"content/guide/lost/page.toml: no answer of the guide leads to this page"},
	} {
		if got := found(t, guideSite+test.change, problem.Error); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestContacts(t *testing.T) {
	got := found(t, `
-- site.toml --
languages = ["de"]
-- content/contacts.toml --
[old]
name = "Alt"
phone = "1"
checked_on = 2025-11-22
[fresh]
name = "Neu"
phone = "2"
checked_on = 2025-11-23
[undated]
name = "Ohne Tag"
phone = "3"
hours = ["Mo-Fr 09:00-15:00"]
-- content/x/page.toml --
-- content/x/de.md --
+++
title = "X"
keywords = ["x"]
+++
`, problem.Warning)
	want := `content/contacts.toml:1:1: contact "old" was last checked on 2025-11-22, more than a year ago
content/contacts.toml:9:1: contact "undated" states hours and not when they were checked`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestRead counts by hand: sentences of 4, 2 and 6 words, of which 4 words are
// longer than six letters: 12/3 + 100*4/12.
func TestRead(t *testing.T) {
	text := &site.Text{Sections: []*site.Section{
		{Plain: "Die Behörde muss entscheiden. Warten Sie!\nSie können jederzeit zur Beratung gehen."},
		{ID: "law", Plain: "Aufenthaltsgesetz Paragraf fünfundzwanzig"}, // is for counsellors
	}}
	got := check.Read(text)
	if got.Words != 12 || got.Sentence != 4 || got.LIX < 37.3 || got.LIX > 37.4 {
		t.Errorf("got %+v, want 12 words, median 4, LIX 37.3", got)
	}
}
