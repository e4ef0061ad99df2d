package render

import (
	"bytes"
	"encoding/xml"

	"beistand/internal/parallel"
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
// languages of each page (https://www.sitemaps.org/protocol.html): a list for
// each language, for one may name 50,000 addresses, and sitemap.xml names the
// lists. robots.txt says where that is. All need the site's own address; without
// it there is no list, for its addresses have to be whole.
//
// It is written as text: a page in ten languages has a hundred addresses, and
// to encode them one by one took a tenth of the time of all pages.
func (r *renderer) sitemap(put site.Put) error {
	const robots = "User-agent: *\nAllow: /\n"
	if r.site.BaseURL == "" {
		return put("robots.txt", []byte(robots))
	}
	links := make([][]byte, len(r.site.Pages)) // to a page in all its languages
	_ = parallel.Each(len(links), func(i int) error {
		links[i] = r.alternates(r.site.Pages[i])
		return nil
	})
	err := parallel.Each(len(r.site.Langs), func(i int) error {
		l := r.site.Langs[i]
		var b bytes.Buffer
		b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
		for n, p := range r.site.Pages {
			if p.Text(l) == nil {
				continue
			}
			b.WriteString(r.line(1) + "<url>" + r.line(2) + "<loc>")
			_ = xml.EscapeText(&b, []byte(r.site.BaseURL+string(l.Path(p.ID)))) // a buffer does not fail
			b.WriteString("</loc>")
			b.Write(links[n])
			b.WriteString(r.line(1) + "</url>")
		}
		b.WriteString(r.line(0) + "</urlset>\n")
		return put(sitemapOf(l), b.Bytes())
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, l := range r.site.Langs {
		b.WriteString(r.line(1) + "<sitemap>" + r.line(2) + "<loc>")
		_ = xml.EscapeText(&b, []byte(r.site.BaseURL+sitemapOf(l)))
		b.WriteString("</loc>" + r.line(1) + "</sitemap>")
	}
	b.WriteString(r.line(0) + "</sitemapindex>\n")
	if err := put("sitemap.xml", b.Bytes()); err != nil {
		return err
	}
	return put("robots.txt", []byte(robots+"Sitemap: "+r.site.BaseURL+"sitemap.xml\n"))
}

func sitemapOf(l *site.Lang) string { return "sitemap-" + l.Code + ".xml" }

// alternates are the links of a list to a page in all its languages.
func (r *renderer) alternates(p *site.Page) []byte {
	var b bytes.Buffer
	end := "></xhtml:link>"
	if r.site.Minify {
		end = "/>"
	}
	link := func(lang, address string) {
		b.WriteString(r.line(2) + `<xhtml:link rel="alternate" hreflang="` + lang + `" href="`)
		_ = xml.EscapeText(&b, []byte(address))
		b.WriteString(`"` + end)
	}
	for _, t := range p.Texts {
		link(t.Lang.Code, r.site.BaseURL+string(t.Lang.Path(p.ID)))
	}
	link("x-default", r.view(p, r.site.Source).DefaultURL())
	return b.Bytes()
}

// line starts a line of a list; a small site has none.
func (r *renderer) line(indent int) string {
	if r.site.Minify {
		return ""
	}
	return "\n" + "  "[:indent]
}
