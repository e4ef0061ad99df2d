// Package build knows the order of work: read, check, render, make small, index, publish.
package build

import (
	"io/fs"
	"time"

	"beistand/assets"
	"beistand/internal/check"
	"beistand/internal/content"
	"beistand/internal/headers"
	"beistand/internal/problem"
	"beistand/internal/publish"
	"beistand/internal/render"
	"beistand/internal/search"
	"beistand/internal/site"
)

// Options are what a build depends on beside the site's folder.
type Options struct {
	BaseURL     string    // instead of that of site.toml, if not empty
	Today       time.Time // the day that notices go by
	Precompress bool      // .gz and .br beside the files
	Progress    Progress
}

// Progress is told how far a stage has come; it may be nil.
type Progress func(stage string, done, all int)

// Result is a site ready to be published.
type Result struct {
	Site   *site.Site
	Files  site.Files
	Stages []Stage
}

// Stage is how long a part of the work took.
type Stage struct {
	Name string
	Took time.Duration
}

// Check reads the site in the folder, asks the rules, tries the layouts and
// returns all problems, those that stop no build too.
func Check(folder fs.FS, o Options) (*problem.List, error) {
	_, _, problems, err := pages(folder, o, check.Site)
	return problems, err
}

// Files builds the site in the folder. Where authors made mistakes the result
// is nil and the problems say which; what stops no build is for Check.
func Files(folder fs.FS, o Options) (*Result, *problem.List, error) {
	r, pages, problems, err := pages(folder, o, check.Errors)
	problems = problems.Only(problem.Error)
	if err != nil || r == nil {
		return nil, problems, err
	}
	if r.Site.Minify {
		stop := r.stage("minify", o.Progress)
		if pages, err = publish.MinifyAll(pages); err != nil {
			return nil, problems, err
		}
		stop()
	}
	r.Files.Add(pages)
	stop := r.stage("index", o.Progress)
	index, err := search.Files(r.Site)
	if err != nil {
		return nil, problems, err
	}
	r.Files.Add(index)
	r.Files.Add(headers.Files(r.Site, r.Files))
	stop()
	if o.Precompress {
		stop = r.stage("compress", o.Progress)
		if r.Files, err = publish.Precompress(r.Files); err != nil {
			return nil, problems, err
		}
		stop()
	}
	return r, problems, nil
}

// pages reads, asks the rules and renders. The result holds the assets; it is
// nil where the site must not be built.
func pages(folder fs.FS, o Options, rules func(*site.Site, time.Time) *problem.List) (*Result, site.Files, *problem.List, error) {
	r := &Result{}
	problems := &problem.List{}
	stop := r.stage("read", o.Progress)
	s, found, err := content.Load(folder)
	problems.Merge(found)
	if err != nil || problems.HasErrors() {
		return nil, nil, problems, err
	}
	problems.Merge(rules(s, o.Today))
	stop()
	r.Site = withBaseURL(s, o.BaseURL)

	small := publish.Minify
	if !s.Minify {
		small = func(_ string, content []byte) ([]byte, error) { return content, nil }
	}
	static, paths, err := assets.Files(small)
	if err != nil {
		return nil, nil, problems, err
	}
	r.Files = static
	layouts, err := fs.Sub(folder, "layouts")
	if err != nil {
		return nil, nil, problems, err
	}
	stop = r.stage("render", o.Progress)
	files, found, err := render.Site(r.Site, layouts, render.Options{Today: o.Today, Assets: paths, Policy: headers.Policy(), Tick: o.Progress.of("render")})
	problems.Merge(found)
	stop()
	if err != nil || problems.HasErrors() {
		return nil, nil, problems, err
	}
	return r, files, problems, nil
}

// Write publishes the result in a folder.
func (r *Result) Write(dir string, p Progress) error {
	defer r.stage("write", p)()
	return publish.Write(dir, r.Files)
}

// stage starts to measure a part of the work; what it returns stops.
func (r *Result) stage(name string, p Progress) (stop func()) {
	if p != nil {
		p(name, 0, 0)
	}
	start := time.Now()
	return func() { r.Stages = append(r.Stages, Stage{name, time.Since(start)}) }
}

// of is the progress of one stage.
func (p Progress) of(stage string) func(done, all int) {
	if p == nil {
		return nil
	}
	return func(done, all int) { p(stage, done, all) }
}

func withBaseURL(s *site.Site, address string) *site.Site {
	if address == "" {
		return s
	}
	other := *s
	other.BaseURL = address
	return &other
}
