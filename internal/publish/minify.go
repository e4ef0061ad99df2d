package publish

import (
	"path"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/xml"

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
	return minifier.Bytes(kind, content)
}

// MinifyAll minifies the files and returns them. They take the place of the
// ones before, so that memory does not hold a site twice.
func MinifyAll(files site.Files) (site.Files, error) {
	var lock sync.Mutex
	names := files.Paths()
	err := onAllCores(len(names), func(i int, _ *[]byte) error {
		lock.Lock()
		content := files[names[i]]
		lock.Unlock()
		small, err := Minify(names[i], content)
		lock.Lock()
		files[names[i]] = small
		lock.Unlock()
		return err
	})
	return files, err
}
