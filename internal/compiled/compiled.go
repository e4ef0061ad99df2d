// Package compiled executes templates of html/template, many times faster than
// html/template does: what a template asks for is looked up once, when it is
// first asked for, and not again on every page.
//
// It changes nothing else. A template is parsed and escaped by html/template;
// values are escaped by html/template, whose answers are remembered; and what
// this package does not know (a function, a kind of value, a mistake) it leaves
// to html/template, which then executes the whole template. So a template can
// use all of the language, and its errors are those of html/template.
package compiled

import (
	"errors"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"text/template/parse"
)

// Set is templates that may use each other. It may be used by several
// goroutines at once.
type Set struct {
	full    *template.Template  // executes what is not compiled
	entries map[string]*program // by the name of a template, as it stands outside of any tag
	left    atomic.Int64        // how many executions were left to html/template
}

// New compiles templates. The set must not have been executed before.
func New(source *template.Template, types ...Direct) (*Set, error) {
	full, err := source.Clone()
	if err != nil {
		return nil, err
	}
	s := &Set{full: full, entries: map[string]*program{}}
	escaped, entries, err := escape(source)
	if err != nil {
		return nil, err
	}
	c := &compiler{set: escaped, programs: map[string]*program{}, escapers: map[string]*escaper{}, direct: map[reflect.Type]Direct{}}
	for _, t := range types {
		c.direct[t.of()] = t
	}
	for _, name := range entries {
		p, err := c.program(name)
		if err == nil {
			s.entries[name] = p
		}
		// A program that cannot be compiled makes those that use it unusable, too.
		if err != nil {
			c.programs = map[string]*program{}
			for done, p := range s.entries {
				c.programs[done] = p
			}
		}
	}
	return s, nil
}

// Append executes the template with the name and appends what it writes to out.
func (s *Set) Append(out []byte, name string, data any) ([]byte, error) {
	if p := s.entries[name]; p != nil {
		if done, ok := p.run(out, data); ok {
			return done, nil
		}
	}
	s.left.Add(1)
	w := appender{out}
	err := s.full.ExecuteTemplate(&w, name, data)
	return w.out, err
}

// Left is how many executions were left to html/template so far.
func (s *Set) Left() int { return int(s.left.Load()) }

type appender struct{ out []byte }

func (a *appender) Write(p []byte) (int, error) {
	a.out = append(a.out, p...)
	return len(p), nil
}

// mangled marks the names that html/template gives to a template which is used
// inside of a tag, an attribute or a script, and so is escaped otherwise.
const mangled = "$htmltemplate_"

// escape lets html/template put its escapers into the templates, and returns
// these with the names of those that it could escape. It keeps templates under
// mangled names to itself; so they are put into the set before, as soon as it
// is known which there are.
func escape(source *template.Template) (set *template.Template, entries []string, err error) {
	hidden := map[string]bool{}
	for {
		if set, err = source.Clone(); err != nil {
			return nil, nil, err
		}
		for name := range hidden {
			plain, _, _ := strings.Cut(name, mangled)
			if _, err := set.AddParseTree(name, source.Lookup(plain).Tree.Copy()); err != nil {
				return nil, nil, err
			}
		}
		entries = nil
		found := false
		for _, t := range source.Templates() {
			if t.Tree == nil {
				continue
			}
			var bad *template.Error
			if err := set.ExecuteTemplate(refuse{}, t.Name(), nil); errors.As(err, &bad) {
				continue // whoever executes it is told
			}
			entries = append(entries, t.Name())
		}
		for _, t := range set.Templates() {
			if t.Tree == nil {
				continue
			}
			for _, name := range called(t.Tree.Root, nil) {
				if strings.Contains(name, mangled) && !hidden[name] {
					hidden[name], found = true, true
				}
			}
		}
		if !found {
			return set, entries, nil
		}
	}
}

// refuse ends an execution at its first byte: only the escaping is wanted.
type refuse struct{}

func (refuse) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// called appends the names of the templates that a node uses.
func called(n parse.Node, names []string) []string {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				names = called(child, names)
			}
		}
	case *parse.IfNode:
		names = called(n.ElseList, called(n.List, names))
	case *parse.RangeNode:
		names = called(n.ElseList, called(n.List, names))
	case *parse.WithNode:
		names = called(n.ElseList, called(n.List, names))
	case *parse.TemplateNode:
		names = append(names, n.Name)
	}
	return names
}

// program is a compiled template.
type program struct {
	body  step
	slots int // how many variables it has
}

// run executes the program; it is not ok when html/template has to do it.
func (p *program) run(out []byte, data any) (done []byte, ok bool) {
	start := len(out)
	defer func() {
		if recover() != nil { // a method panicked, or what was asked for is not there
			done, ok = out[:start], false
		}
	}()
	m := machine{out: out}
	p.call(&m, reflect.ValueOf(data))
	return m.out, true
}

func (p *program) call(m *machine, dot reflect.Value) {
	if m.depth++; m.depth > maxDepth {
		giveUp()
	}
	caller := m.base
	m.base = len(m.stack)
	m.stack = append(slices.Grow(m.stack, p.slots), dot)[:m.base+p.slots]
	p.body(m, dot)
	m.stack, m.base = m.stack[:m.base], caller
	m.depth--
}

// maxDepth is how deep templates may use each other before html/template is
// asked, which goes deeper and then says that this is too deep.
const maxDepth = 1000

// machine is the state of an execution.
type machine struct {
	out   []byte
	stack []reflect.Value // variables of all templates that are being executed
	base  int             // where those of the innermost start, the first of which is $
	depth int
}

// step executes a node.
type step func(m *machine, dot reflect.Value) next

// next says how it goes on after a step.
type next int

const (
	onward     next = iota
	breaking        // out of the range
	continuing      // with the next of the range
)

// giveUp leaves the template to html/template.
func giveUp() { panic(errUnknown) }

var errUnknown = errors.New("compiled: not known here")
