package search

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"beistand/internal/content"
)

// TestWorkedExample: the files in the worked example of docs/architecture.md
// are what the program writes.
func TestWorkedExample(t *testing.T) {
	words, err := os.ReadFile("../../i18n/de.toml")
	if err != nil {
		t.Fatal(err)
	}
	s, problems, err := content.Load(fstest.MapFS{
		"site.toml":                    {Data: []byte(`languages = ["de"]`)},
		"i18n/de.toml":                 {Data: words},
		"content/toleration/page.toml": {},
		"content/toleration/de.md":     {Data: []byte("+++\ntitle = \"Duldung\"\n+++\n## Wie lange? {#how-long}\n\nEine Duldung gilt kurz.\n")},
		"content/page.toml":            {},
		"content/de.md":                {Data: []byte("+++\ntitle = \"Start\"\n+++\n")},
	})
	if err != nil || s == nil {
		t.Fatal(err, problems.Sorted())
	}
	files, err := Files(s)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("../../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files.Paths() {
		if text := strings.TrimSpace(string(files[name])); !strings.Contains(string(doc), text) {
			t.Errorf("docs/architecture.md does not show %s:\n%s", name, text)
		}
	}
}
