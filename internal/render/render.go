// Package render turns a site and its layouts into HTML files.
//
// A layout is a file of html/template. base.html is the frame of every page;
// its {{.Main}} is the layout of the page's kind, for instance page.html. Every
// layout sees a View.
package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// Options are what pages depend on beside the site and its layouts.
type Options struct {
	Today  time.Time           // the day on which the site is built
	Assets map[string]string   // name of an asset → its path in the public folder
	Policy string              // the Content-Security-Policy that pages state themselves
	Tick   func(done, all int) // called as pages are done, by one goroutine at a time; may be nil
}

// Site renders every page in every language. What is wrong with a layout is a
// problem; then there are no files.
func Site(s *site.Site, layouts fs.FS, o Options) (site.Files, *problem.List, error) {
	problems := &problem.List{}
	set, err := parseLayouts(layouts, problems)
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	set.checkWords(s.Source, problems)
	if problems.HasErrors() {
		return nil, problems, nil
	}
	r := &renderer{site: s, layouts: set, short: newShortLinks(s.ShortLinks()), Options: o}
	if r.laws, err = r.makeLawPages(); err != nil {
		return nil, problems, err
	}
	jobs := r.jobs()
	outputs := make([][]byte, len(jobs))
	tick := ticker(o.Tick, len(jobs))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, j := range jobs {
		group.Go(func() error {
			defer tick()
			var b bytes.Buffer
			if err := set.execute(&b, j.layout, j.view); err != nil {
				layoutProblem(problems, err)
				return nil
			}
			outputs[i] = b.Bytes()
			return nil
		})
	}
	if err := group.Wait(); err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	files := site.Files{}
	for i, j := range jobs {
		if _, taken := files[j.file]; taken {
			return nil, problems, fmt.Errorf("two pages want the file %s", j.file)
		}
		files[j.file] = outputs[i]
	}
	files.Add(r.sitemap())
	feeds, err := r.feeds()
	if err != nil {
		return nil, problems, err
	}
	files.Add(feeds)
	codes, err := r.qrCodes()
	files.Add(codes)
	return files, problems, err
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
	short   shortLinks
	Options
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
		jobs = append(jobs, r.shortJobs(lang)...)
		jobs = append(jobs, job{lang.Code + "/404.html", "404.html", r.notFoundView(lang)})
	}
	jobs = append(jobs,
		job{"index.html", "languages.html", r.viewAt(r.site.Home, r.site.Source, "")},
		job{"404.html", "404.html", r.notFoundView(r.site.Source)},
	)
	return jobs
}
