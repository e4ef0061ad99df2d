package content

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// contactTOML is one table of content/contacts.toml, whose name is the
// contact's id.
type contactTOML struct {
	Name          string
	Phone         string
	Web           string
	About         map[string]string
	Hours         []string
	AlwaysOpen    bool `toml:"always_open"`
	Languages     []string
	Interpreters  bool
	Free          bool
	Anonymous     bool
	Professionals bool
	CheckedOn     time.Time `toml:"checked_on"`
}

var phonePattern = regexp.MustCompile(`^\+?[0-9]+( [0-9]+)*$`)

func (l *loader) loadContacts() error {
	const file = "content/" + contactsFile
	data, found, err := l.read(file)
	if err != nil || !found {
		return err
	}
	table := map[string]contactTOML{}
	if !l.decode(file, data, &table) {
		return nil
	}
	places := placesIn(file, data)
	whole := !l.problems.HasErrorsIn(file)
	for _, id := range sortedKeys(table) {
		c := table[id]
		at := places.key(id)
		contact := &site.Contact{
			ID: id, Name: c.Name, Phone: c.Phone, Web: c.Web, About: c.About,
			AlwaysOpen: c.AlwaysOpen, Languages: c.Languages, Interpreters: c.Interpreters,
			Free: c.Free, Anonymous: c.Anonymous, Professionals: c.Professionals,
			CheckedOn: day(c.CheckedOn), Place: at,
		}
		if whole && (c.Name == "" || c.Phone == "" && c.Web == "") {
			l.problems.Error(at, "contact %q needs a name, and a phone number or a web address", id)
		}
		if c.Phone != "" && !phonePattern.MatchString(c.Phone) {
			l.problems.Error(at, "phone number %q of %q is not a number", c.Phone, id).
				Hint("digits with single spaces between: \"0800 111 0 550\"")
		}
		if c.Web != "" && !isWebAddress(c.Web) {
			l.problems.Error(at, "web address %q of %q is not a web address", c.Web, id).Hint("it starts with https://")
		}
		for _, h := range c.Hours {
			hours, err := site.ParseHours(h)
			if err != nil {
				l.problems.Error(at, "contact %q: %v", id, err).
					Hint("write days and one span of time: hours = [\"Mo-Fr 09:00-15:00\", \"Sa 10:00-12:00\"]")
				continue
			}
			contact.Hours = append(contact.Hours, hours)
		}
		for _, code := range c.Languages {
			if _, err := language.Parse(code); err != nil {
				l.problems.Error(at, "contact %q: %q is not the code of a language", id, code).Hint("for instance de, en, ar")
			}
		}
		for _, code := range sortedKeys(c.About) {
			if l.lang(code) == nil {
				l.problems.Error(at, "contact %q: about.%s is not in a language of this site", id, code).
					Hint("delete it, or add the language to site.toml")
			}
		}
		l.contacts = append(l.contacts, contact)
	}
	return nil
}

func (l *loader) contact(id string) *site.Contact {
	i := slices.IndexFunc(l.contacts, func(c *site.Contact) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return l.contacts[i]
}

func (l *loader) noContact(at problem.Place, id string) {
	if l.problems.HasErrorsIn("content/" + contactsFile) {
		return // the contact may be what could not be read
	}
	var ids []string
	for _, c := range l.contacts {
		ids = append(ids, c.ID)
	}
	p := l.problems.Error(at, "no contact %q in content/%s", id, contactsFile)
	if near := nearest(id, ids); near != "" {
		p.Hint("did you mean %q?", near)
	} else {
		p.Hint("the contacts are %s", strings.Join(ids, ", "))
	}
}

// day is the calendar day of a TOML date, which the library gives in a time
// zone of its own.
func day(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
