// Package check holds the rules that go beyond what a site needs to be built:
// whether translations say what their source says, whether texts have aged.
package check

import (
	"time"

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
	permalinks,
}

// Site asks every rule.
func Site(s *site.Site, today time.Time) *problem.List {
	problems := &problem.List{}
	for _, rule := range rules {
		rule(s, today, problems)
	}
	return problems
}
