package render

import (
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"
	"rsc.io/qr/coding"

	"beistand/internal/site"
)

const (
	qrLevel = coding.M // a seventh of the code may be smudged
	qrQuiet = 4        // modules of white around a code, as ISO/IEC 18004 wants
	qrFile  = "qr.svg" // in the folder of the page's short link
	qrPath  = 2_000    // bytes that one code takes at most, about
)

// qrCodes are the codes of all short links: for each page and language one
// file, with the page's code on top and those of its sections below, each to
// be shown by the number of the section: qr.svg#3. There are none when the
// site does not know its own address.
func (r *renderer) qrCodes(put site.Put) error {
	if r.site.BaseURL == "" {
		return nil
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, id := range r.short.pages {
		group.Go(func() error {
			for _, l := range r.site.Langs {
				code, err := r.qrOf(id, l)
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
	return group.Wait()
}

// qrOf is the file of the page's codes in a language.
func (r *renderer) qrOf(id site.ID, l *site.Lang) ([]byte, error) {
	page := r.short.ofPage[id]
	sections := r.short.sections[id]
	sheet := qrSheet{path: make([]byte, 0, (1+len(sections))*qrPath)}
	if err := sheet.add("", r.site.BaseURL+string(l.ShortPath(page.Code))); err != nil {
		return nil, err
	}
	for _, s := range sections {
		if err := sheet.add(fmt.Sprint(s.Number), fmt.Sprintf("%s%s#%d", r.site.BaseURL, l.ShortSections(page.Code), s.Number)); err != nil {
			return nil, err
		}
	}
	return sheet.svg(), nil
}

// qrSheet is codes below one another.
type qrSheet struct {
	first, width, height int // in modules; first is the size of the first code
	views, path          []byte
}

// add puts a code below the others, to be shown by the name.
func (s *qrSheet) add(name, text string) error {
	code, err := encodeQR(text)
	if err != nil {
		return err
	}
	size := code.Size + 2*qrQuiet
	if s.first == 0 {
		s.first = size
	}
	if name != "" {
		s.views = fmt.Appendf(s.views, `<view id="%s" viewBox="0 %d %d %d"/>`, name, s.height, size, size)
	}
	for y := range code.Size {
		end := -qrQuiet // of the black before, in the row
		for x := 0; x < code.Size; x++ {
			start := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x == start {
				continue
			}
			if end < 0 {
				s.move('M', start+qrQuiet, s.height+y+qrQuiet)
				s.path = append(s.path, ".5"...) // lines lie in the middle of a row
			} else {
				s.move('m', start-end, 0)
			}
			s.path = strconv.AppendInt(append(s.path, 'h'), int64(x-start), 10)
			end = x
		}
	}
	s.width, s.height = max(s.width, size), s.height+size
	return nil
}

// move is a step of the path without drawing. Most of the time that codes take
// is to write these numbers.
func (s *qrSheet) move(step byte, x, y int) {
	s.path = strconv.AppendInt(append(s.path, step), int64(x), 10)
	s.path = strconv.AppendInt(append(s.path, ' '), int64(y), 10)
}

func (s *qrSheet) svg() []byte {
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">%s<path fill="#fff" d="M0 0h%dv%dH0z"/><path stroke="#000" shape-rendering="crispEdges" d="%s"/></svg>`+"\n",
		s.first, s.first, s.views, s.width, s.height, s.path)
}

// qrPlans are the layouts of codes by their version, each made once.
var qrPlans [coding.MaxVersion + 1]struct {
	sync.Once
	*coding.Plan
	err error
}

// encodeQR is the smallest code that holds the text. Of the masks, which only
// make a code look even, it takes the first: to weigh all eight takes thirty
// times as long, and readers of codes read each.
func encodeQR(text string) (*coding.Code, error) {
	content := coding.String(text)
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		if content.Bits(v) > v.DataBytes(qrLevel)*8 {
			continue
		}
		plan := &qrPlans[v]
		plan.Do(func() { plan.Plan, plan.err = coding.NewPlan(v, qrLevel, 0) })
		if plan.err != nil {
			return nil, plan.err
		}
		return plan.Encode(content)
	}
	return nil, fmt.Errorf("the address %s is too long for a QR code", text)
}

// QR is the link to the page's QR code; empty when it has none.
func (v *View) QR() string {
	if v.ShortAddress() == "" {
		return ""
	}
	return v.ShortURL() + qrFile
}
