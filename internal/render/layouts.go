package render

import (
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"beistand/internal/problem"
	"beistand/internal/site"
)

const baseLayout = "base.html"

// layoutSet is all layouts, which may use each other by the names of their
// files: {{template "quick-exit.html" .}}.
type layoutSet struct {
	templates *template.Template
}

func parseLayouts(layouts fs.FS, problems *problem.List) (*layoutSet, error) {
	names, err := fs.Glob(layouts, "*.html")
	if err != nil {
		return nil, err
	}
	set := &layoutSet{template.New("").Option("missingkey=error")}
	for _, name := range names {
		text, found, err := site.ReadFile(layouts, name, path.Join("layouts", name), problems)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		if _, err := set.templates.New(name).Parse(string(text)); err != nil {
			layoutProblem(problems, err)
		}
	}
	if set.templates.Lookup(baseLayout) == nil && !problems.HasErrors() {
		problems.Error(problem.Place{File: "layouts/" + baseLayout}, "there is no layout %s", baseLayout).
			Hint("it is the frame of every page and holds {{.Main}}")
	}
	return set, nil
}

func (s *layoutSet) execute(w io.Writer, layout string, view any) error {
	return s.templates.ExecuteTemplate(w, layout, view)
}

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
