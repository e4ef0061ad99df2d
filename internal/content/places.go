package content

import (
	"bytes"
	"fmt"
	"strings"

	"beistand/internal/problem"
)

// places says where the keys of a TOML file stand, which the library does not
// tell. A key is named by its path, with numbers from 0 for what has no name:
// "menu.title", "aliases[1]", "law[0].url".
type places struct {
	file  string
	data  []byte
	spots map[string]spot
}

// spot is where a key, or the header of its table, starts and where its value
// does, a text after its quotation mark; and where the value ends, after that.
type spot struct{ key, value, end int }

// placesIn finds the keys of a file, which is valid TOML.
func placesIn(file string, data []byte) places {
	s := placeScanner{data: data, spots: map[string]spot{}, tables: map[string]int{}}
	s.file()
	return places{file, data, s.spots}
}

// key is the place of a key or table, or the file where it has none.
func (p places) key(path string) problem.Place {
	if at, ok := p.spots[path]; ok {
		return problem.At(p.file, p.data, at.key)
	}
	return problem.Place{File: p.file}
}

// value is the place of a key's value, or the file where there is none.
func (p places) value(path string) problem.Place {
	if at, ok := p.spots[path]; ok {
		return problem.At(p.file, p.data, at.value)
	}
	return problem.Place{File: p.file}
}

// item is the path of an item of a list.
func item(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// placeScanner reads TOML as far as it needs to for the places of keys.
type placeScanner struct {
	data   []byte
	pos    int
	spots  map[string]spot
	tables map[string]int // by the path of an array of tables: how many it has so far
}

func (s *placeScanner) next() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

// skip moves over the characters, and over comments where it moves over ends
// of lines.
func (s *placeScanner) skip(characters string) {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case strings.IndexByte(characters, c) >= 0:
			s.pos++
		case c == '#' && strings.Contains(characters, "\n"):
			s.pos = lineEnd(s.data, s.pos)
		default:
			return
		}
	}
}

const (
	blanks = " \t"
	breaks = " \t\r\n"
)

func (s *placeScanner) file() {
	table := ""
	for s.skip(breaks); s.pos < len(s.data); s.skip(breaks) {
		start := s.pos
		if s.next() != '[' {
			s.assignment(table)
			continue
		}
		s.skip("[")
		isArray := s.pos-start == 2
		table = s.table(s.name(), isArray, start)
		s.skip(blanks + "]")
	}
}

// table is the path of the table with the name: of those in an array the last.
// The tables around it start with it, unless they stand before.
func (s *placeScanner) table(name []string, isArray bool, start int) string {
	path := ""
	for i, part := range name {
		path = join(path, part)
		if isArray && i == len(name)-1 {
			s.tables[path]++
		}
		if n := s.tables[path]; n > 0 {
			path = item(path, n-1)
		}
		s.mark(path, start)
	}
	return path
}

// mark notes where a table starts, unless that is known.
func (s *placeScanner) mark(path string, start int) {
	if _, known := s.spots[path]; !known {
		s.spots[path] = spot{start, start, start}
	}
}

// assignment reads a key and its value.
func (s *placeScanner) assignment(table string) {
	start := s.pos
	path := table
	for _, part := range s.name() {
		path = join(path, part)
		s.mark(path, start)
	}
	s.skip(blanks + "=")
	s.value(path, start)
}

// name reads the parts of a key: a.b."c d".
func (s *placeScanner) name() []string {
	var parts []string
	for {
		s.skip(blanks)
		start := s.pos
		if c := s.next(); c == '"' || c == '\'' {
			mark := s.text()
			parts = append(parts, string(s.data[start+mark:s.pos-mark]))
		} else {
			for s.pos < len(s.data) && !strings.ContainsRune(" \t\r\n.=]", rune(s.data[s.pos])) {
				s.pos++
			}
			parts = append(parts, string(s.data[start:s.pos]))
		}
		s.skip(blanks)
		if s.next() != '.' {
			return parts
		}
		s.pos++
	}
}

// value reads a value, with the keys and items in it.
func (s *placeScanner) value(path string, key int) {
	at := spot{key: key, value: s.pos}
	switch s.next() {
	case '"', '\'':
		at.value += s.text()
	case '[':
		s.pos++
		s.skip(breaks)
		for i := 0; s.pos < len(s.data) && s.next() != ']'; i++ {
			s.value(item(path, i), s.pos)
			s.skip(breaks + ",")
		}
		s.pos++
	case '{':
		s.pos++
		s.skip(breaks)
		for s.pos < len(s.data) && s.next() != '}' {
			s.assignment(path)
			s.skip(breaks + ",")
		}
		s.pos++
	default:
		s.pos++
		for s.pos < len(s.data) && !strings.ContainsRune(",]}#\r\n", rune(s.data[s.pos])) {
			s.pos++
		}
	}
	at.end = s.pos
	s.spots[path] = at
}

// text reads a text between quotation marks and returns how long the mark is.
func (s *placeScanner) text() int {
	mark := s.data[s.pos : s.pos+1]
	if long := bytes.Repeat(mark, 3); bytes.HasPrefix(s.data[s.pos:], long) {
		mark = long
	}
	for s.pos += len(mark); s.pos < len(s.data); s.pos++ {
		switch {
		case s.data[s.pos] == '\\' && mark[0] == '"':
			s.pos++
		case bytes.HasPrefix(s.data[s.pos:], mark):
			s.pos += len(mark)
			for len(mark) == 3 && s.next() == mark[0] { // a long text may end in quotation marks
				s.pos++
			}
			return len(mark)
		}
	}
	return len(mark)
}
