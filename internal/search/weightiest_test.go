package search

import (
	"strings"
	"testing"
)

// TestWeightiest: of a term in more documents than a list may have, those stay
// in which it stands more often and in fewer words; the list says how many do
// not.
func TestWeightiest(t *testing.T) {
	st := &statistics{}
	var list []posting
	for d := range mostPostings + 500 {
		p, length := posting{d, 1}, 100
		switch {
		case d%3 == 0:
			p.frequency = 6
		case d%3 == 1:
			length = 50
		}
		list = append(list, p)
		st.lengths = append(st.lengths, length)
		st.total += length
	}
	var b strings.Builder
	appendWeightiest(&b, list, st)
	got, err := readNumbers(b.String())
	if err != nil {
		t.Fatal(err)
	}
	if got[0] != 2*mostPostings+1 || got[1] != 500 {
		t.Fatalf("the list starts with %v", got[:2])
	}
	document, count := -1, 0
	for at := 2; at < len(got); count++ {
		document += got[at]/2 + 1
		frequency := 1
		if got[at]%2 == 1 {
			at++
			frequency = got[at] + 2
		}
		at++
		length := got[at]
		at++
		if document%3 == 2 {
			t.Fatalf("document %d, where the term weighs least, is in the list", document)
		}
		if frequency != list[document].frequency || length != st.lengths[document] {
			t.Fatalf("document %d has %d times in %d words, want %d in %d", document, frequency, length, list[document].frequency, st.lengths[document])
		}
	}
	if count != mostPostings {
		t.Errorf("%d documents are in the list", count)
	}
}

// TestCompareUTF16: strings are in the order in which JavaScript has them.
func TestCompareUTF16(t *testing.T) {
	sorted := []string{"", "a", "aa", "b", "ä", "\ud7ff", "\U00010000", "\U0001F600", "\U0001F600a", "\uffee", "\uffeea", "\uffff"}
	for i, a := range sorted {
		for j, b := range sorted {
			if got := compareUTF16(a, b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("compareUTF16(%q, %q) = %d", a, b, got)
			}
		}
	}
}
