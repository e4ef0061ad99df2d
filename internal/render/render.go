// Package render turns a site and its layouts into HTML files.
//
// A layout is a file of html/template. base.html is the frame of every page;
// its {{.Main}} is the layout of the page's kind, for instance page.html. Every
// layout sees a View.
package render

import (
	"bytes"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"

	"beistand/internal/parallel"
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

// Site renders every page in every language and puts it. What is wrong with a
// layout is a problem; then what was put is no site.
func Site(s *site.Site, layouts fs.FS, o Options, put site.Put) (*problem.List, error) {
	r, problems, err := newRenderer(nil, s, layouts, o)
	if err != nil || problems.HasErrors() {
		return problems, err
	}
	r.once = true
	r.jobs = r.listJobs()
	todo, err := r.reuse(nil, nil)
	if err != nil {
		return problems, err
	}
	err = r.each(todo, problems, func(i int, content []byte, _ []fact) error { return put(r.jobs[i].file, content) })
	if err != nil || problems.HasErrors() {
		return problems, err
	}
	if err := r.feeds(put); err != nil {
		return problems, err
	}
	if err := r.sitemap(put); err != nil {
		return problems, err
	}
	return problems, r.qrCodes(put)
}

// Renderer renders a site again and again, as it is being written. A page is
// rendered again when something that it shows has changed: see facts.go. The
// zero value is ready.
type Renderer struct {
	last *renderer // the last time that there were no problems
}

// Site is the function Site for files that stay in memory. There are none when
// there are problems.
func (a *Renderer) Site(s *site.Site, layouts fs.FS, o Options) (site.Files, *problem.List, error) {
	r, problems, err := newRenderer(a.last, s, layouts, o)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	files, err := r.again(a.last, problems)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	a.last = r
	return files, problems, nil
}

// newRenderer makes ready what all pages share; last may be nil.
func newRenderer(last *renderer, s *site.Site, layouts fs.FS, o Options) (*renderer, *problem.List, error) {
	problems := &problem.List{}
	texts, err := readLayouts(layouts, problems)
	if err != nil {
		return nil, problems, err
	}
	r := &renderer{site: s, Options: o}
	if last != nil && sameAddresses(last.site, s) {
		r.short = last.short
	} else {
		r.short = newShortLinks(s.ShortLinks())
	}
	r.mentioned.in = map[*site.Lang]map[string][]site.Mention{}
	if last != nil && last.layouts.isOf(texts, s.Minify) {
		r.layouts = last.layouts
	} else if r.layouts, err = parseLayouts(texts, s.Minify, problems); err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	r.layouts.checkWords(s.Source, problems)
	if problems.HasErrors() {
		return nil, problems, nil
	}
	r.laws, err = r.makeLawPages()
	return r, problems, err
}

// again renders what has changed since last time, which may be nil.
func (r *renderer) again(last *renderer, problems *problem.List) (site.Files, error) {
	var changed facts
	again := last != nil && last.layouts == r.layouts && sameOptions(last.Options, r.Options)
	if again {
		changed, again = changes(last.site, r.site)
		again = again && (r.short == last.short || reflect.DeepEqual(r.short, last.short))
	}
	if !again {
		last = nil
	}
	r.jobs = r.listJobs()
	todo, err := r.reuse(last, changed)
	if err != nil {
		return nil, err
	}
	before := slices.Clone(r.pages)
	err = r.each(todo, problems, func(i int, content []byte, made []fact) error {
		r.pages[i] = &page{bytes.Clone(content), made}
		return nil
	})
	if err != nil || problems.HasErrors() {
		return nil, err
	}
	more := site.Files{}
	put := more.Put()
	if err := r.feeds(put); err != nil {
		return nil, err
	}
	if !again || changed.has(addresses, "", nil) {
		if err := r.sitemap(put); err != nil {
			return nil, err
		}
	}
	if !again { // they hold short links, and nothing of the texts
		if err := r.qrCodes(put); err != nil {
			return nil, err
		}
	}
	// Nothing can fail any more: what last time has in common with this one may
	// be changed.
	for _, i := range todo {
		r.files[r.jobs[i].file] = r.pages[i].content
	}
	r.files.Add(more)
	r.remember(todo, before)
	return maps.Clone(r.files), nil // whoever gets it puts more files in
}

// each renders the pages of the jobs, on all cores, and hands each on with what
// it is made of; the content is only lent.
func (r *renderer) each(jobs []int, problems *problem.List, use func(i int, content []byte, made []fact) error) error {
	tick := ticker(r.Tick, len(jobs))
	return parallel.Each(len(jobs), func(n int) error {
		i := jobs[n]
		defer tick()
		return r.layouts.page(r.jobs[i], func(content []byte, made []fact, err error) error {
			if err != nil {
				layoutProblem(problems, err)
				return nil
			}
			return use(i, content, made)
		})
	})
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
	once    bool // whether pages need not say what they are made of
	short   *shortLinks
	jobs    []job
	pages   []*page // one for each job
	files   site.Files
	index   map[fact][]int // the jobs whose pages are made of a fact; nil until it is needed
	Options

	mentioned struct {
		sync.Mutex
		in map[*site.Lang]map[string][]site.Mention
	}
}

// page is a file that was rendered.
type page struct {
	content []byte
	made    []fact // what it is made of; nil when that is not known
}

// job is one file to be rendered.
type job struct {
	file   string
	layout string
	view   func() any
}

// listJobs lists what is to be rendered, in the order of pages and languages.
func (r *renderer) listJobs() []job {
	// Alone, beside the source language, and the two files of its short links.
	jobs := make([]job, 0, 4*len(r.site.Langs)*(len(r.site.Pages)+len(r.site.Statutes)+4))
	for _, lang := range r.site.Langs {
		for _, p := range r.site.Pages {
			jobs = append(jobs, job{lang.Path(p.ID).File(), baseLayout, func() any { return r.view(p, lang) }})
			for _, alias := range p.Aliases {
				at := lang.Path(alias)
				jobs = append(jobs, job{at.File(), "moved.html", func() any { return r.viewAt(p, lang, at) }})
			}
		}
		jobs = append(jobs, r.lawJobs(lang)...)
		jobs = append(jobs, r.azJob(lang))
		jobs = append(jobs, r.pairJobs(lang)...)
		jobs = append(jobs, r.changesJob(lang))
		jobs = append(jobs, r.selectionJob(lang))
		jobs = append(jobs, r.shortJobs(lang)...)
		jobs = append(jobs, r.offlineJobs(lang)...)
		jobs = append(jobs, job{lang.Code + "/404.html", "404.html", func() any { return r.notFoundView(lang) }})
	}
	jobs = append(jobs,
		job{"index.html", "languages.html", func() any { return r.viewAt(r.site.Home, r.site.Source, "") }},
		job{"404.html", "404.html", func() any { return r.notFoundView(r.site.Source) }},
	)
	return jobs
}
