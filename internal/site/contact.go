package site

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"beistand/internal/problem"
)

// Contact is a helpline or an office.
type Contact struct {
	ID            string
	Name          string
	Phone         string            // as people write it: "0800 111 0 550"; may be empty
	Web           string            // may be empty
	About         map[string]string // language code → for whom, and what they do
	AlwaysOpen    bool
	Hours         []Hours  // empty when not known
	Languages     []string // codes of the languages spoken; empty when not known
	Interpreters  bool     // other languages through an interpreter
	Free          bool
	Anonymous     bool
	Professionals bool      // for counsellors, not for the people affected
	CheckedOn     time.Time // day on which the facts were last seen at their source
	Place         problem.Place
}

// Tel is the link that calls the number.
func (c *Contact) Tel() string {
	return "tel:" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, c.Phone)
}

// AboutIn says in the language, or the next best one, whom the contact is for,
// and which language that is.
func (c *Contact) AboutIn(l *Lang, source *Lang) (string, *Lang) {
	return textIn(c.About, l, source)
}

// Hours are opening hours on some days of the week.
type Hours struct {
	Days     []int // 0 is Monday
	From, To string
}

var (
	hoursPattern = regexp.MustCompile(`^([A-Z][a-z](?:[-,][A-Z][a-z])*) ((?:[01]\d|2[0-4]):[0-5]\d)-((?:[01]\d|2[0-4]):[0-5]\d)$`)
	dayCodes     = []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}
)

// ParseHours reads opening hours as OpenStreetMap's opening_hours writes them
// (https://wiki.openstreetmap.org/wiki/Key:opening_hours), of which it knows
// days and one span of time: "Mo-Fr 09:00-15:00", "Mo,We 09:00-14:00".
func ParseHours(text string) (Hours, error) {
	m := hoursPattern.FindStringSubmatch(text)
	if m == nil {
		return Hours{}, fmt.Errorf("opening hours %q are not of the form \"Mo-Fr 09:00-15:00\"", text)
	}
	h := Hours{From: m[2], To: m[3]}
	for part := range strings.SplitSeq(m[1], ",") {
		first, last, isSpan := strings.Cut(part, "-")
		if !isSpan {
			last = first
		}
		from, to := dayIndex(first), dayIndex(last)
		if from < 0 || to < from {
			return Hours{}, fmt.Errorf("opening hours %q name days that are not Mo, Tu, We, Th, Fr, Sa, Su in order", text)
		}
		for d := from; d <= to; d++ {
			h.Days = append(h.Days, d)
		}
	}
	return h, nil
}

func dayIndex(code string) int {
	for i, d := range dayCodes {
		if d == code {
			return i
		}
	}
	return -1
}

// In writes the hours in a language: "Mo–Fr 09:00–15:00".
func (h Hours) In(w *Words) string {
	names := w.Weekdays()
	var parts []string
	for i := 0; i < len(h.Days); {
		j := i
		for j+1 < len(h.Days) && h.Days[j+1] == h.Days[j]+1 {
			j++
		}
		switch {
		case j-i >= 2:
			parts = append(parts, names[h.Days[i]]+"–"+names[h.Days[j]])
		default:
			for ; i <= j; i++ {
				parts = append(parts, names[h.Days[i]])
			}
		}
		i = j + 1
	}
	return strings.Join(parts, ", ") + " " + h.From + "–" + h.To
}
