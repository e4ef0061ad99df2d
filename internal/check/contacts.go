package check

import (
	"time"

	"beistand/internal/site"
)

// contacts warns of contacts whose facts were last seen more than a year ago.
func contacts(s *site.Site, today time.Time, notes notes) {
	for _, c := range s.Contacts {
		if !c.CheckedOn.IsZero() && today.After(c.CheckedOn.AddDate(1, 0, 0)) {
			notes.Warning(c.Place, "contact %q was last checked on %s, more than a year ago", c.ID, c.CheckedOn.Format(time.DateOnly)).
				Hint("look at %s, then set checked_on; leave out what cannot be confirmed", c.Web)
		}
		if c.CheckedOn.IsZero() && len(c.Hours) > 0 {
			notes.Warning(c.Place, "contact %q states hours and not when they were checked", c.ID).
				Hint("set checked_on, or leave the hours out")
		}
	}
}
