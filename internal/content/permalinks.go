package content

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// PermalinksFile is where the addresses are recorded that have been published.
const PermalinksFile = "content/" + permalinksName

const permalinksName = "permalinks.lock"

const permalinksHead = `# The addresses that have been published, and their short links. They are for
# ever: who has one on paper gets there. Lines are added by
#
#   beistand check --update-permalinks
#
# and are not changed. What is moved gets an alias: see CONTRIBUTING.md.
`

// FormatPermalinks is the text of the file with the addresses: a line each, so
// that a change of the site is a change of its lines.
func FormatPermalinks(list site.Permalinks) []byte {
	var b bytes.Buffer
	b.WriteString(permalinksHead)
	for _, p := range list {
		b.WriteString(p.Short() + " " + p.Address() + "\n")
	}
	return b.Bytes()
}

// loadPermalinks reads the file; there may be none.
func (l *loader) loadPermalinks() error {
	data, found, err := l.read(PermalinksFile)
	if err != nil || !found {
		return err
	}
	l.permalinks = site.Permalinks{}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if p, ok := l.permalink(problem.Place{File: PermalinksFile, Line: number}, line); ok {
			l.permalinks = append(l.permalinks, p)
		}
	}
	l.permalinks.Sort()
	l.checkPermalinks()
	return nil
}

// permalink reads a line of the file: "k7m2-3 /residence#who".
func (l *loader) permalink(at problem.Place, line string) (p site.Permalink, ok bool) {
	if strings.HasPrefix(line, "<<<<<<<") || strings.HasPrefix(line, "=======") || strings.HasPrefix(line, ">>>>>>>") {
		l.problems.Error(at, "git could not merge the lines here").
			Hint("keep the lines of both sides, delete this one")
		return p, false
	}
	short, address, _ := strings.Cut(line, " ")
	code, section, hasNumber := strings.Cut(short, "-")
	page, anchor, hasAnchor := strings.Cut(address, "#")
	id, isID := site.ParseID(page)
	n, err := strconv.Atoi(section)
	if !site.IsCode(code) || !isID || hasNumber != hasAnchor || hasAnchor && (err != nil || n < 1 || !idPattern.MatchString(anchor)) {
		l.problems.Error(at, "this is no short link with its address").
			Hint("a line looks like: k7m2 /residence, or with a section: k7m2-3 /residence#who")
		return p, false
	}
	return site.Permalink{Page: id, Anchor: anchor, Code: code, Number: n, Place: at}, true
}

// checkPermalinks checks that every address has one short link and every short
// link one address. Two branches that were merged may have given one twice.
func (l *loader) checkPermalinks() {
	const hint = "delete the line that is newer, then run: beistand check --update-permalinks"
	byShort := map[string]site.Permalink{}
	for i, p := range l.permalinks {
		same, taken := byShort[p.Short()]
		page, found := l.permalinks.Find(p.Page, "")
		switch {
		case i > 0 && l.permalinks[i-1].Address() == p.Address():
			l.problems.Error(p.Place, "%s stands here for the second time", p.Address()).Hint("delete one of the two lines")
		case taken:
			l.problems.Error(p.Place, "the short link %s is taken by %s", p.Short(), same.Address()).Hint(hint)
		case !found:
			l.problems.Error(p.Place, "the page of %s has no line of its own", p.Address()).
				Hint("put it back: %s %s", p.Code, p.Page)
		case l.permalinks[page].Code != p.Code:
			l.problems.Error(p.Place, "the short link of %s does not start with that of its page, %s", p.Address(), l.permalinks[page].Code).Hint(hint)
		}
		byShort[p.Short()] = p
	}
}

// formerAnchors reads what page.toml says of anchors that the page once had,
// and puts those that are still on the page at their new places.
func (a *assembly) formerAnchors(f *folder) {
	for _, former := range sortedKeys(f.meta.Anchors) {
		place := placesIn(f.metaFile(), f.data)
		key, value := place.key("anchors."+former), place.value("anchors."+former)
		has := a.anchors(f.id)
		path, anchor, hasAnchor := strings.Cut(f.meta.Anchors[former], "#")
		id := f.id
		switch {
		case !hasAnchor && !strings.HasPrefix(path, "/"):
			anchor = path // a heading of this page
		case path != "":
			id, _ = site.ParseID(path)
		}
		switch {
		case !idPattern.MatchString(former):
			a.problems.Error(key, "%q was no heading's id", former).Hint("write it without #, as it stood in {#…}")
		case slices.Contains(has, former):
			a.problems.Error(key, "the page has the heading %q", "#"+former).Hint("delete the line, or give the heading another id")
		case isTaken(former):
			a.problems.Error(key, "the id %q is taken: pages have it around or within their text", former).Hint("delete the line")
		case a.pages[id] == nil:
			a.noPage(value, path)
		case a.lacks(id, anchor):
			a.noAnchor(value, id, anchor, a.anchors(id))
		default:
			p := a.pages[f.id]
			p.Anchors = append(p.Anchors, site.FormerAnchor{ID: former, To: site.Ref{Page: a.pages[id], Section: anchor}})
			if id == f.id {
				a.mark(f, former, anchor)
			}
		}
	}
}

// mark puts a former anchor before the heading that has its place now, or at
// the start of the page.
func (a *assembly) mark(f *folder, former, anchor string) {
	span := site.HTML(`<span id="` + former + `"></span>`)
	for _, t := range f.texts {
		if len(t.Sections) == 0 {
			continue
		}
		s := t.Sections[0]
		if anchor != "" {
			s = t.Section(anchor)
		}
		switch {
		case s == nil: // the translation lacks the heading, which is a problem already
		case s.Level == 0:
			s.Body = span + s.Body
		default:
			s.TitleHTML = span + s.TitleHTML
		}
	}
}
