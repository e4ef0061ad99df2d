package compiled

import (
	"reflect"
	"testing"
	"unicode/utf8"
)

// FuzzEscape: at every place a text becomes what html/template makes of it.
func FuzzEscape(f *testing.F) {
	for _, text := range []string{
		"", "Duldung", "Was ist's?", `"a" <b> & c`, "../../ar+de/residence/#who", "https://example.org/?a=1&b=%20c%", "javascript:alert(1)",
		"https:javascript:alert(1)", "%2", "%%41", "a\x00b", "ä+ß", "متى؟ +", "tel:+49 30", "x`y=z", "+:", "\xff+",
	} {
		f.Add(text)
	}
	c := &compiler{escapers: map[string]*escaper{}}
	escapers := map[string]*escaper{}
	for chain, place := range places {
		e, err := c.escaper(chain)
		if err != nil {
			f.Fatal(err)
		}
		escapers[place] = e
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // texts are checked when they are read
		}
		for place, e := range escapers {
			if got, want := string(e.appendString(nil, text)), e.ask(reflect.ValueOf(text)); got != want {
				t.Errorf("%q at %s becomes %q, want %q", text, place, got, want)
			}
		}
	})
}

// TestKnown: what stands for signs that pages are full of is known at every
// place, so that html/template need not be asked for each.
func TestKnown(t *testing.T) {
	c := &compiler{escapers: map[string]*escaper{}}
	for chain, place := range places {
		e, err := c.escaper(chain)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := e.appendKnown(nil, "../../ar+de/residence/"); !ok {
			t.Errorf("%s: the address of a pair is not known", place)
		}
	}
}
