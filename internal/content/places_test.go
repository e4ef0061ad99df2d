package content

import (
	"fmt"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// TestPlaces finds each value that names its own path.
func TestPlaces(t *testing.T) {
	text := `# [no.table] = "x"
title = "title"
list = [ # "x"
  'list[0]', "list[1]", # list[2]
  ["list[2][0]"]]
dotted . key = """dotted.key"""
inline = { a = "inline.a", b = ["inline.b[0]"] }
"quoted key" = "quoted key"
escaped = "escaped \" = "
[menu]
title = "menu.title"
[[law]]
url = "law[0].url"
  [law.more]
  x = "law[0].more.x"
[[law]] # again
url = "law[1].url"
`
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err != nil {
		t.Fatal(err)
	}
	p := placesIn("f", []byte(text))
	for _, path := range []string{
		"title", "list[0]", "list[1]", "list[2][0]", "dotted.key", "inline.a", "inline.b[0]", "quoted key", "escaped",
		"menu.title", "law[0].url", "law[0].more.x", "law[1].url",
	} {
		spot, ok := p.spots[path]
		if !ok || !strings.HasPrefix(text[spot.value:], path) {
			t.Errorf("%s is not where it stands: %+v", path, spot)
		}
	}
	for path, want := range map[string]string{"law[1]": "f:16:1", "law[0].more": "f:14:3", "dotted": "f:6:1"} {
		if got := p.key(path).String(); got != want {
			t.Errorf("%s is at %s, want %s", path, got, want)
		}
	}
}

// FuzzPlaces: of whatever is TOML, every value has a place.
func FuzzPlaces(f *testing.F) {
	f.Add("a = 1\nb.c = [\"x\", {y = 'z'}]\n[[d]]\n[d.e]\nf = \"\"\"\n\"\"\"\n[[d]]\ng = 2026-01-01 10:00:00 # h")
	f.Fuzz(func(t *testing.T, text string) {
		var tree map[string]any
		if _, err := toml.Decode(text, &tree); err != nil {
			return
		}
		p := placesIn("f", []byte(text))
		var walk func(path string, value any)
		walk = func(path string, value any) {
			switch value := value.(type) {
			case map[string]any:
				for name, v := range value {
					if strings.ContainsAny(name, `"'\\`) {
						continue // a name is looked up as it is written
					}
					walk(join(path, name), v)
				}
			case []map[string]any:
				for i, v := range value {
					walk(item(path, i), v)
				}
			case []any:
				for i, v := range value {
					walk(item(path, i), v)
				}
			default:
				if _, ok := p.spots[path]; !ok {
					t.Errorf("%q has no place in %q: %s", path, text, fmt.Sprint(p.spots))
				}
			}
		}
		walk("", tree)
	})
}
