package publish

import (
	"bytes"
	"path"
	"runtime"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/xml"
	"golang.org/x/sync/errgroup"

	"beistand/internal/site"
)

var minifier = newMinifier()

func newMinifier() *minify.M {
	m := minify.New()
	m.Add(".css", &css.Minifier{})
	m.Add(".js", &js.Minifier{Version: 2017}) // old browsers get nothing newer than what was written
	m.Add(".xml", &xml.Minifier{})
	// End tags, the document's own tags and quotation marks stay: a page that
	// reaches a reader cut short should still be read as it was meant.
	m.Add(".html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true})
	return m
}

// Minify takes out of a file what browsers do not need, by the ending of its
// name. A file of another kind stays as it is.
func Minify(name string, content []byte) ([]byte, error) {
	kind := path.Ext(name)
	if _, _, f := minifier.Match(kind); f == nil {
		return content, nil
	}
	var out bytes.Buffer
	if err := minifier.Minify(kind, &out, bytes.NewReader(content)); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// MinifyAll returns the files minified.
func MinifyAll(files site.Files) (site.Files, error) {
	return each(files, func(name string, content []byte) (site.Files, error) {
		small, err := Minify(name, content)
		return site.Files{name: small}, err
	})
}

// each makes of every file some files, on all cores.
func each(files site.Files, work func(name string, content []byte) (site.Files, error)) (site.Files, error) {
	names := files.Paths()
	results := make([]site.Files, len(names))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() (err error) {
			results[i], err = work(name, files[name])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	all := make(site.Files, len(files))
	for _, r := range results {
		all.Add(r)
	}
	return all, nil
}
