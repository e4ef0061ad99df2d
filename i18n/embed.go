// Package i18n holds the built-in words of the interface, one file per
// language, which a site without its own gets.
package i18n

import "embed"

//go:embed *.toml
var FS embed.FS
