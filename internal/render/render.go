// Package render turns a site and its layouts into HTML files.
//
// A layout is a file of html/template. base.html is the frame of every page;
// its {{.Main}} is the layout of the page's kind, for instance page.html. Every
// layout sees a View.
package render

import (
	"fmt"
	"io/fs"
	"reflect"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// Options are what pages depend on beside the site and its layouts.
type Options struct {
	Today   time.Time           // the day on which the site is built
	Assets  map[string]string   // name of an asset → its path in the public folder
	Policy  string              // the Content-Security-Policy that pages state themselves
	Offline bool                // what marks of site.Mark… stand for will be filled in
	Tick    func(done, all int) // called as pages are done, by one goroutine at a time; may be nil
}

// Site renders every page in every language. What is wrong with a layout is a
// problem; then there are no files.
func Site(s *site.Site, layouts fs.FS, o Options) (site.Files, *problem.List, error) {
	return new(Renderer).Site(s, layouts, o)
}

// Renderer renders a site again and again, as it is being written. A page is
// rendered again when something that it shows has changed: see facts.go. The
// zero value is ready.
type Renderer struct {
	last *renderer // the last time that there were no problems
}

// Site is the function Site.
func (a *Renderer) Site(s *site.Site, layouts fs.FS, o Options) (site.Files, *problem.List, error) {
	problems := &problem.List{}
	texts, err := readLayouts(layouts, problems)
	if err != nil {
		return nil, problems, err
	}
	r := &renderer{site: s, short: newShortLinks(s.ShortLinks()), Options: o, done: map[string]*page{}}
	r.mentioned.in = map[*site.Lang]map[string][]site.Mention{}
	if last := a.last; last != nil && last.layouts.isOf(texts, s.Minify) {
		r.layouts = last.layouts
	} else if r.layouts, err = parseLayouts(texts, s.Minify, problems); err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	r.layouts.checkWords(s.Source, problems)
	if problems.HasErrors() {
		return nil, problems, nil
	}
	if r.laws, err = r.makeLawPages(); err != nil {
		return nil, problems, err
	}
	files, err := r.render(a.last, problems)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	a.last = r
	return files, problems, nil
}

// render renders all pages, or what has changed since last time.
func (r *renderer) render(last *renderer, problems *problem.List) (site.Files, error) {
	var changed facts
	again := last != nil && last.layouts == r.layouts && sameOptions(last.Options, r.Options)
	if again {
		changed, again = changes(last.site, r.site)
		again = again && reflect.DeepEqual(last.short, r.short)
	}
	var todo []job
	files := make(site.Files, len(r.done))
	for _, j := range r.jobs() {
		if r.done[j.file] != nil {
			return nil, fmt.Errorf("two pages want the file %s", j.file)
		}
		if again {
			if p := last.done[j.file]; p != nil && p.layout == j.layout && p.made != nil && !changed.anyOf(p.made) {
				r.done[j.file] = p
				files[j.file] = p.content
				continue
			}
		}
		r.done[j.file] = &page{layout: j.layout}
		todo = append(todo, j)
	}
	tick := ticker(r.Tick, len(todo))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, j := range todo {
		p := r.done[j.file]
		group.Go(func() error {
			defer tick()
			var err error
			if p.content, p.made, err = r.layouts.page(j); err != nil {
				layoutProblem(problems, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, j := range todo {
		files[j.file] = r.done[j.file].content
	}
	if again && !changed.has(addresses, "", nil) {
		r.lists = last.lists
	} else {
		r.lists = r.sitemap()
	}
	files.Add(r.lists)
	feeds, err := r.feeds()
	if err != nil {
		return nil, err
	}
	files.Add(feeds)
	if again {
		r.codes = last.codes // they hold short links, and nothing of the texts
	} else if r.codes, err = r.qrCodes(); err != nil {
		return nil, err
	}
	files.Add(r.codes)
	return files, nil
}

// sameOptions compares all options but the one that is only told.
func sameOptions(a, b Options) bool {
	a.Tick, b.Tick = nil, nil
	return reflect.DeepEqual(a, b)
}

// ticker counts calls and passes the count on, one at a time.
func ticker(report func(done, all int), all int) func() {
	if report == nil {
		return func() {}
	}
	ticks := make(chan struct{}, 1)
	ticks <- struct{}{}
	done := 0
	return func() {
		<-ticks
		done++
		report(done, all)
		ticks <- struct{}{}
	}
}

type renderer struct {
	site    *site.Site
	layouts *layoutSet
	laws    lawPages
	done    map[string]*page // by the name of the file
	lists   site.Files       // of addresses, for search engines
	codes   site.Files       // pictures of short links
	short   shortLinks
	Options

	mentioned struct {
		sync.Mutex
		in map[*site.Lang]map[string][]site.Mention
	}
}

// page is a file that was rendered.
type page struct {
	layout  string
	content []byte
	made    []fact // what it is made of; nil when that is not known
}

// job is one file to be rendered.
type job struct {
	file   string
	layout string
	view   any
}

// jobs lists what is to be rendered, in the order of pages and languages.
func (r *renderer) jobs() []job {
	var jobs []job
	for _, lang := range r.site.Langs {
		for _, p := range r.site.Pages {
			v := r.view(p, lang)
			jobs = append(jobs, job{v.Path.File(), baseLayout, v})
			for _, alias := range p.Aliases {
				at := lang.Path(alias)
				jobs = append(jobs, job{at.File(), "moved.html", r.viewAt(p, lang, at)})
			}
		}
		jobs = append(jobs, r.lawJobs(lang)...)
		jobs = append(jobs, r.azJob(lang))
		jobs = append(jobs, r.pairJobs(lang)...)
		jobs = append(jobs, r.changesJob(lang))
		jobs = append(jobs, r.selectionJob(lang))
		jobs = append(jobs, r.shortJobs(lang)...)
		jobs = append(jobs, r.offlineJobs(lang)...)
		jobs = append(jobs, job{lang.Code + "/404.html", "404.html", r.notFoundView(lang)})
	}
	jobs = append(jobs,
		job{"index.html", "languages.html", r.viewAt(r.site.Home, r.site.Source, "")},
		job{"404.html", "404.html", r.notFoundView(r.site.Source)},
	)
	return jobs
}
