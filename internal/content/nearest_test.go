package content

import "testing"

func TestNearest(t *testing.T) {
	for _, test := range []struct{ word, want string }{
		{"titel", "title"}, // the German word
		{"tilte", "title"},
		{"sumary", "summary"},
		{"keyword", "keywords"},
		{"colour", ""},
		{"", ""},
	} {
		if got := nearest(test.word, []string{"title", "summary", "keywords"}); got != test.want {
			t.Errorf("nearest(%q) = %q, want %q", test.word, got, test.want)
		}
	}
}

func TestNearestPage(t *testing.T) {
	pages := []string{"/", "/deposit", "/residence", "/residence/asylum", "/residence/family"}
	for _, test := range []struct{ id, want string }{
		{"/deposti", "/deposit"},
		{"deposit", "/deposit"},
		{"/residense", "/residence"},
		{"/residense/asylm", "/residence/asylum"},
		{"/asylum", "/residence/asylum"},
		{"/life/asylum", "/residence/asylum"},
		{"/residence/costs", ""}, // a page of the same folder has quite another name
		{"/work", ""},
		{"/x", ""},
	} {
		if got := nearestPage(test.id, pages); got != test.want {
			t.Errorf("nearestPage(%q) = %q, want %q", test.id, got, test.want)
		}
	}
}
