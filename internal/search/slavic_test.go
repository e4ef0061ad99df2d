package search

import "testing"

// TestLightStemmers: the forms of a word have one stem, and words that mean
// other things have not.
func TestLightStemmers(t *testing.T) {
	for _, test := range []struct {
		endings []string
		same    []string
		other   string
	}{
		{ukrainianEndings, []string{"дозвіл", "дозвіл"}, "довіра"},
		{ukrainianEndings, []string{"поліція", "поліції", "поліцію", "поліцією"}, "політика"},
		{ukrainianEndings, []string{"робота", "роботи", "роботу", "роботою", "роботах"}, "робітник"},
		{ukrainianEndings, []string{"адвокат", "адвоката", "адвокату", "адвокатом", "адвокати", "адвокатів"}, "адреса"},
		{bulgarianEndings, []string{"работа", "работата", "работи", "работите"}, "рана"},
		{bulgarianEndings, []string{"закон", "закона", "законът", "закони", "законите"}, "закрила"},
		{bulgarianEndings, []string{"жена", "жената", "жени", "жените"}, "желание"},
	} {
		s := lightStemmer{test.endings}
		want := s.stem(test.same[0])
		for _, w := range test.same {
			if got := s.stem(w); got != want {
				t.Errorf("%s has the stem %s, %s has %s", w, got, test.same[0], want)
			}
		}
		if s.stem(test.other) == want {
			t.Errorf("%s has the stem of %s", test.other, test.same[0])
		}
	}
}
