package content

import (
	"testing"
	"testing/fstest"
)

// TestForeignWords: words in brackets that stand in the source text are marked,
// in Arabic with their direction too, and wherever the translation uses them
// again; other words in brackets are not.
func TestForeignWords(t *testing.T) {
	s, problems, err := Load(fstest.MapFS{
		"site.toml":         {Data: []byte("languages = [\"de\", \"en\", \"ar\"]\nminify = false\n")},
		"i18n/de.toml":      {Data: []byte("")},
		"i18n/en.toml":      {Data: []byte("")},
		"i18n/ar.toml":      {Data: []byte("")},
		"content/page.toml": {Data: []byte("")},
		"content/de.md":     {Data: []byte("+++\ntitle = \"Papiere\"\n+++\nEine Duldung. Fragen Sie die Beratungsstellen (Vertrauen).\n")},
		"content/en.md":     {Data: []byte("+++\ntitle = \"Papers\"\n+++\nA toleration **(Duldung)**, not Duldungen: a Duldung (paper). Ask a centre (Beratungsstelle).\n")},
		"content/ar.md":     {Data: []byte("+++\ntitle = \"وثائق\"\n+++\nوقف الترحيل (Duldung) (ورقة).\n")},
	})
	if err != nil || s == nil {
		t.Fatal(err, problems.Sorted())
	}
	for lang, want := range map[string]string{
		"de": "<p>Eine Duldung. Fragen Sie die Beratungsstellen (Vertrauen).</p>\n",
		"en": `<p>A toleration <strong>(<span lang="de">Duldung</span>)</strong>, not Duldungen: a <span lang="de">Duldung</span> (paper). Ask a centre (<span lang="de">Beratungsstelle</span>).</p>` + "\n",
		"ar": `<p>وقف الترحيل (<span lang="de" dir="ltr">Duldung</span>) (ورقة).</p>` + "\n",
	} {
		if got := string(s.Home.Text(s.Lang(lang)).Sections[0].Body); got != want {
			t.Errorf("%s: got  %s want %s", lang, got, want)
		}
	}
}
