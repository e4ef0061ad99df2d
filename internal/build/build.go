// Package build knows the order of work: read, check, render, make small, index, publish.
package build

import (
	"io/fs"
	"time"

	"beistand/assets"
	"beistand/internal/check"
	"beistand/internal/content"
	"beistand/internal/headers"
	"beistand/internal/offline"
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
	Offline     bool      // with what readers take along: see package offline
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
	s, problems, err := content.Load(folder)
	if err != nil || problems.HasErrors() {
		return problems, err
	}
	problems.Merge(check.Site(s, o.Today))
	r := &Result{Site: withBaseURL(s, o.BaseURL)}
	_, found, err := new(pageBuilder).render(r, folder, o)
	problems.Merge(found)
	return problems, err
}

// Files builds the site in the folder. Where authors made mistakes the result
// is nil and the problems say which; what stops no build is for Check.
func Files(folder fs.FS, o Options) (*Result, *problem.List, error) {
	b := &pageBuilder{load: func(...string) (*site.Site, *problem.List, error) { return content.Load(folder) }}
	r, problems, err := b.pages(folder, o)
	if err != nil || r == nil {
		return nil, problems, err
	}
	stop := r.stage("index", o.Progress)
	index, err := search.Files(r.Site)
	if err != nil {
		return nil, problems, err
	}
	r.Files.Add(index)
	stop()
	if o.Offline && r.Site.Offline {
		stop = r.stage("offline", o.Progress)
		style, script, err := assets.Single(minifier(r.Site))
		if err != nil {
			return nil, problems, err
		}
		taken, err := offline.Files(r.Site, r.Files, offline.Inline{Style: style, Script: script}, o.Today)
		if err != nil {
			return nil, problems, err
		}
		r.Files.Add(taken)
		stop()
	}
	r.Files.Add(headers.Files(r.Site, r.Files))
	if o.Precompress {
		stop = r.stage("compress", o.Progress)
		if r.Files, err = publish.Precompress(r.Files); err != nil {
			return nil, problems, err
		}
		stop()
	}
	return r, problems, nil
}

// pageBuilder builds everything but the index of the search.
type pageBuilder struct {
	load     func(changed ...string) (*site.Site, *problem.List, error)
	renderer *render.Renderer // nil for a single build

	static struct { // the assets, which are in the program
		minified bool
		files    site.Files
		paths    map[string]string
	}
}

// pages reads, asks the rules and renders. The result is nil where the site
// must not be built.
func (b *pageBuilder) pages(folder fs.FS, o Options, changed ...string) (*Result, *problem.List, error) {
	r := &Result{}
	stop := r.stage("read", o.Progress)
	s, problems, err := b.load(changed...)
	if err == nil && !problems.HasErrors() {
		problems.Merge(check.Errors(s, o.Today))
	}
	problems = problems.Only(problem.Error)
	stop()
	if err != nil || s == nil {
		return nil, problems, err
	}
	r.Site = withBaseURL(s, o.BaseURL)
	stop = r.stage("render", o.Progress)
	files, found, err := b.render(r, folder, o)
	problems.Merge(found.Only(problem.Error))
	stop()
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	r.Files = files
	return r, problems, nil
}

// render makes the pages and the assets that they name.
func (b *pageBuilder) render(r *Result, folder fs.FS, o Options) (site.Files, *problem.List, error) {
	if b.static.files == nil || b.static.minified != r.Site.Minify {
		var err error
		if b.static.files, b.static.paths, err = assets.Files(minifier(r.Site)); err != nil {
			return nil, &problem.List{}, err
		}
		b.static.minified = r.Site.Minify
	}
	layouts, err := fs.Sub(folder, "layouts")
	if err != nil {
		return nil, &problem.List{}, err
	}
	pages := render.Site
	if b.renderer != nil {
		pages = b.renderer.Site
	}
	files, problems, err := pages(r.Site, layouts, render.Options{Today: o.Today, Assets: b.static.paths, Policy: headers.Policy(), Offline: o.Offline, Tick: o.Progress.of("render")})
	if err == nil && files != nil {
		files.Add(b.static.files)
	}
	return files, problems, err
}

// minifier makes assets small, if the site wants that.
func minifier(s *site.Site) func(name string, content []byte) ([]byte, error) {
	if s.Minify {
		return publish.Minify
	}
	return func(_ string, content []byte) ([]byte, error) { return content, nil }
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
