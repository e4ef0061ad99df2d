// Package assets holds the styles and scripts of the site as plain files.
package assets

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"beistand/internal/site"
)

//go:embed css/*.css js/*.js
var fsys embed.FS

// bundles are the files that pages load, and the parts of each in their order.
var bundles = []struct {
	name  string
	parts []string
}{
	{"site.css", []string{
		"tokens", "base", "header", "quick-exit", "language-picker", "search", "page", "citation", "term",
		"alert", "table", "contacts", "cards", "guide", "keep", "footer", "share", "pair", "read-aloud", "print",
	}},
	{"site.js", []string{"trusted", "load-once", "quick-exit", "term", "stale", "search-box", "local-voice", "read-aloud-offer", "share-offer", "language-picker", "selection-offer"}},
	{"short.js", []string{"short"}},                                                     // of short links to sections
	{"search.js", []string{"search-core", "search"}},                                    // loaded when somebody searches
	{"read-aloud.js", []string{"local-voice", "read-aloud"}},                            // loaded when somebody wants to listen
	{"share.js", []string{"qr", "share"}},                                               // loaded when somebody passes a page on
	{"collect.js", []string{"selection-code", "selection-tab", "page-tree", "collect"}}, // loaded when somebody chooses sections
	{"collect.css", []string{"collect"}},
	{"selection.js", []string{"selection-code", "selection-tab", "page-tree", "stale", "qr", "selection"}}, // loaded by one page
	{"selection.css", []string{"selection"}},
	{"keep.js", []string{"kept", "keep"}}, // loaded by one page
	{"sw.js", []string{"kept", "sw"}},     // registered when somebody asks to keep the site
}

// Single is the style and the script of a language in a single file, of which
// they are a part.
func Single(minify func(name string, content []byte) ([]byte, error)) (style, script []byte, err error) {
	if style, err = minify("single.css", join(".css", append(slices.DeleteFunc(slices.Clone(bundles[0].parts), func(part string) bool {
		return slices.Contains([]string{"language-picker", "keep", "term", "read-aloud"}, part)
	}), "single"))); err != nil {
		return nil, nil, err
	}
	script, err = minify("single.js", join(".js", []string{"quick-exit", "stale", "qr", "single", "search-core", "search"}))
	return style, script, err
}

// Worker is the service worker. It lies at the root, for it may only see what
// lies below it, and browsers look for a new one under the old name.
const Worker = "sw.js"

// Files are the site's assets, ready to be published, and the path of each by
// its name. A path holds a fingerprint of the content, so that a browser may
// keep the file for ever.
func Files(minify func(name string, content []byte) ([]byte, error)) (site.Files, map[string]string, error) {
	files, paths := site.Files{}, map[string]string{}
	for _, b := range bundles {
		content, err := minify(b.name, join(path.Ext(b.name), b.parts))
		if err != nil {
			return nil, nil, err
		}
		sum := sha256.Sum256(content)
		base, ext, _ := strings.Cut(b.name, ".")
		paths[b.name] = "assets/" + base + "." + hex.EncodeToString(sum[:4]) + "." + ext
		if b.name == Worker {
			paths[b.name] = Worker
		}
		files[paths[b.name]] = content
	}
	return files, paths, nil
}

// SearchCore is the script of the search without what belongs to a page, for
// programs that run it themselves.
func SearchCore() string {
	return string(part("search-core", ".js"))
}

// join puts the parts of a file together.
func join(ext string, names []string) []byte {
	var all []byte
	for _, name := range names {
		all = append(all, part(name, ext)...)
	}
	if ext == ".js" {
		all = append(append([]byte("(function () {\n"), all...), "})();\n"...) // nothing of ours is global
	}
	return all
}

// part is one file. The exports at the end of a script are for tests that load
// it as a module; a page runs it as it is.
func part(name, ext string) []byte {
	content, err := fsys.ReadFile(ext[1:] + "/" + name + ext)
	if err != nil {
		panic(err) // the program was built without the file
	}
	before, _, _ := bytes.Cut(content, []byte("\nexport {"))
	return append(bytes.TrimRight(before, "\n"), '\n')
}
