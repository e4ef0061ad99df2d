package content

import (
	"bytes"
	"errors"
	"reflect"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"beistand/internal/problem"
)

// decode reads TOML into v and reports whether it could; if not, v is its zero
// value. TOML that is none, unknown keys and values of the wrong kind are
// problems; what has unknown keys is read all the same.
func (l *loader) decode(file string, data []byte, v any) bool {
	if !l.checkShapeTOML(file, data) {
		return false
	}
	meta, err := toml.Decode(string(data), v)
	if err == nil && len(meta.Undecoded()) == 0 {
		return l.checkDecoded(file, data, v)
	}
	if err != nil {
		reflect.ValueOf(v).Elem().SetZero()
	}
	tree, ok := l.parseTOML(file, data)
	if !ok {
		return false
	}
	c := keyChecker{loader: l, at: placesIn(file, data)}
	c.table("", tree, reflect.TypeOf(v).Elem())
	if err != nil && !c.wrong {
		l.invalidTOML(file, data, err)
	}
	return err == nil && l.checkDecoded(file, data, v)
}

// checkDecoded is checkValues for what v points to, which is then its zero
// value where it is refused.
func (l *loader) checkDecoded(file string, data []byte, v any) bool {
	ok := l.checkValues(file, data, v)
	if !ok {
		reflect.ValueOf(v).Elem().SetZero()
	}
	return ok
}

// parseTOML reads TOML as it comes. TOML that is none is a problem.
func (l *loader) parseTOML(file string, data []byte) (tree map[string]any, ok bool) {
	if !l.checkShapeTOML(file, data) {
		return nil, false
	}
	_, err := toml.Decode(string(data), &tree)
	if err != nil {
		l.invalidTOML(file, data, err)
	}
	return tree, err == nil
}

var (
	definedTwice = regexp.MustCompile(`^Key '(.*)' has already been defined`)
	invalidDay   = regexp.MustCompile(`^invalid datetime: "(.*)"`)
)

// invalidTOML says of an error of the parser where it stands and what to do.
func (l *loader) invalidTOML(file string, data []byte, err error) {
	at, message := problem.Place{File: file}, err.Error()
	var parse toml.ParseError
	if errors.As(err, &parse) {
		message = parse.Message
		offset := parse.Position.Start
		if strings.HasPrefix(message, "expected a comma") { // it is missing behind what stands before
			offset = len(bytes.TrimRight(data[:min(offset, len(data))], breaks))
		}
		at = problem.At(file, data, offset)
	}
	if m := definedTwice.FindStringSubmatch(message); m != nil {
		l.problems.Error(at, "%q stands here for the second time", m[1]).Hint("delete one of the two")
		return
	}
	if m := invalidDay.FindStringSubmatch(message); m != nil {
		l.problems.Error(at, "there is no day %s", m[1]).Hint("write year, month and day: 2026-11-01")
		return
	}
	l.problems.Error(at, "this is not valid TOML: %s", strings.TrimSuffix(message, ".")).
		Hint("texts stand in quotation marks, lists in [brackets]: title = \"…\", keywords = [\"…\", \"…\"]")
}
