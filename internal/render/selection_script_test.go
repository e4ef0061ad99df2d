package render

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// selection is what the script reads in a fragment.
type selection struct {
	Anchor, Form string
	Chosen       []string
	Wrong        int
}

// TestSelectionCode: what a fragment says, and how it is written again.
func TestSelectionCode(t *testing.T) {
	read, write := selectionScript(t)
	for _, test := range []struct {
		hash    string
		want    selection
		written string
	}{
		{"", selection{}, ""},
		{"#steps", selection{Anchor: "steps"}, "#steps"},
		{"#s=", selection{Form: "s"}, "#s="},
		{"#s=k7m2-3", selection{Form: "s", Chosen: []string{"k7m2-3"}}, "#s=k7m2-3"},
		{"#steps&b=k7m2-3-4,9xvw2-12,k7m2-1", selection{"steps", "b", []string{"k7m2-3", "k7m2-4", "9xvw2-12", "k7m2-1"}, 0}, "#steps&b=k7m2-3-4,9xvw2-12,k7m2-1"},
		{"#s=k7m2-3%2C9xvw-1", selection{"", "s", []string{"k7m2-3", "9xvw-1"}, 0}, "#s=k7m2-3,9xvw-1"},
		{"#s=k7m2-3,k7m2-3,k7m2-3-4", selection{"", "s", []string{"k7m2-3", "k7m2-4"}, 0}, "#s=k7m2-3-4"},
		{"#s=k7m2,a-1,k7m2-0,K7M2-1,k7m2-3x,<b>-1,9xvw-1", selection{"", "s", []string{"9xvw-1"}, 6}, "#s=9xvw-1"},
		{"#s=%E0%A4%A", selection{Form: "s", Wrong: 1}, "#s="},
		{"#x=k7m2-3", selection{Anchor: "x=k7m2-3"}, "#x=k7m2-3"},
	} {
		got := read(test.hash)
		if got.Anchor != test.want.Anchor || got.Form != test.want.Form || !slices.Equal(got.Chosen, test.want.Chosen) || got.Wrong != test.want.Wrong {
			t.Errorf("%s is read as %+v, want %+v", test.hash, got, test.want)
		}
		if written := write(got.Anchor, got.Form, got.Chosen); written != test.written {
			t.Errorf("%s is written as %s, want %s", test.hash, written, test.written)
		}
	}
}

// FuzzSelectionCode: whatever a stranger writes into a link, what is read is
// codes of sections, not too many, and stays the same when it is written and
// read again.
func FuzzSelectionCode(f *testing.F) {
	for _, seed := range []string{"#s=k7m2-3-4,9xvw-1", "#a&b=k7m2-1", "#s=%2c%", "#&s=2222-1", "#s=" + strings.Repeat("2222-1,", 1000)} {
		f.Add(seed)
	}
	read, write := selectionScript(f)
	f.Fuzz(func(t *testing.T, hash string) {
		got := read(hash)
		if len(got.Chosen) > 40 {
			t.Fatalf("%d sections", len(got.Chosen))
		}
		for _, section := range got.Chosen {
			code, number, _ := strings.Cut(section, "-")
			if strings.Trim(code, "23456789bcdfghjkmnpqrtvwx") != "" || strings.Trim(number, "0123456789") != "" {
				t.Fatalf("a section is called %q", section)
			}
		}
		if again := read(write("", got.Form, got.Chosen)); !slices.Equal(again.Chosen, got.Chosen) || again.Form != got.Form {
			t.Fatalf("%+v comes back as %+v", got, again)
		}
	})
}

func selectionScript(t testing.TB) (read func(string) selection, write func(anchor, form string, chosen []string) string) {
	t.Helper()
	source, err := os.ReadFile("../../assets/js/selection-code.js")
	if err != nil {
		t.Fatal(err)
	}
	script, _, _ := strings.Cut(string(source), "\nexport {")
	vm := goja.New()
	vm.SetFieldNameMapper(goja.UncapFieldNameMapper())
	if _, err := vm.RunString(script); err != nil {
		t.Fatal(err)
	}
	for name, function := range map[string]any{"readSelection": &read, "selectionHash": &write} {
		if err := vm.ExportTo(vm.Get(name), function); err != nil {
			t.Fatal(err)
		}
	}
	return read, write
}
