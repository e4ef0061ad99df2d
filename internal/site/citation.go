package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Citation names a provision as German lawyers do: "§ 25 Abs. 4a Satz 1
// AufenthG", "§§ 232 bis 233a StGB", "Art. 6 GRCh".
type Citation struct {
	Law     string // abbreviation of the statute
	Symbol  string // "§" or "Art."
	Section string // "25", "397a"
	To      string // last section of a range, or "ff." or "f."; else empty
	Parts   []Part // from the larger to the smaller: Absatz, Satz, Nummer …
}

// Part is a subdivision of a section: {"Abs.", "4a"}, {"Nr.", "1, 2"}.
type Part struct {
	Unit  string // "Abs.", "UAbs.", "Satz", "Halbsatz", "Nr.", "Buchst.", "Alt."
	Value string // one number or letter, several ("1, 2") or a range ("1 bis 3")
}

// units lists the subdivisions from the larger to the smaller, each under the
// name that String writes, with the other ways to write it.
var units = []struct {
	name string
	also []string
}{
	{"Abs.", []string{"Absatz", "Absätze", "Abs"}},
	{"UAbs.", []string{"Unterabs.", "Unterabsatz", "UAbs"}},
	{"Satz", []string{"Sätze", "S."}},
	{"Halbsatz", []string{"Halbs.", "Hs.", "HS"}},
	{"Nr.", []string{"Nummern", "Nummer", "Nrn.", "Nr"}},
	{"Buchst.", []string{"Buchstabe", "lit."}},
	{"Alt.", []string{"Alternative"}},
}

func rank(unit string) int {
	for i, u := range units {
		if u.name == unit {
			return i
		}
	}
	return -1
}

// String writes the citation in one set form.
// ParseCitation(c.String()) returns c.
func (c Citation) String() string { return c.Provision() + " " + c.Law }

// Provision is the citation without the name of the statute.
func (c Citation) Provision() string {
	s := c.Symbol + " " + c.Section
	switch {
	case c.To == "":
	case strings.HasPrefix(c.To, "f"):
		s = c.plural() + " " + c.Section + " " + c.To
	default:
		s = c.plural() + " " + c.Section + " bis " + c.To
	}
	for _, p := range c.Parts {
		s += " " + p.Unit + " " + p.Value
	}
	return s
}

func (c Citation) plural() string {
	if c.Symbol == "§" {
		return "§§"
	}
	return c.Symbol
}

// Anchor is the id, on the statute's page, of the section that c cites.
func (c Citation) Anchor() string { return "n" + c.Section }

// Found is a citation in a text, with its place.
type Found struct {
	Citation
	Start, End int // bytes; of several citations that share a statute, the last includes its name
	// Unknown is set when no known statute follows: the abbreviation that
	// stands there, or "" when none does. Citations that share it share the
	// pointer.
	Unknown *string
}

// Abbreviations finds the statute whose abbreviation starts a text: the
// longest one that ends at the end of a word. It returns the statute's own
// abbreviation and the length of what stands in the text.
type Abbreviations struct {
	byFirst map[rune][]abbreviation
}

type abbreviation struct{ written, law string }

// NewAbbreviations indexes the abbreviations of the statutes.
func NewAbbreviations(statutes []*Statute) *Abbreviations {
	a := &Abbreviations{map[rune][]abbreviation{}}
	for _, s := range statutes {
		for _, w := range append([]string{s.Abbreviation}, s.Also...) {
			r, _ := utf8.DecodeRuneInString(w)
			a.byFirst[r] = append(a.byFirst[r], abbreviation{w, s.Abbreviation})
		}
	}
	for _, list := range a.byFirst {
		slices.SortFunc(list, func(x, y abbreviation) int {
			return cmp.Or(cmp.Compare(len(y.written), len(x.written)), cmp.Compare(x.written, y.written))
		})
	}
	return a
}

func (a *Abbreviations) match(text string) (law string, length int) {
	r, _ := utf8.DecodeRuneInString(text)
	for _, ab := range a.byFirst[r] {
		n := prefixFold(text, ab.written)
		if n == 0 {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(text[n:]); n == len(text) || !unicode.IsLetter(next) && !unicode.IsDigit(next) {
			return ab.law, n
		}
	}
	return "", 0
}

// prefixFold returns how many bytes of text the prefix takes, where any white
// space stands for a space of the prefix; 0 when text does not start with it.
func prefixFold(text, prefix string) int {
	i := 0
	for _, want := range prefix {
		got, size := utf8.DecodeRuneInString(text[i:])
		if got != want && !(want == ' ' && size > 0 && unicode.IsSpace(got)) {
			return 0
		}
		i += size
	}
	return i
}

// ParseCitation reads a text that is one citation and nothing else.
func ParseCitation(text string, a *Abbreviations) (Citation, bool) {
	found := FindCitations(text, a)
	if len(found) != 1 || found[0].Unknown != nil || found[0].Start != 0 || found[0].End != len(text) {
		return Citation{}, false
	}
	return found[0].Citation, true
}

// FindCitations finds the citations in a running text, in any of the ways in
// which they are usually written: lists ("§§ 395, 397a StPO", "§ 5 und § 6
// AsylG"), ranges ("§§ 232 bis 233a StGB"), short and long names of the parts.
// In a list with one sign, a number that is larger than the section before it
// is a section, and one that continues a row of parts is a part: in "§§ 27, 29
// Abs. 1, 2, 30 AufenthG" that is sections 27, 29 and 30.
func FindCitations(text string, a *Abbreviations) []Found {
	var found []Found
	for i := 0; i < len(text); {
		if c := text[i]; c != "§"[0] && c != 'A' { // no sign starts with another byte
			i++
			continue
		}
		if symbol, n := citationSign(text, i); n > 0 {
			s := scanner{text: text, pos: i, symbol: symbol}
			if group := s.group(a); len(group) > 0 {
				found = append(found, group...)
				i = group[len(group)-1].End
				continue
			}
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return found
}

// citationSign recognises a sign at a place in the text, and how long it is.
func citationSign(text string, at int) (symbol string, length int) {
	rest := text[at:]
	switch {
	case strings.HasPrefix(rest, "§§"):
		return "§", len("§§")
	case strings.HasPrefix(rest, "§"):
		return "§", len("§")
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	if at > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before)) {
		return "", 0
	}
	for _, word := range []string{"Artikel", "Art."} {
		if strings.HasPrefix(rest, word) {
			return "Art.", len(word)
		}
	}
	return "", 0
}

// scanner reads one group of citations that share the name of a statute.
type scanner struct {
	text   string
	pos    int
	symbol string
	list   []Found
}

func (s *scanner) group(a *Abbreviations) []Found {
	start := s.pos
	_, n := citationSign(s.text, s.pos)
	s.pos += n
	s.space()
	number := s.number()
	if number == "" {
		return nil
	}
	s.list = []Found{{Citation: Citation{Symbol: s.symbol, Section: number}, Start: start, End: s.pos}}
	for s.more() {
		s.last().End = s.pos
	}
	s.last().End = s.pos
	s.space()
	law, n := a.match(s.text[s.pos:])
	if n == 0 {
		unknown := abbreviationLike(s.text[s.pos:])
		if s.symbol == "Art." && unknown == "" {
			return nil // "Art." is also an everyday word
		}
		for i := range s.list {
			s.list[i].Unknown = &unknown
		}
		return s.list
	}
	for i := range s.list {
		s.list[i].Law = law
	}
	s.last().End = s.pos + n
	return s.list
}

func (s *scanner) last() *Found { return &s.list[len(s.list)-1] }

// more reads the next part, or the next member of a list, and reports whether
// there was one. Where there was none, the position is as before.
func (s *scanner) more() bool {
	before := s.pos
	s.space()
	c := s.last()
	if c.To == "" && len(c.Parts) == 0 {
		for _, ff := range []string{"ff.", "f."} {
			if strings.HasPrefix(s.text[s.pos:], ff) {
				s.pos += len(ff)
				c.To = ff
				return true
			}
		}
	}
	if unit := s.unit(); unit != "" {
		if value := s.value(unit); value != "" && (len(c.Parts) == 0 || rank(unit) > rank(c.Parts[len(c.Parts)-1].Unit)) {
			c.Parts = append(c.Parts, Part{unit, value})
			return true
		}
		s.pos = before
		return false
	}
	if sep := s.separator(); sep != "" && s.member(sep) {
		return true
	}
	s.pos = before
	return false
}

// member reads what follows a separator: another value of the last part,
// another part of the same section, or another section.
func (s *scanner) member(sep string) bool {
	start := s.pos
	if symbol, n := citationSign(s.text, s.pos); n > 0 {
		if symbol != s.symbol {
			return false
		}
		s.pos += n
		s.space()
		number := s.number()
		if number == "" {
			return false
		}
		s.section(number, start)
		return true
	}
	c := s.last()
	if unit := s.unit(); unit != "" {
		value := s.value(unit)
		if value == "" {
			return false
		}
		if n := len(c.Parts); n > 0 && c.Parts[n-1].Unit == unit && sep == "bis" {
			c.Parts[n-1].Value += " bis " + value
			return true
		}
		next := Citation{Symbol: s.symbol, Section: c.Section}
		for _, p := range c.Parts {
			if rank(p.Unit) < rank(unit) {
				next.Parts = append(next.Parts, p)
			}
		}
		next.Parts = append(next.Parts, Part{unit, value})
		s.list = append(s.list, Found{Citation: next, Start: start, End: s.pos})
		return true
	}
	if n := len(c.Parts); n > 0 {
		p := &c.Parts[n-1]
		if p.Unit == "Buchst." {
			letter := s.letter()
			if letter != "" {
				p.Value = join(p.Value, sep, letter)
			}
			return letter != ""
		}
		number := s.number()
		switch {
		case number == "":
			return false
		case larger(number, c.Section) || !larger(number, lastOf(p.Value)):
			s.section(number, start)
		default:
			p.Value = join(p.Value, sep, number)
		}
		return true
	}
	number := s.number()
	if number == "" {
		return false
	}
	if sep == "bis" {
		if c.To != "" || !larger(number, c.Section) {
			return false
		}
		c.To = number
		return true
	}
	s.section(number, start)
	return true
}

func (s *scanner) section(number string, start int) {
	s.list = append(s.list, Found{Citation: Citation{Symbol: s.symbol, Section: number}, Start: start, End: s.pos})
}

func (s *scanner) space() {
	for s.pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		s.pos += size
	}
}

// number reads digits and at most one letter: "25", "4a". A letter that starts
// a word is not part of it.
func (s *scanner) number() string {
	rest := s.text[s.pos:]
	n := 0
	for n < len(rest) && n < 5 && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	if n == 0 || n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		return ""
	}
	if n < len(rest) && rest[n] >= 'a' && rest[n] <= 'z' && !startsWithLetter(rest[n+1:]) {
		n++
	} else if startsWithLetter(rest[n:]) {
		return ""
	}
	s.pos += n
	return rest[:n]
}

func (s *scanner) letter() string {
	rest := s.text[s.pos:]
	n := 0
	for n < len(rest) && n < 2 && rest[n] >= 'a' && rest[n] <= 'z' {
		n++
	}
	if n == 0 || startsWithLetter(rest[n:]) {
		return ""
	}
	s.pos += n
	return rest[:n]
}

func (s *scanner) unit() string {
	rest := s.text[s.pos:]
	for _, u := range units {
		for _, name := range append([]string{u.name}, u.also...) {
			if strings.HasPrefix(rest, name) && !startsWithLetter(rest[len(name):]) {
				s.pos += len(name)
				return u.name
			}
		}
	}
	return ""
}

func (s *scanner) value(unit string) string {
	s.space()
	if unit == "Buchst." {
		return s.letter()
	}
	return s.number()
}

// separators by what they mean: "bis" a range, "," a list.
var separators = []struct{ written, meaning string }{
	{"–", "bis"}, {"-", "bis"}, {"bis", "bis"},
	{",", ","}, {"und", ","}, {"oder", ","}, {"sowie", ","}, {"/", ","},
}

func (s *scanner) separator() string {
	before := s.pos
	s.space()
	for _, sep := range separators {
		rest := s.text[s.pos:]
		if !strings.HasPrefix(rest, sep.written) {
			continue
		}
		if startsWithLetter(sep.written) && startsWithLetter(rest[len(sep.written):]) {
			continue
		}
		s.pos += len(sep.written)
		s.space()
		return sep.meaning
	}
	s.pos = before
	return ""
}

func join(values, sep, value string) string {
	if sep == "bis" {
		return values + " bis " + value
	}
	return values + ", " + value
}

func lastOf(values string) string {
	return values[strings.LastIndexByte(values, ' ')+1:]
}

func startsWithLetter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r)
}

// abbreviationLike returns the word at the start of the text when it looks
// like the abbreviation of a law: letters, at least two of them capitals.
func abbreviationLike(text string) string {
	capitals, end := 0, 0
	for i, r := range text {
		if !unicode.IsLetter(r) {
			break
		}
		if unicode.IsUpper(r) {
			capitals++
		}
		end = i + utf8.RuneLen(r)
	}
	if capitals < 2 {
		return ""
	}
	return text[:end]
}

// larger reports whether number a comes after b: 25 < 25a < 26.
func larger(a, b string) bool { return CompareNumbers(a, b) > 0 }

// CompareNumbers orders numbers of sections as statutes do: 25 < 25a < 26.
func CompareNumbers(a, b string) int {
	an, al := splitNumber(a)
	bn, bl := splitNumber(b)
	return cmp.Or(cmp.Compare(an, bn), cmp.Compare(al, bl))
}

func splitNumber(s string) (number int, letter string) {
	digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	number, _ = strconv.Atoi(digits) // number() lets only short rows of digits through
	return number, s[len(digits):]
}
