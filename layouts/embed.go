// Package layouts holds the built-in layouts, which a site without its own
// gets. What they can show is listed in docs/layouts.md.
package layouts

import "embed"

//go:embed *.html
var FS embed.FS
