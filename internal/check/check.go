// Package check holds the rules that go beyond what a site needs to be built:
// whether translations say what their source says, whether texts have aged.
package check

import (
	"time"

	"beistand/internal/problem"
	"beistand/internal/site"
)

type rule func(s *site.Site, today time.Time, problems *problem.List)

// rules are asked one after the other.
var rules = []rule{
	guide,
}

// soft are rules that find no errors, so a build need not ask them: to read
// every text again takes as long as to render it.
var soft = []rule{
	translations,
	law,
	words,
	contacts,
	keywords,
	reading,
}

// Site asks every rule.
func Site(s *site.Site, today time.Time) *problem.List {
	problems := Errors(s, today)
	for _, ask := range soft {
		ask(s, today, problems)
	}
	return problems
}

// Errors asks the rules whose errors stop a build.
func Errors(s *site.Site, today time.Time) *problem.List {
	problems := &problem.List{}
	for _, ask := range rules {
		ask(s, today, problems)
	}
	return problems
}
