package sitetest

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"beistand/internal/build"
)

// LargeLanguages are the languages of a large site.
var LargeLanguages = []string{"de", "en", "fr", "es", "ru", "tr", "pl", "hu", "vi", "ro"}

// Large is a site of that many pages in each of LargeLanguages, for
// measurements: pages as the project has them, of words that mean nothing. The
// same number gives the same site.
func Large(t testing.TB, pages int) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	put("site.toml", "languages = [\""+strings.Join(LargeLanguages, "\", \"")+"\"]\nbase_url = \"https://example.org/\"\nexit_url = \"https://example.org/weather\"\n")
	put("content/laws.toml", "[[law]]\nabbreviation = \"AufenthG\"\ntitle = \"Aufenthaltsgesetz\"\nurl = \"https://example.org/law/\"\nsection_url = \"https://example.org/law/{n}\"\n")
	put("content/contacts.toml", "[help]\nname = \"Telefon (ausgedacht)\"\nphone = \"0800 000 000\"\nfree = true\n")
	words, err := fs.ReadFile(build.WithBuiltIns(files), "i18n/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range LargeLanguages {
		put("i18n/"+l+".toml", string(words))
	}
	for n := range pages {
		section := fmt.Sprintf("content/section-%d", n/LargeSection)
		if n%LargeSection == 0 {
			put(section+"/page.toml", fmt.Sprintf("order = %d\n", n/LargeSection))
			for _, l := range LargeLanguages {
				put(section+"/"+l+".md", fmt.Sprintf("+++\ntitle = \"Section %d\"\nsummary = \"What it is about\"\n+++\n", n/LargeSection))
			}
		}
		folder := fmt.Sprintf("%s/page-%d", section, n)
		put(folder+"/page.toml", fmt.Sprintf("order = %d\nlaw_as_of = 2026-04-29\nreview_by = 2026-12-29\ncontacts = [\"help\"]\n", n))
		for i, l := range LargeLanguages {
			put(folder+"/"+l+".md", largeText(n, i))
		}
	}
	return files
}

// LargeSection is how many pages a section of a large site has.
const LargeSection = 50

// largeText has the same headings, citations and links in every language.
func largeText(page, language int) string {
	shape := rand.New(rand.NewPCG(1, uint64(page)))
	r := rand.New(rand.NewPCG(uint64(language+2), uint64(page)))
	words := func(n int) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteByte(' ')
			}
			word := syllables[r.IntN(len(syllables))] + syllables[int(r.ExpFloat64()*20)%len(syllables)]
			if r.IntN(3) == 0 {
				word += syllables[r.IntN(len(syllables))]
			}
			b.WriteString(word)
		}
		return b.String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = \"%s %d\"\nsummary = \"%s.\"\nkeywords = [\"%s\", \"%s\"]\n+++\n", words(3), page, words(10), words(2), words(1))
	for _, id := range []string{"in-short", "who", "what", "steps", "deadlines", "risks", "help", "law"} {
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n", words(3), id)
		for range 2 + shape.IntN(4) {
			fmt.Fprintf(&b, "%s, %s. ", words(6), words(4))
		}
		fmt.Fprintf(&b, "(§ %d Abs. %d AufenthG)\n", 1+shape.IntN(100), 1+shape.IntN(7))
		switch id {
		case "what":
			fmt.Fprintf(&b, "\n| %s | %s |\n|---|---|\n| %s | %s |\n| %s | %s |\n", words(1), words(1), words(4), words(4), words(4), words(4))
		case "steps":
			fmt.Fprintf(&b, "\n1. %s\n2. [%s](/section-%d#)\n3. %s, **%s**\n", words(8), words(2), page/LargeSection, words(3), words(2))
		}
	}
	return strings.ReplaceAll(b.String(), "#)", ")")
}

var syllables = strings.Fields(`auf ent halt be ra tung recht lich keit ung an trag stel le ver fah ren
	hil fe kos ten los frist ab lauf ge richt schutz bring poli zei wohn geld job cen ter kind amt
	arbeit lohn zahl chef aus beut vor mund ladung ein reise dul dung asyl bun des land sozial`)
