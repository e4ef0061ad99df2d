package build

import (
	"io/fs"
	"maps"

	"beistand/assets"
	"beistand/internal/content"
	"beistand/internal/headers"
	"beistand/internal/problem"
	"beistand/internal/render"
	"beistand/internal/search"
	"beistand/internal/site"
)

// Builder builds a site again and again, as it is being written: what does not
// depend on a change is not made again. What each stage knows of that is in its
// package (content.Reader, render.Renderer, search.Indexer). The end is the
// same as that of Files.
type Builder struct {
	folder   fs.FS
	options  Options
	reader   *content.Reader
	renderer render.Renderer
	indexer  search.Indexer

	static struct { // the assets, which are in the program
		minified bool
		files    site.Files
		paths    map[string]string
	}
}

// NewBuilder builds the site in the folder.
func NewBuilder(folder fs.FS, o Options) *Builder {
	reader := content.NewReader(folder)
	return &Builder{folder: reader.Folder(), options: o, reader: reader}
}

// Pages builds everything but the index of the search. The names are those of
// the files and folders that have changed since the last call, below the site's
// folder; without names everything may have.
func (b *Builder) Pages(changed ...string) (*Result, *problem.List, error) {
	r := &Result{}
	problems, err := r.read(b.options, func() (*site.Site, *problem.List, error) { return b.reader.Load(changed...) })
	if err != nil || r.Site == nil {
		return nil, problems, err
	}
	stop := r.stage("render", b.options.Progress)
	files, found, err := b.render(r.Site)
	problems.Merge(found.Only(problem.Error))
	stop()
	if err != nil || problems.HasErrors() {
		return nil, problems, err
	}
	r.Files = files
	return r, problems, nil
}

// render makes the pages and the assets that they name.
func (b *Builder) render(s *site.Site) (site.Files, *problem.List, error) {
	if b.static.files == nil || b.static.minified != s.Minify {
		var err error
		if b.static.files, b.static.paths, err = assets.Files(minifier(s)); err != nil {
			return nil, &problem.List{}, err
		}
		b.static.minified = s.Minify
	}
	layouts, err := fs.Sub(b.folder, "layouts")
	if err != nil {
		return nil, &problem.List{}, err
	}
	files, problems, err := b.renderer.Site(s, layouts, b.options.rendering(b.static.paths))
	if files != nil {
		files.Add(b.static.files)
	}
	return files, problems, err
}

// Index is the index of the pages' site, and what is said of all files
// together. It may be made while Pages is at work on the next change.
func (b *Builder) Index(pages *Result) (site.Files, error) {
	files, err := b.indexer.Files(pages.Site)
	if err != nil {
		return nil, err
	}
	all := maps.Clone(pages.Files)
	all.Add(files)
	files.Add(headers.Files(pages.Site, maps.Keys(all)))
	return files, nil
}
