// Package check holds the rules that go beyond what a site needs to be built:
// whether translations say what their source says, whether texts have aged.
package check

import (
	"time"

	"beistand/internal/parallel"
	"beistand/internal/problem"
	"beistand/internal/site"
)

// Two kinds of rules are asked one after the other. Mandatory rules may find
// errors, for which a site is not built. Advisory rules cannot, so a build does
// without them: they read every text once more, which is a tenth of its work.
var (
	mandatory = []func(s *site.Site, today time.Time, problems *problem.List){
		guide,
		permalinks,
	}
	advisory = []func(s *site.Site, today time.Time, notes notes){
		translations,
		law,
		words,
		contacts,
		keywords,
		reading,
	}
)

// notes are problems that stop no build.
type notes struct{ list *problem.List }

func (n notes) Warning(at problem.Place, format string, args ...any) *problem.Problem {
	return n.list.Warning(at, format, args...)
}

func (n notes) Advise(at problem.Place, format string, args ...any) *problem.Problem {
	return n.list.Advise(at, format, args...)
}

// Site asks every rule.
func Site(s *site.Site, today time.Time) *problem.List {
	problems := Errors(s, today)
	for _, rule := range advisory {
		rule(s, today, notes{problems})
	}
	return problems
}

// Errors asks the rules that may stop a build.
func Errors(s *site.Site, today time.Time) *problem.List {
	problems := &problem.List{}
	for _, rule := range mandatory {
		rule(s, today, problems)
	}
	return problems
}

// eachPage asks a rule that reads whole texts of every page, on all cores.
// Problems are sorted, so their order is the same.
func eachPage(s *site.Site, rule func(*site.Page)) {
	_ = parallel.Each(len(s.Pages), func(i int) error {
		rule(s.Pages[i])
		return nil // no rule fails
	})
}
