package render

import (
	"fmt"
	"maps"
	"slices"

	"beistand/internal/site"
)

// reuse takes over the pages of last time that are not made of what has
// changed, and lists the jobs that are to be done. Last is nil when nothing of
// it can be used.
func (r *renderer) reuse(last *renderer, changed facts) (todo []int, err error) {
	r.pages = make([]*page, len(r.jobs))
	if last != nil && slices.EqualFunc(r.jobs, last.jobs, sameJob) {
		// Nearly always: one text was edited. What it takes to find its pages
		// must not grow with the site.
		copy(r.pages, last.pages)
		r.files, r.index = last.files, last.index
		return r.madeOf(changed), nil
	}
	r.files = make(site.Files, len(r.jobs))
	known := map[string]int{} // file → job of last time
	if last != nil {
		for i, j := range last.jobs {
			known[j.file] = i
		}
	}
	for i, j := range r.jobs {
		if _, taken := r.files[j.file]; taken {
			return nil, fmt.Errorf("two pages want the file %s", j.file)
		}
		r.files[j.file] = nil
		if n, found := known[j.file]; found && sameJob(j, last.jobs[n]) {
			if p := last.pages[n]; p.made != nil && !changed.anyOf(p.made) {
				r.pages[i], r.files[j.file] = p, p.content
				continue
			}
		}
		todo = append(todo, i)
	}
	if last != nil { // lists for search engines and codes, which are no jobs
		for name, content := range last.files {
			if _, found := known[name]; !found {
				r.files[name] = content
			}
		}
	}
	return todo, nil
}

// sameJob reports whether two jobs make the same file of the same layout.
func sameJob(a, b job) bool { return a.file == b.file && a.layout == b.layout }

// madeOf lists the jobs whose pages are made of one of the facts, or of nobody
// knows what.
func (r *renderer) madeOf(changed facts) []int {
	if r.index == nil {
		r.index = map[fact][]int{}
		all := make([]int, len(r.pages))
		for i := range all {
			all[i] = i
		}
		r.remember(all, make([]*page, len(all)))
	}
	found := map[int]bool{}
	for f := range changed {
		for _, i := range r.index[f] {
			found[i] = true
		}
	}
	for _, i := range r.index[fact{}] {
		found[i] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// remember notes in the index what pages are made of; under no fact, those of
// which that is not known. What a page was made of before stays: then it is
// rendered once too often.
func (r *renderer) remember(jobs []int, before []*page) {
	if r.index == nil {
		return
	}
	for _, i := range jobs {
		var noted []fact
		if before[i] != nil {
			noted = before[i].known()
		}
		for _, f := range r.pages[i].known() {
			if !slices.Contains(noted, f) {
				r.index[f] = append(r.index[f], i)
			}
		}
	}
}

// known is what the page is made of, for the index.
func (p *page) known() []fact {
	if p.made == nil {
		return []fact{{}}
	}
	return p.made
}
