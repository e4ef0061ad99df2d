package site

import (
	"io/fs"
	"strings"
	"testing"
)

// FuzzID: an id is a path that stays in its folder, and its parts are names.
func FuzzID(f *testing.F) {
	f.Add("/residence/asylum")
	f.Add("/../x")
	f.Add("/con")
	f.Fuzz(func(t *testing.T, text string) {
		id, ok := ParseID(text)
		if !ok {
			return
		}
		lang := &Lang{Code: "de"}
		if file := lang.Path(id).File(); !fs.ValidPath(file) || !strings.HasPrefix(file, "de/") {
			t.Errorf("%q is the file %q", text, file)
		}
		if again, ok := ParseID(string(id)); !ok || again != id {
			t.Errorf("%q is read as %q", id, again)
		}
	})
}

// FuzzHours: opening hours that are read are read the same again, and are days
// of one week in order.
func FuzzHours(f *testing.F) {
	f.Add("Mo-Fr 09:00-15:00")
	f.Add("Mo,We,Sa-Su 09:00-14:00")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := ParseHours(text)
		if err != nil {
			return
		}
		if len(h.Days) == 0 || h.From == "" || h.To == "" {
			t.Errorf("%q is read as %+v", text, h)
		}
		for _, d := range h.Days {
			if d < 0 || d > 6 {
				t.Errorf("%q has the day %d", text, d)
			}
		}
	})
}

// FuzzPlace: markup without links of ours and without ids stays as it is; in
// other markup no such link is left, ids and what refers to them get the
// prefix, and nothing else changes.
func FuzzPlace(f *testing.F) {
	f.Add("a &quot;site:/job&quot; b", "/job", "wages")
	f.Add(`title="site:/job"`, "/", "")
	f.Add(`<b id="a"></b><a href="#a" aria-labelledby="a">`, "/", "")
	f.Fuzz(func(t *testing.T, text, id, anchor string) {
		lang := &Lang{Code: "de"}
		if strings.Contains(text, ` href="`+linkScheme) {
			return
		}
		place := func(markup, prefix string) string { return string(HTML(markup).Place(nil, "de/x/", lang.Path, prefix)) }
		if got := place(text, ""); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
		want := strings.NewReplacer(` id="`, ` id="p-`, ` href="#`, ` href="#p-`, ` aria-labelledby="`, ` aria-labelledby="p-`).Replace(text)
		if got := place(text, "p-"); got != want {
			t.Errorf("%q with a prefix becomes %q, want %q", text, got, want)
		}
		page, ok := ParseID(id)
		if !ok || strings.ContainsAny(anchor, `"`) {
			return
		}
		markup := text + `<a href="` + LinkTo(page, anchor) + `">` + text
		got := place(markup, "")
		if !strings.HasPrefix(got, text+`<a href="`) || !strings.HasSuffix(got, `">`+text) || strings.Contains(got, ` href="`+linkScheme) {
			t.Errorf("%q becomes %q", markup, got)
		}
	})
}
