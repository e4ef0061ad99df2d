package content

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"beistand/internal/problem"
)

// checkShapeTOML reports whether TOML can be parsed at a cost that grows with
// its length: the parser, and our scan for places, go down by a level for each
// bracket, and keep a table for each part of a key.
func (l *loader) checkShapeTOML(file string, data []byte) bool {
	depth, parts, inKey := 0, 1, true
	for at := 0; at < len(data); {
		end := at + 1
		switch data[at] {
		case '#':
			end = lineEnd(data, at)
			inKey, parts = true, 1
		case '"', '\'':
			end = textEnd(data, at)
		case '\n', ',':
			inKey, parts = true, 1
		case '=':
			inKey = false
		case '.':
			parts++
		case '[', '{':
			depth++
			inKey, parts = true, 1
		case ']', '}':
			depth = max(0, depth-1)
		case ' ', '\t', '\r':
		default:
			for end < len(data) && !strings.ContainsRune(" \t\r\n#\"'=.,[]{}", rune(data[end])) {
				end++
			}
		}
		switch {
		case depth > maxKeys || inKey && parts > maxKeys:
			l.problems.Error(problem.At(file, data, at), "tables, lists or parts of a key stand in each other more than %d deep", maxKeys).
				Hint("no key of a site needs that")
			return false
		case end-at > maxToken:
			l.problems.Error(problem.At(file, data, at), "one value has %d bytes, more than %d", end-at, maxToken).
				Hint("what is to be read belongs into a text, LANG.md")
			return false
		}
		at = end
	}
	return true
}

// textEnd is where a text between quotation marks ends that starts at an
// offset; one on a single line ends with it.
func textEnd(data []byte, at int) int {
	s := placeScanner{data: data, pos: at}
	mark := s.text()
	if mark == 1 {
		if line := lineEnd(data, at); line < s.pos {
			return line
		}
	}
	return min(s.pos, len(data))
}

// checkValues checks what TOML says: escapes can write characters that the
// file does not show, and a title stands on every page that leads to its own.
func (l *loader) checkValues(file string, data []byte, v any) bool {
	c := valueChecker{loader: l, file: file, data: data, ok: true}
	c.value("", reflect.ValueOf(v))
	return c.ok
}

type valueChecker struct {
	*loader
	file string
	data []byte
	at   *places // found when they are asked for first
	ok   bool
}

func (c *valueChecker) value(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			c.value(path, v.Elem())
		}
	case reflect.String:
		c.text(path, v.String())
	case reflect.Slice:
		if v.Len() > maxItems {
			c.error(path, "the list has %d items, more than %d", v.Len(), maxItems).Hint("keep the most useful ones")
			return
		}
		for i := range v.Len() {
			c.value(item(path, i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			c.text(join(path, key.String()), key.String())
			c.value(join(path, key.String()), v.MapIndex(key))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				c.value(join(path, keyOf(field)), v.Field(i))
			}
		}
	}
}

func (c *valueChecker) text(path, text string) {
	if n := utf8.RuneCountInString(text); n > maxText {
		c.error(path, "the text has %d characters, more than %d", n, maxText).Hint("shorten it; there is room in LANG.md")
	}
	marks := 0
	for _, r := range text {
		if what, hint := forbidden(r, &marks); what != "" {
			c.error(path, "%s", what).Hint("%s", hint)
			return
		}
	}
}

func (c *valueChecker) error(path, format string, args ...any) *problem.Problem {
	c.ok = false
	if c.at == nil {
		at := placesIn(c.file, c.data)
		c.at = &at
	}
	return c.problems.Error(c.at.value(path), format, args...)
}
