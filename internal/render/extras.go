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

// urlSet is sitemap.xml (https://www.sitemaps.org/protocol.html), with the
// languages of each page as search engines read them.
type urlSet struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc   string        `xml:"loc"`
	Links []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitemap lists every text that is written for search engines, and robots.txt
// says where the list is. Both need the site's own address; without it there
// is no list, for its addresses have to be whole.
func (r *renderer) sitemap() site.Files {
	robots := "User-agent: *\nAllow: /\n"
	if r.site.BaseURL == "" {
		return site.Files{"robots.txt": []byte(robots)}
	}
	set := urlSet{XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range r.site.Pages {
		var links []sitemapLink
		for _, t := range p.Texts {
			links = append(links, sitemapLink{"alternate", t.Lang.Code, r.site.BaseURL + string(t.Lang.Path(p.ID))})
		}
		links = append(links, sitemapLink{"alternate", "x-default", r.view(p, r.site.Source).DefaultURL()})
		for _, link := range links[:len(p.Texts)] {
			set.URLs = append(set.URLs, sitemapURL{link.Href, links})
		}
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	encoder := xml.NewEncoder(&b)
	encoder.Indent("", " ")
	if err := encoder.Encode(set); err != nil {
		panic(err) // strings always encode, and a buffer does not fail
	}
	b.WriteByte('\n')
	robots += "Sitemap: " + r.site.BaseURL + "sitemap.xml\n"
	return site.Files{"sitemap.xml": b.Bytes(), "robots.txt": []byte(robots)}
}
