package content

import "testing"

func TestNearest(t *testing.T) {
	pages := []string{"/deposit", "/residence", "/residence/asylum"}
	for _, test := range []struct{ word, want string }{
		{"/deposti", "/deposit"},
		{"/residense", "/residence"},
		{"/residence/asyl", "/residence/asylum"},
		{"/work", ""},
		{"", ""},
	} {
		if got := nearest(test.word, pages); got != test.want {
			t.Errorf("nearest(%q) = %q, want %q", test.word, got, test.want)
		}
	}
}
