package headers

import (
	"fmt"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strings"

	"beistand/internal/site"
)

// Files are the same headers as the configurations of servers write them:
// _headers for hosts that read it, headers/nginx.conf and headers/Caddyfile to
// be included in the server's own. Paths are those of all files of the site.
func Files(s *site.Site, paths iter.Seq[string]) site.Files {
	base := "/"
	if u, err := url.Parse(s.BaseURL); err == nil && u.Path != "" {
		base = u.Path
	}
	return site.Files{
		"_headers":           []byte(hostFile(base, paths)),
		"headers/nginx.conf": []byte(nginx(s, base)),
		"headers/Caddyfile":  []byte(caddy(s, base)),
	}
}

// hostFile is _headers, which a number of hosts of static sites read. Some of
// them join the values of rules that apply together, so what the browser may
// keep is said once for each folder.
func hostFile(base string, paths iter.Seq[string]) string {
	var b strings.Builder
	rule := func(path string, headers ...Header) {
		fmt.Fprintf(&b, "%s\n", path)
		for _, h := range headers {
			fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
		}
	}
	rule(base+"*", everywhere()...)
	rule(base+assetsFolder+"*", Header{"Cache-Control", keep})
	rule(base, Header{"Cache-Control", forget})
	for _, path := range topLevel(paths) {
		if path != assetsFolder+"*" {
			rule(base+path, Header{"Cache-Control", forget})
		}
		if path == downloadFolder+"*" {
			rule(base+path, saved())
		}
	}
	return b.String()
}

// topLevel lists the files at the root of the public folder, and its folders as
// "de/*".
func topLevel(paths iter.Seq[string]) []string {
	seen := map[string]bool{}
	for path := range paths {
		if folder, _, within := strings.Cut(path, "/"); within {
			path = folder + "/*"
		}
		seen[path] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// nginx is to be included in a server block of nginx, which takes headers from
// one level only: so each location has all.
func nginx(s *site.Site, base string) string {
	var b strings.Builder
	b.WriteString("# include this in the server { … } of your site, whose root is the public folder\n")
	b.WriteString("# (of a precompressed site also: gzip_static on;)\n\n")
	location := func(path, more string, headers []Header) {
		fmt.Fprintf(&b, "location %s {\n%s", path, more)
		for _, h := range headers {
			fmt.Fprintf(&b, "\tadd_header %s %q always;\n", h.Name, h.Value)
		}
		b.WriteString("}\n")
	}
	location(base+assetsFolder, "", For(assetsFolder))
	location(base+downloadFolder, "", For(downloadFolder))
	location(base, "\terror_page 404 "+base+"404.html;\n", For(""))
	for _, l := range s.Langs {
		location(base+l.Code+"/", "\terror_page 404 "+base+l.Code+"/404.html;\n", For(""))
	}
	return b.String()
}

// caddy is to be imported in the site block of a Caddyfile.
func caddy(s *site.Site, base string) string {
	var b strings.Builder
	b.WriteString("# import this in the block of your site, whose root is the public folder\n")
	b.WriteString("# (of a precompressed site: file_server { precompressed br gzip })\n\n")
	for _, h := range everywhere() {
		fmt.Fprintf(&b, "header %s %q\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "@assets path %s*\n", base+assetsFolder)
	fmt.Fprintf(&b, "header @assets Cache-Control %q\n", keep)
	fmt.Fprintf(&b, "@pages not path %s*\n", base+assetsFolder)
	fmt.Fprintf(&b, "header @pages Cache-Control %q\n", forget)
	fmt.Fprintf(&b, "header %s* %s %q\n", base+downloadFolder, saved().Name, saved().Value)
	b.WriteString("file_server\nhandle_errors {\n")
	for _, l := range s.Langs {
		fmt.Fprintf(&b, "\t@%[1]s path %[2]s%[1]s/*\n\trewrite @%[1]s %[2]s%[1]s/404.html\n", l.Code, base)
	}
	codes := make([]string, 0, len(s.Langs))
	for _, l := range s.Langs {
		codes = append(codes, base+l.Code+"/*")
	}
	fmt.Fprintf(&b, "\t@other not path %s\n\trewrite @other %s404.html\n\tfile_server\n}\n", strings.Join(codes, " "), base)
	return b.String()
}
