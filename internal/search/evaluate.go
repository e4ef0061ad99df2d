package search

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"beistand/internal/site"
)

// Question is a query of real life with the pages that are a right first
// answer, the best first.
type Question struct {
	Lang  string
	Kind  string // exact, inflected, typo, accents, compound, everyday, citation, german, prefix
	Query string
	Want  []site.ID
}

// Outcome is how well a set of questions was answered.
type Outcome struct {
	Questions int
	First     int     // a right page stood first
	Third     int     // a right page was among the first three
	Ranks     float64 // sum of 1/rank of the first right page, ranks up to ten
}

func (o *Outcome) add(rank int) {
	o.Questions++
	if rank == 1 {
		o.First++
	}
	if rank >= 1 && rank <= 3 {
		o.Third++
	}
	if rank >= 1 && rank <= 10 {
		o.Ranks += 1 / float64(rank)
	}
}

// Success3 is the share of questions with a right page among the first three.
func (o Outcome) Success3() float64 { return share(o.Third, o.Questions) }

func share(part, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(part) / float64(all)
}

// Evaluation is the outcome of an evaluation by language and kind.
type Evaluation struct {
	All    Outcome
	ByLang map[string]*Outcome
	ByKind map[string]*Outcome // "de typo"
	Missed []Miss
}

// Miss is a question whose right page was not among the first three.
type Miss struct {
	Question
	Got []site.ID
}

// Evaluate asks the engine every question.
func Evaluate(s *site.Site, e *Engine, questions []Question) (*Evaluation, error) {
	v := &Evaluation{ByLang: map[string]*Outcome{}, ByKind: map[string]*Outcome{}}
	for _, q := range questions {
		lang := s.Lang(q.Lang)
		if lang == nil {
			return nil, fmt.Errorf("the site has no language %q", q.Lang)
		}
		hits, err := e.Search(Asked(s, lang, q.Query), q.Query, 10)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", q.Query, err)
		}
		rank := 0
		var got []site.ID
		for i, h := range hits {
			id := s.Pages[h.Page].ID
			got = append(got, id)
			if rank == 0 && slices.Contains(q.Want, id) {
				rank = i + 1
			}
		}
		for _, o := range []*Outcome{&v.All, outcome(v.ByLang, q.Lang), outcome(v.ByKind, q.Lang+" "+q.Kind)} {
			o.add(rank)
		}
		if rank < 1 || rank > 3 {
			v.Missed = append(v.Missed, Miss{q, got[:min(3, len(got))]})
		}
	}
	return v, nil
}

func outcome(m map[string]*Outcome, key string) *Outcome {
	if m[key] == nil {
		m[key] = &Outcome{}
	}
	return m[key]
}

// Print writes the evaluation as tables.
func (v *Evaluation) Print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "queries\tSuccess@1\tSuccess@3\tMRR@10\t")
	line := func(name string, o Outcome) {
		fmt.Fprintf(t, "%d\t%.1f %%\t%.1f %%\t%.3f\t %s\n", o.Questions, 100*share(o.First, o.Questions), 100*o.Success3(), o.Ranks/float64(max(1, o.Questions)), name)
	}
	line("all", v.All)
	for _, part := range []map[string]*Outcome{v.ByLang, v.ByKind} {
		for _, name := range slices.Sorted(maps.Keys(part)) {
			line(name, *part[name])
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, m := range v.Missed {
		fmt.Fprintf(w, "%s %s: %q wants %v, got %v\n", m.Lang, m.Kind, m.Query, m.Want, m.Got)
	}
	return nil
}
