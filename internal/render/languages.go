package render

import "beistand/internal/site"

// Translation is the page in one of the site's languages.
type Translation struct {
	URL     string // relative, or the whole address for Alternates
	Lang    *site.Lang
	Title   string
	Current bool // whether it is the reader's language
	Exists  bool // whether the page is written in it; else the next best text is shown there
}

// Translations are the page in every language of the site.
func (v *View) Translations() []Translation {
	var list []Translation
	for _, l := range v.Site.Langs {
		list = append(list, Translation{
			URL: v.To(l.Path(v.Page.ID)), Lang: l, Title: v.Page.Best(l).Title,
			Current: l == v.Lang, Exists: v.Page.Text(l) != nil,
		})
	}
	return list
}

// Alternates are the languages in which the page is written, for search
// engines: whole addresses, where the site's own is known.
func (v *View) Alternates() []Translation {
	var list []Translation
	for _, t := range v.Page.Texts {
		list = append(list, Translation{URL: v.address(t.Lang.Path(v.Page.ID)), Lang: t.Lang})
	}
	return list
}

// Canonical is the address of the page in the language it is written in.
func (v *View) Canonical() string { return v.address(v.Text.Lang.Path(v.Page.ID)) }

// DefaultURL is the address for readers of languages that the site lacks.
func (v *View) DefaultURL() string {
	if v.IsHome() {
		return v.address("")
	}
	return v.address(v.Site.Source.Path(v.Page.ID))
}

func (v *View) address(p site.Path) string {
	if v.Site.BaseURL == "" {
		return v.To(p)
	}
	return v.Site.BaseURL + string(p)
}

// Fallback reports whether the text is in another language than the reader's.
func (v *View) Fallback() bool { return v.Text.Lang != v.Lang }

// TextLanguage is the language of the text, in the reader's words.
func (v *View) TextLanguage() string { return v.Lang.NameOf(v.Text.Lang.Code) }
