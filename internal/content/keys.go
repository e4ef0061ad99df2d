package content

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"beistand/internal/problem"
)

// keyChecker says which keys of TOML stand for no field of a struct, and which
// values are not of the kind that their field is.
type keyChecker struct {
	*loader
	at    places
	wrong bool // whether there was a value of the wrong kind
}

// table checks what stands in a table for a struct, or for a map of free keys.
func (c *keyChecker) table(path string, table map[string]any, t reflect.Type) {
	for _, name := range sortedKeys(table) {
		below := join(path, name)
		if t.Kind() == reflect.Map {
			c.value(below, name, table[name], t.Elem())
			continue
		}
		field, ok := t.FieldByNameFunc(func(field string) bool {
			f, _ := t.FieldByName(field)
			return strings.EqualFold(keyOf(f), name)
		})
		if !ok {
			c.unknown(below, name, keysOf(t))
			continue
		}
		c.value(below, name, table[name], field.Type)
	}
}

var itemNumber = regexp.MustCompile(`\[\d+\]`)

func (c *keyChecker) unknown(path, name string, known []string) {
	p := c.problems.Error(c.at.key(path), "unknown key %q", itemNumber.ReplaceAllString(path, ""))
	for _, other := range keysElsewhere {
		if slices.Contains(other.keys, name) && !slices.Equal(other.keys, known) && !strings.Contains(path, ".") {
			p.Hint("%s belongs in %s", name, other.file)
			return
		}
	}
	if near := nearest(name, known); near != "" {
		p.Hint("did you mean %q?", near)
	} else {
		p.Hint("the keys are %s", strings.Join(known, ", "))
	}
}

// keysElsewhere are the keys that are easily written into the wrong one of the
// files of a page.
var keysElsewhere = []struct {
	file string
	keys []string
}{
	{"page.toml", keysOf(reflect.TypeFor[metaTOML]())},
	{"the header of the texts, LANG.md", keysOf(reflect.TypeFor[headerTOML]())},
}

// value checks a value that belongs into a field.
func (c *keyChecker) value(path, name string, value any, t reflect.Type) {
	switch {
	case t == reflect.TypeFor[time.Time]():
		if _, ok := value.(time.Time); !ok {
			c.notOf("a day", path, name).Hint("write it without quotation marks: %s = 2026-11-01", name)
		}
	case t.Kind() == reflect.Pointer:
		c.value(path, name, value, t.Elem())
	case t.Kind() == reflect.String:
		if _, ok := value.(string); !ok {
			c.notOf("a text", path, name).Hint("put it in quotation marks: %s", quoted(path, name, value))
		}
	case t.Kind() == reflect.Int:
		if _, ok := value.(int64); !ok {
			c.notOf("a whole number", path, name).Hint("write it without quotation marks: %s = 10", name)
		}
	case t.Kind() == reflect.Bool:
		if _, ok := value.(bool); !ok {
			c.notOf("true or false", path, name).Hint("write it without quotation marks: %s = true", name)
		}
	case t.Kind() == reflect.Slice:
		c.list(path, name, value, t.Elem())
	default:
		table, ok := value.(map[string]any)
		if !ok {
			c.notOf("a table", path, name).Hint("write [%s] on a line of its own and its keys below", path)
			return
		}
		c.table(path, table, t)
	}
}

func (c *keyChecker) list(path, name string, value any, t reflect.Type) {
	list := reflect.ValueOf(value)
	if list.Kind() != reflect.Slice {
		c.notOf("a list", path, name).Hint("put it in brackets: %s = [\"…\", \"…\"]", name)
		return
	}
	for i := range list.Len() {
		c.value(item(path, i), name, list.Index(i).Interface(), t)
	}
}

func (c *keyChecker) notOf(kind, path, name string) *problem.Problem {
	c.wrong = true
	if isItem(path) {
		return c.problems.Error(c.at.key(path), "what stands in %q is not %s", name, kind)
	}
	return c.problems.Error(c.at.key(path), "%q is not %s", name, kind)
}

func isItem(path string) bool { return strings.HasSuffix(path, "]") }

// quoted is how the value would be written if it were a text.
func quoted(path, name string, value any) string {
	text := `"…"`
	switch value.(type) {
	case bool, int64, float64:
		text = fmt.Sprintf(`"%v"`, value)
	}
	if isItem(path) {
		return text
	}
	return name + " = " + text
}

// keysOf lists the TOML keys that the fields of a struct stand for.
func keysOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		keys = append(keys, keyOf(t.Field(i)))
	}
	return keys
}

func keyOf(f reflect.StructField) string {
	if key, _, _ := strings.Cut(f.Tag.Get("toml"), ","); key != "" {
		return key
	}
	return strings.ToLower(f.Name)
}
