package publish

import (
	"path"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

var minifier = newMinifier()

func newMinifier() *minify.M {
	m := minify.New()
	m.Add(".css", &css.Minifier{})
	m.Add(".js", &js.Minifier{Version: 2017}) // old browsers get nothing newer than what was written
	return m
}

// Minify takes out of a style or script what browsers do not need. A file with
// another ending stays as it is: pages are made of small layouts and small texts.
func Minify(name string, content []byte) ([]byte, error) {
	kind := path.Ext(name)
	if _, _, f := minifier.Match(kind); f == nil {
		return content, nil
	}
	return minifier.Bytes(kind, content)
}
