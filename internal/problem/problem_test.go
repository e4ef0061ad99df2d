package problem

import "testing"

func TestAt(t *testing.T) {
	text := []byte("eins\nzwölf §§\n\n")
	for _, test := range []struct {
		offset int
		want   string
	}{
		{0, "f:1:1"},
		{4, "f:1:5"},
		{5, "f:2:1"},
		{12, "f:2:7"}, // after "zwölf ", whose ö is two bytes
		{99, "f:4:1"},
	} {
		if got := At("f", text, test.offset).String(); got != test.want {
			t.Errorf("At(%d) = %s, want %s", test.offset, got, test.want)
		}
	}
}

func TestSortedOnceEach(t *testing.T) {
	var l List
	l.Warning(Place{File: "b", Line: 2}, "second")
	l.Error(Place{File: "b", Line: 1}, "first").Hint("mend it")
	l.Error(Place{File: "a"}, "whole file")
	l.Error(Place{File: "a"}, "whole file")
	got := ""
	for _, p := range l.Sorted() {
		got += p.String() + "\n"
	}
	want := "a: error: whole file\nb:1: error: first\nb:1: hint: mend it\nb:2: warning: second\n"
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if l.Count(Error) != 2 || !l.HasErrors() {
		t.Errorf("%d errors, want 2", l.Count(Error))
	}
}

func TestQuotedAsItLooks(t *testing.T) {
	var l List
	l.Error(Place{File: "f"}, "no word %q", "می\u200cخواهم").Hint("did you mean %q?", "a\nb")
	want := "f: error: no word \"می\u200cخواهم\"\nf: hint: did you mean \"a b\"?"
	if got := l.Sorted()[0].String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
