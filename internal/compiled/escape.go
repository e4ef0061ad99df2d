package compiled

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
	"unicode/utf8"
)

// escaper is what html/template does to a value at a place of a page. Its
// functions are not for others to call, so it is asked with a template that
// has nothing but such a place.
type escaper struct {
	place         *template.Template
	before, after int  // how many bytes of the place stand before and after the value
	verbatim      bool // whether template.HTML stays as it is

	plain   [256]bool   // the bytes that stay as they are, wherever they stand
	instead [128]string // what stands for a byte that does not, wherever it stands; "" where that is not known
	secure  bool        // whether an address that starts with https: stays as it is

	mu   sync.RWMutex
	memo map[string]string // pages repeat their words: half of the strings are known
	size int
}

// places are the places that html/template is asked with, by the functions
// that it puts there.
var places = func() map[string]string {
	all := map[string]string{}
	for _, place := range []string{
		`{{.}}`, `<title>{{.}}</title>`, `<p title="{{.}}">`, `<p class={{.}}>`,
		`<a href="{{.}}">`, `<a href="x{{.}}">`, `<a href="x?{{.}}">`, `<a href={{.}}>`,
		`<textarea>{{.}}</textarea>`, `<meta http-equiv="refresh" content="0; url={{.}}">`,
	} {
		if t, err := template.New("").Parse(place); err == nil && t.Execute(new(bytes.Buffer), "") == nil {
			for _, n := range t.Tree.Root.Nodes {
				if a, ok := n.(*parse.ActionNode); ok {
					var chain []string
					for _, command := range a.Pipe.Cmds[1:] {
						chain = append(chain, command.Args[0].String())
					}
					if name := strings.Join(chain, " "); all[name] == "" {
						all[name] = place
					}
				}
			}
		}
	}
	return all
}()

// escaper finds the place with the functions.
func (c *compiler) escaper(chain string) (*escaper, error) {
	if e := c.escapers[chain]; e != nil {
		return e, nil
	}
	place := places[chain]
	if place == "" {
		return nil, errUnknown
	}
	before, after, _ := strings.Cut(place, "{{.}}")
	e := &escaper{
		place:  template.Must(template.New("").Parse(place)),
		before: len(before), after: len(after),
		memo: map[string]string{},
	}
	for b := range 128 {
		char := string(rune(b))
		e.plain[b] = e.stays(char) && e.stays("a"+char) && e.stays(char+"a")
	}
	// A colon ends the scheme of an address: what stands before it decides.
	e.plain[':'] = e.stays("javascript:a:")
	e.secure = e.stays(secure + "//a")
	if e.stays(letters) {
		for b := 0x80; b < 0xF0; b++ {
			e.plain[b] = true
		}
	}
	for b := range byte(128) {
		if char := string(rune(b)); !e.plain[b] {
			if to := e.ask(reflect.ValueOf(char)); e.becomes(char, to) {
				e.instead[b] = to
			}
		}
	}
	const markup = `<b title="x">&amp;</b>`
	e.verbatim = e.ask(reflect.ValueOf(template.HTML(markup))) == markup
	c.escapers[chain] = e
	return e, nil
}

func (e *escaper) stays(text string) bool { return e.ask(reflect.ValueOf(text)) == text }

// becomes reports whether a character becomes the same whatever stands beside
// it: letters, digits, of which two make a code behind a percent sign, slashes,
// itself.
func (e *escaper) becomes(char, to string) bool {
	for _, beside := range []string{"a", "41", "/", "x-y"} {
		if !e.stays(beside) {
			continue
		}
		text := beside + char + beside + char + char + beside
		if e.ask(reflect.ValueOf(text)) != strings.ReplaceAll(text, char, to) {
			return false
		}
	}
	return true
}

// secure is the scheme of addresses that lead elsewhere.
const secure = "https:"

// letters are some of all blocks of characters that UTF-8 writes with two or
// three bytes. What html/template changes of them it changes in whole blocks.
var letters = func() string {
	var b strings.Builder
	for r := rune(0x80); r <= 0xFFFF; r += 8 {
		if utf8.ValidRune(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}()

// ask lets html/template escape a value.
func (e *escaper) ask(v reflect.Value) string {
	if !v.IsValid() || !v.CanInterface() {
		giveUp()
	}
	var b bytes.Buffer
	if err := e.place.Execute(&b, v.Interface()); err != nil {
		giveUp()
	}
	return b.String()[e.before : b.Len()-e.after]
}

var (
	stringType = reflect.TypeFor[string]()
	intType    = reflect.TypeFor[int]()
	htmlType   = reflect.TypeFor[template.HTML]()
)

// The memo is emptied when it holds that many bytes: a site that is served for
// days must not fill the memory.
const maxMemo = 1 << 20

// longest is the length of strings that are remembered. Longer ones are texts.
const longest = 200

func (e *escaper) append(out []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		giveUp()
	}
	switch t := v.Type(); {
	case t == intType:
		return e.appendString(out, strconv.FormatInt(v.Int(), 10))
	case t == htmlType && e.verbatim:
		return append(out, v.String()...)
	case t == stringType || t.Kind() == reflect.String && t.NumMethod() == 0 && t.PkgPath() != htmlType.PkgPath():
		return e.appendString(out, v.String())
	}
	return append(out, e.ask(v)...)
}

func (e *escaper) appendString(out []byte, text string) []byte {
	if out, ok := e.appendKnown(out, text); ok {
		return out
	}
	if len(text) > longest {
		return append(out, e.ask(reflect.ValueOf(text))...)
	}
	e.mu.RLock()
	known, ok := e.memo[text]
	e.mu.RUnlock()
	if !ok {
		known = e.ask(reflect.ValueOf(text))
		e.mu.Lock()
		if e.size += len(text) + len(known); e.size > maxMemo {
			clear(e.memo)
			e.size = len(text) + len(known)
		}
		e.memo[text] = known
		e.mu.Unlock()
	}
	return append(out, known...)
}

// appendKnown appends a text of which it is known byte by byte what becomes of
// it; it is not ok for others.
func (e *escaper) appendKnown(out []byte, text string) (after []byte, ok bool) {
	if text == "" {
		return out, false
	}
	start, from, at := len(out), 0, 0
	if e.secure && strings.HasPrefix(text, secure) {
		at = len(secure)
	}
	for ; at < len(text); at++ {
		b := text[at]
		if e.plain[b] {
			continue
		}
		if b >= 128 || e.instead[b] == "" {
			return out[:start], false
		}
		out = append(append(out, text[from:at]...), e.instead[b]...)
		from = at + 1
	}
	return append(out, text[from:]...), true
}
