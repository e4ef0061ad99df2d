package check

import (
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// words advises to translate interface words that a language has taken over
// from the source language as they are.
func words(s *site.Site, _ time.Time, notes notes) {
	for _, l := range s.Langs[1:] {
		same := l.Words.SameAs(s.Source.Words)
		if len(same) > 0 {
			notes.Advise(problem.Place{File: l.Words.File}, "%d words are the same as in %s, for instance %q", len(same), s.Source.Words.File, same[0]).
				Hint("translate them, if they are not the same by chance")
		}
	}
}
