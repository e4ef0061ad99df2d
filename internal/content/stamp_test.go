package content

import (
	"bytes"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestStamp(t *testing.T) {
	const new = "0123456789ab"
	for _, test := range []struct{ name, file, want string }{
		{"none", "+++\ntitle = \"x\"\n+++\nText\n", "+++\ntitle = \"x\"\ntranslation_of = \"0123456789ab\"\n+++\nText\n"},
		{"another", "+++\ntranslation_of  =  \"a\" # old\ntitle = \"x\"\n+++\n", "+++\ntranslation_of  =  \"0123456789ab\" # old\ntitle = \"x\"\n+++\n"},
		{"empty", "+++\ntranslation_of = ''\n+++", "+++\ntranslation_of = \"0123456789ab\"\n+++"},
		{"empty header", "+++\n+++\n", "+++\ntranslation_of = \"0123456789ab\"\n+++\n"},
		{"in a comment", "+++\n# translation_of = \"a\"\n+++\n", "+++\n# translation_of = \"a\"\ntranslation_of = \"0123456789ab\"\n+++\n"},
		{"Windows", "\xEF\xBB\xBF+++\r\ntitle = \"x\"\r\n+++\r\n", "\xEF\xBB\xBF+++\r\ntitle = \"x\"\r\ntranslation_of = \"0123456789ab\"\r\n+++\r\n"},
		{"no header", "Text\n", "Text\n"},
	} {
		if got := string(Stamp([]byte(test.file), new)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzStamp: a stamped text has the fingerprint, the same body, and all else
// that its header says.
func FuzzStamp(f *testing.F) {
	f.Add([]byte("+++\ntitle = \"x\"\ntranslation_of = \"\"\"a\"\"\"\n+++\nText\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		var before, after headerTOML
		header, body, ok := splitHeader(file)
		if !ok {
			return
		}
		if _, err := toml.Decode(string(header), &before); err != nil {
			return
		}
		stamped := Stamp(file, "0123456789ab")
		header, stampedBody, _ := splitHeader(stamped)
		if _, err := toml.Decode(string(header), &after); err != nil {
			t.Fatalf("%q becomes %q: %v", file, stamped, err)
		}
		if after.TranslationOf != "0123456789ab" || after.Title != before.Title || !bytes.Equal(bytes.TrimSpace(body), bytes.TrimSpace(stampedBody)) {
			t.Errorf("%q becomes %q", file, stamped)
		}
		if again := Stamp(stamped, "0123456789ab"); !bytes.Equal(again, stamped) {
			t.Errorf("%q becomes %q the second time", stamped, again)
		}
	})
}
