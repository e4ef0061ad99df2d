package content

import (
	"testing"
	"testing/fstest"
)

// FuzzPermalinks: what can be read is written down as it was read.
func FuzzPermalinks(f *testing.F) {
	f.Add("t7ft /\nt7ft-1 /#who\n\n# comment\nvbvb /residence\nvbvb-2 /residence#what\n")
	f.Add("<<<<<<< HEAD\nt7ft /\n")
	read := func(text []byte) *loader {
		l := newLoader(fstest.MapFS{PermalinksFile: {Data: text}})
		if err := l.loadPermalinks(); err != nil {
			panic(err)
		}
		return l
	}
	f.Fuzz(func(t *testing.T, text string) {
		first := read([]byte(text))
		if first.problems.HasErrors() {
			return
		}
		written := FormatPermalinks(first.permalinks)
		second := read(written)
		if second.problems.HasErrors() {
			t.Fatalf("%q is refused: %v", written, second.problems.Sorted())
		}
		if again := FormatPermalinks(second.permalinks); string(again) != string(written) {
			t.Errorf("%q is read as %q", written, again)
		}
	})
}
