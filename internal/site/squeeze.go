package site

import "strings"

// Squeezer takes white space out of markup that no reader can see: next to a
// block, between two tags that show nothing, within a tag, and all but one of
// several. It reads pieces of markup one after the other and remembers in what
// the last one ended.
type Squeezer struct {
	inTag bool
	quote byte   // in the value of an attribute
	raw   string // the end tag of an element whose text stays as it is
	tag   string // whose name was read last
}

var (
	blocks = setOf(`address article aside blockquote body caption dd details div dl dt fieldset
		figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section
		summary table tbody td tfoot th thead tr ul`)
	unseen  = setOf(`base link meta script style title`)
	rawTags = setOf(`pre script style textarea title`)
)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// Append appends a piece of markup, made small, to out.
func (s *Squeezer) Append(out []byte, in string) []byte {
	closed := "" // the tag that ends right before; "" for anything else
	for i := 0; i < len(in); {
		c := in[i]
		switch {
		case s.quote != 0:
			if c == s.quote {
				s.quote = 0
			}
		case s.raw != "" && !s.inTag:
			end := indexFold(in[i:], s.raw)
			if end < 0 {
				return append(out, in[i:]...)
			}
			out = append(out, in[i:i+end]...)
			i += end
			s.raw, c = "", in[i]
			continue
		case isSpace(c):
			end := i
			for end < len(in) && isSpace(in[end]) {
				end++
			}
			if !s.drops(closed, in[end:]) {
				if !s.inTag && strings.IndexByte(in[i:end], '\n') >= 0 {
					c = '\n'
				} else {
					c = ' '
				}
				out = append(out, c)
			}
			i = end
			closed = ""
			continue
		case s.inTag && (c == '"' || c == '\''):
			s.quote = c
		case s.inTag && c == '>':
			s.inTag = false
			closed = s.tag
			if rawTags[s.tag] {
				s.raw = "</" + s.tag
			}
			out = append(out, c)
			i++
			continue
		case !s.inTag && c == '<':
			s.inTag = true
			s.tag = tagName(in[i:])
			if i+1 < len(in) && in[i+1] == '/' {
				// its end: what stands behind it is text again
				end := i + 2 + len(s.tag)
				out = append(out, in[i:end]...)
				i = end
				if end < len(in) && in[end] == '>' {
					out = append(out, '>')
					i++
					s.inTag = false
					closed = s.tag
				}
				continue
			}
		}
		closed = ""
		end := i + 1
		for end < len(in) && s.passes(in[end]) {
			end++
		}
		out = append(out, in[i:end]...)
		i = end
	}
	return out
}

// passes reports whether a byte stays as it is and starts or ends nothing.
func (s *Squeezer) passes(c byte) bool {
	switch {
	case s.quote != 0:
		return c != s.quote
	case s.raw != "" && !s.inTag || isSpace(c):
		return false
	case s.inTag:
		return c != '>' && c != '"' && c != '\''
	}
	return c != '<'
}

// indexFold is where the end tag begins, in letters of any size; less than 0
// when it does not.
func indexFold(in, end string) int {
	for at := 0; ; at++ {
		i := strings.IndexByte(in[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		if len(in)-at >= len(end) && strings.EqualFold(in[at:at+len(end)], end) {
			return at
		}
	}
}

// drops reports whether white space can go that stands behind a tag and before
// the rest.
func (s *Squeezer) drops(closed, rest string) bool {
	if s.inTag {
		return len(rest) > 0 && rest[0] == '>'
	}
	next := ""
	if len(rest) > 0 && rest[0] == '<' {
		next = tagName(rest)
	}
	return blocks[closed] || blocks[next] || unseen[closed] && unseen[next]
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// tagName is the name of the tag that the markup starts with: "p" of "<p>" and
// of "</p>".
func tagName(markup string) string {
	name := strings.TrimPrefix(markup[1:], "/")
	end := 0
	for end < len(name) && (name[end] >= 'a' && name[end] <= 'z' || name[end] >= 'A' && name[end] <= 'Z' || name[end] >= '0' && name[end] <= '9') {
		end++
	}
	return strings.ToLower(name[:end])
}

// Inside reports whether the markup so far ends within a tag or an element that
// holds no markup.
func (s *Squeezer) Inside() bool { return s.inTag || s.quote != 0 || s.raw != "" }

// Join is the squeezer behind two branches, one of which was read by s and one
// by other; ok is false when they end in different places.
func (s Squeezer) Join(other Squeezer) (after Squeezer, ok bool) {
	if s.tag != other.tag {
		s.tag, other.tag = "", ""
	}
	return s, s == other
}
