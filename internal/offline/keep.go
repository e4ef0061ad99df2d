// Package offline makes of the files of a site what readers can take along:
// for each language a pack that a browser
// keeps, a zip for a USB stick, and a single file.
package offline

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"beistand/internal/parallel"
	"beistand/internal/site"
)

// Format is the version of the lists. The script that keeps a language refuses
// another. Format 1: files in the order of the pack.
const Format = 1

// list is public/offline/LANG.json: what a browser needs to know before it
// keeps the language.
type list struct {
	Format  int    `json:"format"`
	Edition string `json:"edition"` // fingerprint of all files, the date on them left out
	Date    string `json:"date"`    // of the build
	Pack    string `json:"pack"`    // path of the pack: all files one after the other, as gzip packs them
	Size    int    `json:"size"`    // of the pack
	Total   int    `json:"total"`   // of the files
	Files   []any  `json:"files"`   // file
}

// file is path, size and SHA-256, and for pages title and a fingerprint of the
// text, by which a reader is told which pages changed.
type file []any

// Files makes what readers take along of each language, and fills in what pages
// say of it. It returns the new and the changed files.
func Files(s *site.Site, files site.Files, inline Inline, today time.Time) (site.Files, error) {
	parts := make([]site.Files, len(s.Langs))
	err := parallel.Each(len(s.Langs), func(i int) error {
		l := s.Langs[i]
		zip, err := Zip(s, l, files)
		if err != nil {
			return err
		}
		single, err := Single(s, l, files, inline)
		if err != nil {
			return err
		}
		if parts[i], err = keep(s, l, files, today, site.MarkZip, kB(zip), site.MarkSingle, kB(single)); err != nil {
			return err
		}
		parts[i][string(l.ZipPath())], parts[i][string(l.SinglePath())] = zip, single
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := site.Files{}
	for _, p := range parts {
		all.Add(p)
	}
	return all, nil
}

// kB is the size of a file in words, to the next kB above.
func kB(content []byte) string { return strconv.Itoa((len(content) + 999) / 1000) }

// keep makes the pack and the list of a language. Sizes are pairs of marks and
// what stands for them.
func keep(s *site.Site, l *site.Lang, files site.Files, today time.Time, sizes ...string) (site.Files, error) {
	day := today.Format(time.DateOnly)
	names := members(s, l, files)
	// Pages that state the size come last: then it is known but for themselves.
	marked := func(name string) bool { return bytes.Contains(files[name], []byte(site.Marks)) }
	slices.SortStableFunc(names, func(a, b string) int { return compareBool(marked(a), marked(b)) })

	p := newPack()
	out := site.Files{}
	edition := sha256.New()
	var fill *strings.Replacer
	for _, name := range names {
		content := files[name]
		sum := sha256.Sum256(content)
		fmt.Fprintf(edition, "%s %x\n", name, sum)
		if marked(name) {
			if fill == nil {
				date, err := l.Words.Date(today)
				if err != nil {
					return nil, err
				}
				fill = p.marks(pagesOf(l, names), date, sizes)
			}
			out[name] = []byte(fill.Replace(string(content)))
			content = out[name]
		}
		if err := p.add(name, files[name], content); err != nil {
			return nil, err
		}
	}
	packed, err := p.close()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(packed)
	path := "offline/" + l.Code + "." + hex.EncodeToString(sum[:4]) + ".pack"
	text, err := json.Marshal(list{
		Format: Format, Edition: hex.EncodeToString(edition.Sum(nil)[:6]), Date: day,
		Pack: path, Size: len(packed), Total: p.total, Files: p.files,
	})
	if err != nil {
		return nil, err
	}
	out[path], out["offline/"+l.Code+".json"] = packed, text
	return out, nil
}

// members are the files that are kept with a language: its pages, with the
// text of each for the search beside it, where gzip finds it again; assets; the
// rest of the search in the language and in the source language, for both are
// asked; and the page that leads to the languages. Hits of the source language
// come without the text around them, unless titles stand with it: see search.
func members(s *site.Site, l *site.Lang, files site.Files) []string {
	var pages, rest []string
	texts := map[string]string{} // page → the text of it for the search
	for i, p := range s.Pages {
		texts[l.Path(p.ID).File()] = "search/" + l.Code + "/p/" + strconv.Itoa(i) + ".js"
	}
	beside := map[string]bool{}
	source := "search/" + s.Source.Code + "/"
	titled := bytes.Contains(files[source+"index.js"], []byte(`"rows":`))
	for _, name := range files.Paths() {
		top, _, _ := strings.Cut(name, "/")
		switch {
		case strings.HasPrefix(name, string(l.Path(site.ShortID))) && !isShortPage(l, name):
			// codes to be scanned and the lists of sections are for those who are online
		case top == l.Code && name != l.Code+"/404.html":
			pages = append(pages, name)
			if text := texts[name]; files[text] != nil {
				pages = append(pages, text)
				beside[text] = true
			}
		case strings.HasPrefix(name, source+"p/") && l != s.Source && titled:
		case name == "index.html", top == "assets",
			strings.HasPrefix(name, "search/"+l.Code+"/"), strings.HasPrefix(name, source):
			rest = append(rest, name)
		}
	}
	rest = slices.DeleteFunc(rest, func(name string) bool { return beside[name] })
	return append(pages, rest...)
}

// isShortPage reports whether a file leads on from the short link of a page.
func isShortPage(l *site.Lang, name string) bool {
	code, ok := strings.CutPrefix(name, string(l.Path(site.ShortID)))
	return ok && strings.Count(code, "/") == 1 && strings.HasSuffix(code, "/index.html")
}

// pagesOf counts the pages, without those that only lead on.
func pagesOf(l *site.Lang, names []string) int {
	n := 0
	for _, name := range names {
		if strings.HasSuffix(name, "/index.html") && !isShortPage(l, name) {
			n++
		}
	}
	return n
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// pack is a pack in the making.
type pack struct {
	files []any
	total int
	out   bytes.Buffer
	gzip  *gzip.Writer
}

func newPack() *pack {
	p := &pack{}
	p.gzip, _ = gzip.NewWriterLevel(&p.out, gzip.BestCompression) // the level is valid
	return p
}

// add puts in a file; template is what it was before its marks were filled in,
// by which readers are told of changes.
func (p *pack) add(name string, template, content []byte) error {
	sum := sha256.Sum256(content)
	f := file{name, len(content), hex.EncodeToString(sum[:])}
	if title, text, ok := pageText(template); ok && strings.HasSuffix(name, ".html") {
		sum := sha256.Sum256(text)
		f = append(f, title, hex.EncodeToString(sum[:4]))
	}
	p.files = append(p.files, f)
	p.total += len(content)
	_, err := p.gzip.Write(content)
	return err
}

// marks fills in what pages say of the pack: kB to the next ten above, MB to
// the next above.
func (p *pack) marks(pages int, date string, sizes []string) *strings.Replacer {
	_ = p.gzip.Flush()               // to a buffer, which does not fail
	rest := 115*len(p.files) + 2_000 // about what the list and the pages yet to come take
	return strings.NewReplacer(append(sizes,
		site.MarkPages, strconv.Itoa(pages),
		site.MarkDate, date,
		site.MarkDownload, strconv.Itoa((p.out.Len()+rest)/10_000*10+10),
		site.MarkStored, strconv.Itoa(p.total/1_000_000+1),
	)...)
}

func (p *pack) close() ([]byte, error) {
	err := p.gzip.Close()
	return p.out.Bytes(), err
}

var (
	heading = regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)
	tag     = regexp.MustCompile(`<[^>]*>`)
)

// pageText is the title of a page and its text without what is around it;
// false when the file has none.
func pageText(content []byte) (title string, text []byte, ok bool) {
	_, text, ok = bytes.Cut(content, []byte("<main"))
	if !ok {
		return "", nil, false
	}
	text, _, _ = bytes.Cut(text, []byte("</main>"))
	m := heading.FindSubmatch(text)
	if m == nil {
		return "", nil, false
	}
	title = html.UnescapeString(string(tag.ReplaceAll(m[1], nil)))
	return strings.Join(strings.Fields(title), " "), text, true
}
