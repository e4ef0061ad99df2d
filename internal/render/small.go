package render

import (
	"html/template"
	"strings"
	"text/template/parse"
)

// Layouts are made small once, when they are read, and not each page that is
// made of them: whatever else a page shows has no space to lose. To minify
// pages took as long as to render them.

// squeezer takes white space out of markup that no reader can see: next to a
// block, between two tags that show nothing, within a tag, and all but one of
// several. It reads pieces of markup one after the other and remembers in what
// the last one ended.
type squeezer struct {
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

// squeeze appends a piece of markup to out.
func (s *squeezer) squeeze(out []byte, in string) []byte {
	closed := "" // the tag that ends right before; "" for anything else
	for i := 0; i < len(in); {
		c := in[i]
		switch {
		case s.quote != 0:
			if c == s.quote {
				s.quote = 0
			}
		case s.raw != "" && !s.inTag:
			end := strings.Index(strings.ToLower(in[i:]), s.raw)
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
		out = append(out, c)
		i++
	}
	return out
}

// drops reports whether white space can go that stands behind a tag and before
// the rest.
func (s *squeezer) drops(closed, rest string) bool {
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

// squeezeLayouts makes the texts of layouts small. A layout that is used
// within a tag, or that starts what another one ends, stays as it is.
func squeezeLayouts(set *template.Template) {
	split := map[string]bool{}
	for again := true; again; {
		again = false
		for _, t := range set.Templates() {
			if t.Tree == nil || split[t.Name()] {
				continue
			}
			w := layoutWalk{split: split}
			w.list(t.Tree.Root, false)
			if w.inside() || w.uneven {
				split[t.Name()] = true
			}
			again = again || w.found || split[t.Name()]
		}
	}
	for _, t := range set.Templates() {
		if t.Tree != nil && !split[t.Name()] {
			w := layoutWalk{split: split}
			w.list(t.Tree.Root, true)
		}
	}
}

// layoutWalk reads a layout from its start to its end.
type layoutWalk struct {
	squeezer
	split  map[string]bool // layouts that are not whole markup
	found  bool            // whether this one uses one that was not known to be split
	uneven bool            // whether its branches end in different places, or it uses one that is split outside of a tag
}

// inside reports whether the walk is within a tag or an element that holds no
// markup.
func (w *layoutWalk) inside() bool { return w.inTag || w.quote != 0 || w.raw != "" }

func (w *layoutWalk) list(l *parse.ListNode, change bool) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			if text := w.squeeze(nil, string(n.Text)); change {
				n.Text = text
			}
		case *parse.IfNode:
			w.branches(n.List, n.ElseList, change)
		case *parse.WithNode:
			w.branches(n.List, n.ElseList, change)
		case *parse.RangeNode:
			w.branches(n.List, n.ElseList, change)
		case *parse.TemplateNode:
			switch {
			case w.inside():
				w.found = w.found || !w.split[n.Name]
				w.split[n.Name] = true
			case w.split[n.Name]:
				w.uneven = true
			}
		}
	}
}

func (w *layoutWalk) branches(list, other *parse.ListNode, change bool) {
	before := w.squeezer
	w.list(list, change)
	after := w.squeezer
	w.squeezer = before
	w.list(other, change)
	if after.tag != w.tag {
		after.tag, w.tag = "", ""
	}
	w.uneven = w.uneven || after != w.squeezer
}
