// Package headers says what a server is to send beside each file of the site,
// so that a page runs nothing but our own scripts, tells nobody where its
// reader comes from, and leaves no copy in the browser's cache.
package headers

import "strings"

// A Header is the name and the value of a field of an HTTP response.
type Header struct{ Name, Value string }

// policy lists what a page may load and do (https://www.w3.org/TR/CSP3/), but
// for what only works in a header. A page loads its style, its scripts and its
// pictures from its own site; "data:" is the empty icon. Addresses of scripts
// pass the one policy of assets/js/trusted.js, strings never become markup
// (https://www.w3.org/TR/trusted-types/).
var policy = []string{
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"worker-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types default",
}

// Policy is the Content-Security-Policy as a page states it itself, in a meta
// element, for hosts that send no headers.
func Policy() string { return strings.Join(policy, "; ") }

// unused are the abilities of browsers that no page of ours has a use for
// (https://www.w3.org/TR/permissions-policy/).
var unused = []string{
	"accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
	"fullscreen", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts",
	"magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
	"screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking",
}

// everywhere are the headers of every file.
func everywhere() []Header {
	return []Header{
		{"Content-Security-Policy", Policy() + "; frame-ancestors 'none'"},
		{"Referrer-Policy", "no-referrer"},
		{"Permissions-Policy", strings.Join(unused, "=(), ") + "=()"},
		{"X-Content-Type-Options", "nosniff"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
	}
}

// saved makes a browser save a file instead of showing it: a site in a single
// file has a policy of its own, which does not go with that of the server.
func saved() Header { return Header{"Content-Disposition", "attachment"} }

const (
	assetsFolder   = "assets/"
	downloadFolder = "download/"

	// The names of assets hold a fingerprint, and say nothing of what was read.
	keep = "public, max-age=31536000, immutable"
	// Pages and what the search loads would tell what somebody read and looked
	// for: a browser is to forget them.
	forget = "no-store"
)

// For lists the headers of a file of the public folder.
func For(path string) []Header {
	cache := forget
	if strings.HasPrefix(path, assetsFolder) {
		cache = keep
	}
	list := append(everywhere(), Header{"Cache-Control", cache})
	if strings.HasPrefix(path, downloadFolder) {
		list = append(list, saved())
	}
	return list
}
