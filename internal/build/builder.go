package build

import (
	"io/fs"
	"maps"

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
	folder  fs.FS
	options Options
	pages   pageBuilder
	indexer search.Indexer
}

// NewBuilder builds the site in the folder.
func NewBuilder(folder fs.FS, o Options) *Builder {
	reader := content.NewReader(folder)
	return &Builder{folder: reader.Folder(), options: o, pages: pageBuilder{load: reader.Load, renderer: new(render.Renderer)}}
}

// Pages builds everything but the index of the search. The names are those of
// the files and folders that have changed since the last call, below the site's
// folder; without names everything may have.
func (b *Builder) Pages(changed ...string) (*Result, *problem.List, error) {
	return b.pages.pages(b.folder, b.options, changed...)
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
	files.Add(headers.Files(pages.Site, all))
	return files, nil
}
