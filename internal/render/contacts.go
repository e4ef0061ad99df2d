package render

import (
	"html/template"
	"strings"

	"beistand/internal/site"
)

// Contact is a helpline or office in the reader's words.
type Contact struct {
	*site.Contact
	Lang      *site.Lang
	Call      template.URL // calls the number; the number is known to be one
	About     string
	AboutLang *site.Lang
	Hours     []string
	Spoken    string // the languages spoken, "" when not known
	Checked   string // day of the last check, "" when not known
	WebName   string // the web address without what nobody reads
}

// Contacts are the page's contacts.
func (v *View) Contacts() ([]Contact, error) {
	var list []Contact
	for _, c := range v.Page.Contacts {
		view := Contact{Contact: c, Lang: v.Lang, Call: template.URL(c.Tel()), WebName: webName(c.Web)}
		view.About, view.AboutLang = c.AboutIn(v.Lang, v.Site.Source)
		for _, h := range c.Hours {
			view.Hours = append(view.Hours, h.In(v.Lang.Words))
		}
		var names []string
		for _, code := range c.Languages {
			names = append(names, v.Lang.NameOf(code))
		}
		view.Spoken = strings.Join(names, ", ")
		if !c.CheckedOn.IsZero() {
			checked, err := v.Date(c.CheckedOn)
			if err != nil {
				return nil, err
			}
			view.Checked = checked
		}
		list = append(list, view)
	}
	return list, nil
}

func webName(address string) string {
	_, name, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(strings.TrimPrefix(name, "www."), "/")
}
