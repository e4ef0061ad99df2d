// Package problem describes mistakes in what authors wrote.
//
// A problem is a value with a place and a piece of advice. Problems are
// collected, sorted and printed together, so that one run tells an author
// everything. What is not an author's mistake (a full disk, say) is an error.
package problem

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Severity says what a problem means for the build.
type Severity int

const (
	Error   Severity = iota // the site is not built
	Warning                 // the site is built; somebody should look soon
	Advice                  // worth knowing; nothing is wrong
)

func (s Severity) String() string {
	return [...]string{"error", "warning", "advice"}[s]
}

// Place is a point in an author's file. Line and Column count from 1, columns
// in characters; 0 means that the whole file, or the whole line, is meant.
type Place struct {
	File   string
	Line   int
	Column int
}

func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// At is the place of an offset, in bytes, in the text of a file.
func At(file string, text []byte, offset int) Place {
	before := text[:min(max(offset, 0), len(text))]
	lineStart := bytes.LastIndexByte(before, '\n') + 1
	return Place{
		File:   file,
		Line:   1 + bytes.Count(before, []byte{'\n'}),
		Column: 1 + utf8.RuneCount(before[lineStart:]),
	}
}

// Problem is one mistake: where, what, and how to mend it.
type Problem struct {
	Severity Severity
	Place
	Message string
	Advice  string // how to mend it; may be empty
}

// Hint adds the advice how to mend the problem. As in every message, %q puts a
// text between quotation marks as it looks.
func (p *Problem) Hint(format string, args ...any) {
	p.Advice = sprintf(format, args)
}

// sprintf is fmt.Sprintf for people: %q shows every letter as it is, where Go
// would write some by their numbers. A message is one line and runs in one
// direction, whatever it quotes.
func sprintf(format string, args []any) string {
	for i, a := range args {
		if text := reflect.ValueOf(a); text.Kind() == reflect.String {
			args[i] = short(text.String(), mostQuoted)
		}
	}
	return Line(short(fmt.Sprintf(strings.ReplaceAll(format, "%q", `"%s"`), args...), mostSaid))
}

// How many characters a message quotes of each text, and has in all.
const (
	mostQuoted = 200
	mostSaid   = 1000
)

// short is the text with its middle left out where it is longer than most.
func short(text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)
	return string(runes[:most/2]) + " … " + string(runes[len(runes)-most/2:])
}

// Line makes of a text that comes from files, or from their names, one line that
// runs in one direction and does nothing to a terminal: what would is a space.
func Line(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text)
}

// String is one line, or two where there is a hint:
//
//	content/deposit/de.md:4:14: error: no page "/deposti"
//	content/deposit/de.md:4:14: hint: did you mean /deposit?
func (p *Problem) String() string {
	s := fmt.Sprintf("%s: %s: %s", p.Place, p.Severity, p.Message)
	if p.Advice != "" {
		s += fmt.Sprintf("\n%s: hint: %s", p.Place, p.Advice)
	}
	return s
}

// List collects problems. Its zero value is ready; it may be used by several
// goroutines at once.
//
// Of the problems of one file and severity it keeps the first mostInFile, and
// one more that says so: nobody reads a thousand, and a file can be made to
// have a million.
type List struct {
	mu    sync.Mutex
	items []*Problem
	count map[fileSeverity]int
}

type fileSeverity struct {
	file string
	Severity
}

const mostInFile = 100

// Error adds a mistake that stops the build.
func (l *List) Error(at Place, format string, args ...any) *Problem {
	return l.add(Error, at, format, args)
}

// Warning adds something that somebody should look at soon.
func (l *List) Warning(at Place, format string, args ...any) *Problem {
	return l.add(Warning, at, format, args)
}

// Advise adds something worth knowing.
func (l *List) Advise(at Place, format string, args ...any) *Problem {
	return l.add(Advice, at, format, args)
}

func (l *List) add(s Severity, at Place, format string, args []any) *Problem {
	at.File = Line(at.File)
	p := &Problem{Severity: s, Place: at, Message: sprintf(format, args)}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.count == nil {
		l.count = map[fileSeverity]int{}
	}
	of := fileSeverity{at.File, s}
	l.count[of]++
	switch n := l.count[of]; {
	case n <= mostInFile:
		l.items = append(l.items, p)
	case n == mostInFile+1:
		l.items = append(l.items, &Problem{
			Severity: s, Place: Place{File: at.File}, Message: fmt.Sprintf("the file has more than %d problems, of which these are the first", mostInFile),
		})
	}
	return p
}

// Full reports whether the list takes no more errors in the file, so that there
// is no need to look for them.
func (l *List) Full(file string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.count[fileSeverity{Line(file), Error}] > mostInFile
}

// Merge adds the problems of another list.
func (l *List) Merge(other *List) {
	items := other.Sorted()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.items = append(l.items, items...)
}

// Only returns the problems of the severity.
func (l *List) Only(s Severity) *List {
	only := &List{}
	for _, p := range l.Sorted() {
		if p.Severity == s {
			only.items = append(only.items, p)
		}
	}
	return only
}

// Below returns the problems with the folder before the names of their files,
// so that their places can be opened from where the folder's name is true.
func (l *List) Below(folder string) *List {
	below := &List{}
	for _, p := range l.Sorted() {
		q := *p
		q.File = path.Join(folder, p.File)
		below.items = append(below.items, &q)
	}
	return below
}

// Sorted returns the problems by file, line, column, severity and message,
// each once.
func (l *List) Sorted() []*Problem {
	l.mu.Lock()
	defer l.mu.Unlock()
	items := slices.Clone(l.items)
	slices.SortStableFunc(items, func(a, b *Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(items, func(a, b *Problem) bool { return *a == *b })
}

// Count returns how many problems have the severity.
func (l *List) Count(s Severity) int {
	n := 0
	for _, p := range l.Sorted() {
		if p.Severity == s {
			n++
		}
	}
	return n
}

// HasErrorsIn reports whether one of the errors is in the file.
func (l *List) HasErrorsIn(file string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.items, func(p *Problem) bool { return p.Severity == Error && p.File == file })
}

// HasErrors reports whether the site must not be built.
func (l *List) HasErrors() bool { return l.Count(Error) > 0 }
