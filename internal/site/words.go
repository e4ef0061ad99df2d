package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Words are the words of the interface in one language: i18n/LANG.toml.
type Words struct {
	File  string
	tag   language.Tag
	texts map[string]string            // key → text
	forms map[string]map[string]string // key → plural category → text
	lists map[string][]string
}

// NewWords collects the words of a file: texts by key, texts with plural forms
// by key and category (CLDR: zero one two few many other), lists by key.
func NewWords(file string, tag language.Tag, texts map[string]string, forms map[string]map[string]string, lists map[string][]string) *Words {
	return &Words{file, tag, texts, forms, lists}
}

// Has reports whether there is a text, a text with plural forms or a list
// under the key.
func (w *Words) Has(key string) bool {
	_, isText := w.texts[key]
	return isText || w.forms[key] != nil || w.lists[key] != nil
}

// Text returns the words of a key. Pairs of name and value fill the
// placeholders: Text("law-as-of", "date", "3. Mai") puts "3. Mai" for "{date}".
func (w *Words) Text(key string, pairs ...string) (string, error) {
	text, ok := w.texts[key]
	if !ok {
		return "", fmt.Errorf("%s has no word %q", w.File, key)
	}
	return fill(text, pairs), nil
}

// Count returns the words of a key in the plural form that the number n
// takes; n fills the placeholder {n}.
func (w *Words) Count(key string, n int) (string, error) {
	forms, ok := w.forms[key]
	if !ok {
		return "", fmt.Errorf("%s has no word %q with plural forms", w.File, key)
	}
	return fill(forms[PluralForm(w.tag, n)], []string{"n", strconv.Itoa(n)}), nil
}

// Date writes a day as the language does: "3. Mai 2026".
func (w *Words) Date(day time.Time) (string, error) {
	pattern, err := w.Text("date.long")
	if err != nil {
		return "", err
	}
	months := w.lists["date.months"]
	if len(months) != 12 {
		return "", fmt.Errorf("%s: date.months has %d months", w.File, len(months))
	}
	return fill(pattern, []string{
		"day", strconv.Itoa(day.Day()), "month", months[day.Month()-1], "year", strconv.Itoa(day.Year()),
	}), nil
}

// Months are the names of January to December, as a date has them.
func (w *Words) Months() []string { return w.lists["date.months"] }

// Weekdays are the short names of Monday to Sunday.
func (w *Words) Weekdays() []string { return w.lists["date.weekdays"] }

// SameAs lists the keys under which both languages have the same text of more
// than one word, in order.
func (w *Words) SameAs(other *Words) []string {
	var same []string
	for key, text := range w.texts {
		if text == other.texts[key] && strings.Contains(text, " ") && !strings.HasPrefix(key, "date.") {
			same = append(same, key)
		}
	}
	slices.Sort(same)
	return same
}

func fill(text string, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, "{"+pairs[i]+"}", pairs[i+1])
	}
	return text
}

var pluralNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two",
	plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// PluralForm is the CLDR category of the whole number n in the language.
func PluralForm(tag language.Tag, n int) string {
	return pluralNames[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]
}

// PluralForms lists the CLDR categories that whole numbers have in the
// language, in the order zero, one, two, few, many, other. It asks for the
// numbers up to 200, beyond which CLDR's rules for whole numbers repeat, and
// for a million, which French and Spanish count on its own.
func PluralForms(tag language.Tag) []string {
	seen := map[string]bool{PluralForm(tag, 1_000_000): true}
	for n := range 200 {
		seen[PluralForm(tag, n)] = true
	}
	var forms []string
	for _, f := range []string{"zero", "one", "two", "few", "many", "other"} {
		if seen[f] {
			forms = append(forms, f)
		}
	}
	return forms
}
