package render

import (
	"bytes"
	"encoding/xml"

	"beistand/internal/site"
)

// notFoundView is the page that a server sends for an address that does not
// exist. It is served at any address, so its links start at the host's root.
func (r *renderer) notFoundView(l *site.Lang) *View {
	v := r.view(r.site.Home, l)
	v.absolute = true
	return v
}

// sitemap lists every text that is written for search engines, with the
// languages of each page (https://www.sitemaps.org/protocol.html), and
// robots.txt says where the list is. Both need the site's own address; without
// it there is no list, for its addresses have to be whole.
//
// It is written as text: a page in ten languages has a hundred addresses, and
// to encode them one by one took a tenth of the time of all pages.
func (r *renderer) sitemap(put site.Put) error {
	robots := "User-agent: *\nAllow: /\n"
	if r.site.BaseURL == "" {
		return put("robots.txt", []byte(robots))
	}
	var b, links bytes.Buffer
	line, end := func(indent string) string { return "\n" + indent }, "></xhtml:link>"
	if r.site.Minify {
		line, end = func(string) string { return "" }, "/>"
	}
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
	link := func(lang, address string) {
		links.WriteString(line("  ") + `<xhtml:link rel="alternate" hreflang="` + lang + `" href="`)
		_ = xml.EscapeText(&links, []byte(address)) // a buffer does not fail
		links.WriteString(`"` + end)
	}
	for _, p := range r.site.Pages {
		links.Reset()
		for _, t := range p.Texts {
			link(t.Lang.Code, r.site.BaseURL+string(t.Lang.Path(p.ID)))
		}
		link("x-default", r.view(p, r.site.Source).DefaultURL())
		for _, t := range p.Texts {
			b.WriteString(line(" ") + "<url>" + line("  ") + "<loc>")
			_ = xml.EscapeText(&b, []byte(r.site.BaseURL+string(t.Lang.Path(p.ID))))
			b.WriteString("</loc>")
			b.Write(links.Bytes())
			b.WriteString(line(" ") + "</url>")
		}
	}
	b.WriteString(line("") + "</urlset>\n")
	robots += "Sitemap: " + r.site.BaseURL + "sitemap.xml\n"
	if err := put("sitemap.xml", b.Bytes()); err != nil {
		return err
	}
	return put("robots.txt", []byte(robots))
}
