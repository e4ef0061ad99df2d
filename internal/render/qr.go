package render

import (
	"fmt"
	"math/bits"
	"strconv"
	"sync"
	"sync/atomic"

	"rsc.io/qr/coding"

	"beistand/internal/parallel"
	"beistand/internal/site"
)

const (
	qrLevel = coding.M // a seventh of the code may be smudged
	qrQuiet = 4        // modules of white around a code, as ISO/IEC 18004 wants
	qrFile  = "qr.svg" // in the folder of the page's short link
)

// qrCodes are the codes of all short links: for each page and language one
// file, with the page's code on top and those of its sections below, each to
// be shown by the number of the section: qr.svg#3. There are none when the
// site does not know its own address.
func (r *renderer) qrCodes(put site.Put) error {
	if r.site.BaseURL == "" {
		return nil
	}
	return parallel.Each(len(r.short.pages), func(i int) error {
		id := r.short.pages[i]
		sheet := qrSheets.Get().(*qrSheet)
		defer qrSheets.Put(sheet)
		for _, l := range r.site.Langs {
			code, err := r.qrOf(id, l, sheet)
			if err != nil {
				return err
			}
			if err := put(string(l.ShortPath(r.short.ofPage[id].Code))+qrFile, code); err != nil {
				return err
			}
		}
		return nil
	})
}

// qrOf is the file of the page's codes in a language, which the sheet lends.
func (r *renderer) qrOf(id site.ID, l *site.Lang, sheet *qrSheet) ([]byte, error) {
	page := r.short.ofPage[id]
	sheet.clear()
	if err := sheet.add("", r.site.BaseURL+string(l.ShortPath(page.Code))); err != nil {
		return nil, err
	}
	address := r.site.BaseURL + string(l.ShortSections(page.Code)) + "#"
	for _, s := range r.short.sections[id] {
		number := strconv.Itoa(s.Number)
		if err := sheet.add(number, address+number); err != nil {
			return nil, err
		}
	}
	return sheet.svg(), nil
}

// qrSheet is codes below one another.
type qrSheet struct {
	first, width, height int // in modules; first is the size of the first code
	code                 qrCode
	views, path, file    []byte
}

// qrSheets are used again: a sheet is 12 kB of text, and there are as many as
// pages.
var qrSheets = sync.Pool{New: func() any { return new(qrSheet) }}

func (s *qrSheet) clear() {
	*s = qrSheet{code: s.code, views: s.views[:0], path: s.path[:0], file: s.file[:0]}
}

// add puts a code below the others, to be shown by the name.
func (s *qrSheet) add(name, text string) error {
	if err := s.code.encode(text); err != nil {
		return err
	}
	size := s.code.size + 2*qrQuiet
	if s.first == 0 {
		s.first = size
	}
	if name != "" {
		s.views = fmt.Appendf(s.views, `<view id="%s" viewBox="0 %d %d %d"/>`, name, s.height, size, size)
	}
	for y := range s.code.size {
		end := -1 // of the black before, in the row
		for start, after := s.code.black(y, 0); start < after; start, after = s.code.black(y, after) {
			if end < 0 {
				s.move('M', start+qrQuiet, s.height+y+qrQuiet)
				s.path = append(s.path, ".5"...) // lines lie in the middle of a row
			} else {
				s.move('m', start-end, 0)
			}
			s.path = strconv.AppendInt(append(s.path, 'h'), int64(after-start), 10)
			end = after
		}
	}
	s.width, s.height = max(s.width, size), s.height+size
	return nil
}

// move is a step of the path without drawing.
func (s *qrSheet) move(step byte, x, y int) {
	s.path = strconv.AppendInt(append(s.path, step), int64(x), 10)
	s.path = strconv.AppendInt(append(s.path, ' '), int64(y), 10)
}

func (s *qrSheet) svg() []byte {
	s.file = fmt.Appendf(s.file, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">%s<path fill="#fff" d="M0 0h%dv%dH0z"/><path stroke="#000" shape-rendering="crispEdges" d="%s"/></svg>`+"\n",
		s.first, s.first, s.views, s.width, s.height, s.path)
	return s.file
}

// qrCode is the modules of a code, row by row, a bit each.
type qrCode struct {
	size int
	row  int // words of a row
	bits []uint64
}

// encode makes the smallest code that holds the text. Of the masks, which only
// make a code look even, it takes the first: to weigh all eight takes thirty
// times as long, and readers of codes read each.
func (c *qrCode) encode(text string) error {
	f, err := qrFormOf(len(text))
	if err != nil {
		return err
	}
	c.size, c.row = f.size, f.row
	c.bits = append(c.bits[:0], f.zeros...)
	for i := range len(text) {
		change, err := f.change(i, text[i])
		if err != nil {
			return err
		}
		for j, word := range change {
			c.bits[j] ^= word
		}
	}
	return nil
}

// black is from where to where the next black modules of a row are, at x or
// after it; an empty range when there are none.
func (c *qrCode) black(y, x int) (from, to int) {
	row := c.bits[y*c.row : (y+1)*c.row]
	from = nextBit(row, x, 0)
	return from, nextBit(row, from, ^uint64(0))
}

// nextBit is the place of the first bit that is not as in flip, at from or
// after it; the end of the row when there is none.
func nextBit(row []uint64, from int, flip uint64) int {
	for i := from / 64; i < len(row); i++ {
		word := row[i] ^ flip
		if i == from/64 {
			word &= ^uint64(0) << (from % 64)
		}
		if word != 0 {
			return 64*i + bits.TrailingZeros64(word)
		}
	}
	return 64 * len(row)
}

// qrForm makes the codes of all texts of a length. Every module of a code is a
// sum modulo 2 of bits of the text and a constant, for so is the error
// correction (ISO/IEC 18004, Reed-Solomon codes). So a code is that of a text
// of zeros, changed by each byte by itself, and what a byte changes is computed
// once: a tenth of the time that making each code anew takes.
type qrForm struct {
	plan    *coding.Plan
	length  int
	size    int
	row     int
	zeros   []uint64
	changes []atomic.Pointer[[]uint64] // by the place of the byte and its value
}

// qrForms are the forms by the length of the text.
var qrForms sync.Map

func qrFormOf(length int) (*qrForm, error) {
	if f, ok := qrForms.Load(length); ok {
		return f.(*qrForm), nil
	}
	zeros := coding.String(make([]byte, length))
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		if zeros.Bits(v) > v.DataBytes(qrLevel)*8 {
			continue
		}
		plan, err := coding.NewPlan(v, qrLevel, 0)
		if err != nil {
			return nil, err
		}
		f := &qrForm{plan: plan, length: length, size: len(plan.Pixel), row: (len(plan.Pixel) + 63) / 64, changes: make([]atomic.Pointer[[]uint64], length*256)}
		if f.zeros, err = f.encode(zeros); err != nil {
			return nil, err
		}
		qrForms.Store(length, f)
		return f, nil
	}
	return nil, fmt.Errorf("an address of %d bytes is too long for a QR code", length)
}

// encode makes a code by the library.
func (f *qrForm) encode(text coding.String) ([]uint64, error) {
	code, err := f.plan.Encode(text)
	if err != nil {
		return nil, err
	}
	modules := make([]uint64, f.row*f.size)
	for y := range f.size {
		for x := range f.size {
			if code.Black(x, y) {
				modules[y*f.row+x/64] |= 1 << (x % 64)
			}
		}
	}
	return modules, nil
}

// change is what a byte of the text changes in the code of zeros.
func (f *qrForm) change(place int, value byte) ([]uint64, error) {
	known := &f.changes[place*256+int(value)]
	if change := known.Load(); change != nil {
		return *change, nil
	}
	text := make([]byte, f.length)
	text[place] = value
	change, err := f.encode(coding.String(text))
	if err != nil {
		return nil, err
	}
	for i, word := range f.zeros {
		change[i] ^= word
	}
	known.Store(&change)
	return change, nil
}

// QR is the link to the page's QR code; empty when it has none.
func (v *View) QR() string {
	if v.ShortAddress() == "" {
		return ""
	}
	return v.ShortURL() + qrFile
}
