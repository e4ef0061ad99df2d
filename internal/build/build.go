// Package build knows the order of work: read, check, render, make small, index, publish.
package build

import (
	"context"
	"io/fs"
	"maps"
	"strings"
	"sync"
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

// Result is a site that was built.
type Result struct {
	Site   *site.Site
	Files  site.Files // nil where they were published
	Count  int        // of files that were published
	Size   int        // of these together, in bytes
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
	found, err := pages(withBaseURL(s, o.BaseURL), folder, o, nowhere)
	problems.Merge(found)
	return problems, err
}

// Publish builds the site in the folder and makes dir hold its files and
// nothing else, in one step at the end. Where authors made mistakes dir stays
// as it was, the result is nil and the problems say which; what stops no build
// is for Check. So it stays when the context ends before.
func Publish(ctx context.Context, folder fs.FS, dir string, o Options) (*Result, *problem.List, error) {
	edition, err := publish.New(dir)
	if err != nil {
		return nil, nil, err
	}
	defer edition.Discard()
	put := site.Put(func(path string, content []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return edition.Put(path, content)
	})
	if o.Precompress {
		put = publish.Precompress(put)
	}
	r, problems, err := build(folder, o, put)
	if err != nil || r == nil {
		return nil, problems, err
	}
	defer r.stage("publish", o.Progress)()
	r.Count, r.Size = edition.Files(), edition.Size()
	return r, problems, edition.Publish()
}

// Files is Publish for files that stay in memory.
func Files(folder fs.FS, o Options) (*Result, *problem.List, error) {
	files := site.Files{}
	r, problems, err := build(folder, o, files.Put())
	if err != nil || r == nil {
		return nil, problems, err
	}
	r.Files = files
	return r, problems, nil
}

// build builds the site in the folder and puts its files as they are made, so
// that they need not lie in memory all at once. Where authors made mistakes the
// result is nil, and what was put is no site.
func build(folder fs.FS, o Options, put site.Put) (*Result, *problem.List, error) {
	r := &Result{}
	problems, err := r.read(o, func() (*site.Site, *problem.List, error) { return content.Load(folder) })
	if err != nil || r.Site == nil {
		return nil, problems, err
	}
	all := &noted{put: put, paths: map[string]bool{}}
	put = all.Put
	taken := o.Offline && r.Site.Offline
	held := site.Files{}
	switch {
	case problems.HasErrors(): // only those of the layouts are still to be told
		put = nowhere
	case taken: // what readers take along is made of all files, and changes some
		put = held.Put()
	}
	stop := r.stage("render", o.Progress)
	found, err := pages(r.Site, folder, o, put)
	problems.Merge(found.Only(problem.Error))
	stop()
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	stop = r.stage("index", o.Progress)
	if err := search.Site(r.Site, put); err != nil {
		return nil, problems, err
	}
	stop()
	if taken {
		stop = r.stage("offline", o.Progress)
		style, script, err := assets.Single(minifier(r.Site))
		if err != nil {
			return nil, problems, err
		}
		more, err := offline.Files(r.Site, held, offline.Inline{Style: style, Script: script}, o.Today)
		if err != nil {
			return nil, problems, err
		}
		held.Add(more)
		stop()
		stop = r.stage("write", o.Progress)
		if err := held.PutAll(o.Progress.counting("write", len(held), all.Put)); err != nil {
			return nil, problems, err
		}
		stop()
	}
	return r, problems, headers.Files(r.Site, maps.Keys(all.paths)).PutAll(all.Put)
}

// nowhere is a site.Put for files that nobody wants.
func nowhere(string, []byte) error { return nil }

// noted passes files on and notes where they lie: the path of a file at the
// top, and of a folder there that of any file in it.
type noted struct {
	put   site.Put
	mu    sync.Mutex
	paths map[string]bool
}

func (n *noted) Put(path string, content []byte) error {
	top := path
	if i := strings.IndexByte(path, '/'); i >= 0 {
		top = path[:i+1]
	}
	n.mu.Lock()
	n.paths[top] = true
	n.mu.Unlock()
	return n.put(path, content)
}

// read reads the site and asks the rules. There is no site where it could not
// be read.
func (r *Result) read(o Options, load func() (*site.Site, *problem.List, error)) (*problem.List, error) {
	defer r.stage("read", o.Progress)()
	s, problems, err := load()
	if err == nil && !problems.HasErrors() {
		problems.Merge(check.Errors(s, o.Today))
	}
	problems = problems.Only(problem.Error)
	if err == nil && s != nil {
		r.Site = withBaseURL(s, o.BaseURL)
	}
	return problems, err
}

// pages renders the pages and puts them with the assets that they name.
func pages(s *site.Site, folder fs.FS, o Options, put site.Put) (*problem.List, error) {
	static, paths, err := assets.Files(minifier(s))
	if err != nil {
		return &problem.List{}, err
	}
	layouts, err := fs.Sub(folder, "layouts")
	if err != nil {
		return &problem.List{}, err
	}
	problems, err := render.Site(s, layouts, o.rendering(paths), put)
	if err != nil {
		return problems, err
	}
	return problems, static.PutAll(put)
}

// rendering is the options of the pages, which name the assets by their paths.
func (o Options) rendering(assets map[string]string) render.Options {
	return render.Options{Today: o.Today, Assets: assets, Policy: headers.Policy(), Offline: o.Offline, Tick: o.Progress.of("render")}
}

// minifier makes assets small, if the site wants that.
func minifier(s *site.Site) func(name string, content []byte) ([]byte, error) {
	if s.Minify {
		return publish.Minify
	}
	return func(_ string, content []byte) ([]byte, error) { return content, nil }
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

// counting tells the progress of a stage in which files are put.
func (p Progress) counting(stage string, all int, put site.Put) site.Put {
	if p == nil {
		return put
	}
	var mu sync.Mutex
	done := 0
	return func(path string, content []byte) error {
		err := put(path, content)
		mu.Lock()
		defer mu.Unlock()
		done++
		p(stage, done, all)
		return err
	}
}

func withBaseURL(s *site.Site, address string) *site.Site {
	if address == "" {
		return s
	}
	other := *s
	other.BaseURL = address
	return &other
}
