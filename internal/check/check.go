// Package check holds the rules that go beyond what a site needs to be built:
// whether translations say what their source says, whether texts have aged.
package check

import (
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// rules are asked one after the other.
var rules = []func(s *site.Site, today time.Time, problems *problem.List){
	translations,
	law,
	words,
	guide,
	contacts,
	keywords,
	reading,
}

// Site asks every rule.
func Site(s *site.Site, today time.Time) *problem.List {
	problems := &problem.List{}
	for _, rule := range rules {
		rule(s, today, problems)
	}
	return problems
}

// eachPage asks a rule of every page, on all cores: rules that read whole texts
// take a tenth of a build otherwise. Problems are sorted, so their order is the
// same.
func eachPage(s *site.Site, rule func(*site.Page)) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range s.Pages {
		group.Go(func() error {
			rule(p)
			return nil
		})
	}
	_ = group.Wait() // no rule fails
}
