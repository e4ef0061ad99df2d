package content

import (
	"errors"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"beistand/internal/problem"
)

// decode reads TOML into v. Bad TOML and unknown keys are problems; it reports
// whether v can be used. Keys are known when a field of v has them or when
// they are below one of the tables of free keys.
func (l *loader) decode(file string, data []byte, v any, free ...string) bool {
	meta, err := toml.Decode(string(data), v)
	if err != nil {
		at := problem.Place{File: file}
		message := err.Error()
		var parse toml.ParseError
		if errors.As(err, &parse) {
			at = problem.Place{File: file, Line: parse.Position.Line, Column: parse.Position.Col}
			message = parse.Message
			if message == "" {
				message = trimPosition(parse.Error())
			}
		}
		l.problems.Error(at, "this is not valid TOML: %s", strings.TrimPrefix(message, "toml: ")).
			Hint("texts stand in quotation marks, lists in [brackets]: title = \"…\", keywords = [\"…\", \"…\"]")
		return false
	}
	known := keysOf(v)
	ok := true
	for _, key := range meta.Undecoded() {
		if isFree(key, free) {
			continue
		}
		p := l.problems.Error(keyPlace(file, data, key[len(key)-1]), "unknown key %q", key.String())
		if near := nearest(key[len(key)-1], known); near != "" {
			p.Hint("did you mean %q?", near)
		} else {
			p.Hint("the keys are %s", strings.Join(known, ", "))
		}
		ok = false
	}
	return ok
}

func isFree(key toml.Key, free []string) bool {
	for _, f := range free {
		if key[0] == f {
			return true
		}
	}
	return false
}

var positionPrefix = regexp.MustCompile(`^toml: line \d+( \(last key "[^"]*"\))?: `)

func trimPosition(message string) string { return positionPrefix.ReplaceAllString(message, "") }

// keyPlace finds the line that sets a key, or opens the table of that name;
// the library does not say where an unknown key stood.
func keyPlace(file string, data []byte, key string) problem.Place {
	quoted := regexp.QuoteMeta(key)
	re := regexp.MustCompile(`(?m)^[ \t]*(?:"?` + quoted + `"?[ \t]*=|\[\[?[^\]\n]*"?` + quoted + `"?\]\]?)`)
	m := re.FindIndex(data)
	if m == nil {
		return problem.Place{File: file}
	}
	start := m[0]
	for data[start] == ' ' || data[start] == '\t' {
		start++
	}
	return problem.At(file, data, start)
}

// valuePlace finds where, after the key, a text value stands.
func valuePlace(file string, data []byte, key, value string) problem.Place {
	re := regexp.MustCompile(`(?m)^[ \t]*` + regexp.QuoteMeta(key) + `[ \t]*=`)
	m := re.FindIndex(data)
	if m == nil {
		return problem.Place{File: file}
	}
	if i := strings.Index(string(data[m[1]:]), `"`+value+`"`); i >= 0 {
		return problem.At(file, data, m[1]+i+1)
	}
	return problem.At(file, data, m[0])
}
