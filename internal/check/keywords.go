package check

import (
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// keywords warns of texts without any: the everyday words, questions and
// misspellings by which people search.
func keywords(s *site.Site, _ time.Time, notes notes) {
	for _, p := range s.Pages {
		for _, t := range p.Texts {
			if len(t.Keywords) == 0 && len(t.Sections) > 0 {
				notes.Warning(problem.Place{File: t.File, Line: 1}, "the text has no keywords, by which people find it").
					Hint("write the words that people type, also wrong ones: keywords = [\"chef zahlt nicht\", …]")
			}
		}
	}
}
