package render

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"beistand/internal/compiled"
	"beistand/internal/problem"
	"beistand/internal/site"
)

const baseLayout = "base.html"

// layoutSet is all layouts, which may use each other by the names of their
// files: {{template "quick-exit.html" .}}.
type layoutSet struct {
	templates *template.Template // as they were read
	compiled  *compiled.Set
	texts     []layoutText
	minify    bool
	open      map[string]bool // layouts that reach into other pages: see open.go
}

// layoutText is a layout as it was read.
type layoutText struct{ name, text string }

func readLayouts(layouts fs.FS, problems *problem.List) ([]layoutText, error) {
	names, err := fs.Glob(layouts, "*.html")
	if err != nil {
		return nil, err
	}
	var texts []layoutText
	for _, name := range names {
		text, found, err := site.ReadFile(layouts, name, path.Join("layouts", name), problems)
		if err != nil {
			return nil, err
		}
		if found {
			texts = append(texts, layoutText{name, string(text)})
		}
	}
	return texts, nil
}

// isOf reports whether the set is made of the texts.
func (s *layoutSet) isOf(texts []layoutText, minify bool) bool {
	return s.minify == minify && slices.Equal(s.texts, texts)
}

func parseLayouts(texts []layoutText, minify bool, problems *problem.List) (*layoutSet, error) {
	set := &layoutSet{templates: template.New("").Option("missingkey=error"), texts: texts, minify: minify, open: map[string]bool{}}
	for _, l := range texts {
		if _, err := set.templates.New(l.name).Parse(l.text); err != nil {
			layoutProblem(problems, err)
		}
	}
	if set.templates.Lookup(baseLayout) == nil && !problems.HasErrors() {
		problems.Error(problem.Place{File: "layouts/" + baseLayout}, "there is no layout %s", baseLayout).
			Hint("it is the frame of every page and holds {{.Main}}")
	}
	if problems.HasErrors() {
		return set, nil
	}
	if minify {
		squeezeLayouts(set.templates)
	}
	set.findOpen()
	var err error
	set.compiled, err = compiled.New(set.templates,
		compiled.DirectTo[View](), compiled.DirectTo[StatuteView](), compiled.DirectTo[LawsView](), compiled.DirectTo[AZView](), compiled.DirectTo[OfflineView](),
		compiled.DirectTo[PairView](), compiled.DirectTo[ShortView]())
	return set, err
}

// append executes a layout and appends the markup to out.
func (s *layoutSet) append(out []byte, layout string, view any) ([]byte, error) {
	return s.compiled.Append(out, layout, view)
}

// page executes the layout of a job and lends what it makes to use, with what
// the page is made of.
func (s *layoutSet) page(j job, use func(content []byte, made []fact, err error) error) error {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	view := j.view()
	var err error
	*buffer, err = s.append((*buffer)[:0], j.layout, view)
	var made []fact
	if v, ok := view.(interface{ facts() []fact }); ok && !s.open[j.layout] {
		made = v.facts()
	}
	return use(*buffer, made, err)
}

// buffers are used again: a page that grows in a slice of its own is copied
// five times, and what is left over is a third of all memory.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// forKind is the layout of a kind of page: "guide.html", or "page.html" for a
// kind that has none of its own.
func (s *layoutSet) forKind(kind site.Kind) string {
	if name := string(kind) + ".html"; s.templates.Lookup(name) != nil {
		return name
	}
	return "page.html"
}

// where a template says that its mistake is: "template: page.html:3:12: …".
var templatePlace = regexp.MustCompile(`template: ?([^:]*):(\d+)(?::(\d+))?: `)

// layoutProblem makes a problem of an error in a layout.
func layoutProblem(problems *problem.List, err error) {
	message := err.Error()
	at := problem.Place{File: "layouts"}
	if m := templatePlace.FindStringSubmatchIndex(message); m != nil {
		// of templates that call each other the innermost is named last
		for next := m; next != nil; next = templatePlace.FindStringSubmatchIndex(message) {
			at.File = path.Join("layouts", message[next[2]:next[3]])
			at.Line, _ = strconv.Atoi(message[next[4]:next[5]])
			message = message[next[1]:]
		}
	}
	if i := strings.Index(message, ">: "); i >= 0 && strings.HasPrefix(message, "executing ") {
		message = message[i+len(">: "):]
	}
	problems.Error(at, "the layout cannot be used: %s", message).
		Hint("what layouts can show is listed in docs/layouts.md")
}

// missing is the error for a layout that asks for what its page does not have.
func missing(what string) error { return fmt.Errorf("there is no %s", what) }
