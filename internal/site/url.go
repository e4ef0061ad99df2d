package site

import (
	"regexp"
	"strings"
)

// ID is the path of a page below content/, the same in every language: "/" for
// the home page, "/residence/reflection-period" for a page of a section.
type ID string

const (
	HomeID ID = "/"
	// LawsID is the folder of the pages that the generator makes of statutes.
	LawsID ID = "/laws"
	// AZID is the page of all keywords.
	AZID ID = "/a-z"
	// ChangesID is the page of what has changed.
	ChangesID ID = "/changes"
	// OfflineID is the page on which readers keep a language on their device.
	OfflineID ID = "/offline"
	// SelectionID is the page of the sections that a reader has chosen.
	SelectionID ID = "/selection"
)

var namePattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// IsName reports whether the text can be a part of an id: small ASCII letters,
// digits and single hyphens between, up to 80; and not one of the names that
// Windows keeps for devices, which nobody could check out there.
func IsName(text string) bool {
	return len(text) <= maxName && namePattern.MatchString(text) && !deviceName.MatchString(text)
}

const (
	maxName = 80
	maxID   = 200
)

var deviceName = regexp.MustCompile(`^(con|prn|aux|nul|(com|lpt)[0-9])$`)

// ParseID reads an id as authors write it: "/", "/residence/asylum".
func ParseID(text string) (ID, bool) {
	if ID(text) == HomeID {
		return HomeID, true
	}
	rest, ok := strings.CutPrefix(text, "/")
	if !ok || len(text) > maxID {
		return "", false
	}
	for part := range strings.SplitSeq(rest, "/") {
		if !IsName(part) {
			return "", false
		}
	}
	return ID(text), true
}

// Last is the last part of the id: "reflection-period".
func (id ID) Last() string { return string(id[strings.LastIndexByte(string(id), '/')+1:]) }

// Parent is the id of the page above.
func (id ID) Parent() ID {
	if i := strings.LastIndexByte(string(id), '/'); i > 0 {
		return id[:i]
	}
	return HomeID
}

// Child is the id of the page with the name below id.
func (id ID) Child(name string) ID {
	if id == HomeID {
		return HomeID + ID(name)
	}
	return id + "/" + ID(name)
}

// A Path is where a page lies in the public folder: slashes between, a slash
// at the end, none at the start: "de/residence/"; the root is "".
type Path string

// Path is where the page with the id lies in the language.
func (l *Lang) Path(id ID) Path {
	if id == HomeID {
		return Path(l.Code + "/")
	}
	return Path(l.Code + string(id) + "/")
}

// Beside is where the page lies in the language with the source language beside
// it: "ar+de/residence/".
func (l *Lang) Beside(source *Lang, id ID) Path {
	return Path(l.Code + "+" + string(source.Path(id)))
}

// File is the name of the page's file.
func (p Path) File() string { return string(p) + "index.html" }

// To is the relative link from p to a file or folder of the public folder,
// which works from any base path.
//
//	Path("ar/residence/").To("de/residence/") == "../../de/residence/"
func (p Path) To(target string) string {
	from, to := string(p), target
	for { // drop the folders that both share
		i := strings.IndexByte(from, '/')
		if i < 0 || !strings.HasPrefix(to, from[:i+1]) {
			break
		}
		from, to = from[i+1:], to[i+1:]
	}
	if link := strings.Repeat("../", strings.Count(from, "/")) + to; link != "" {
		return link
	}
	return "./"
}

// HTML is finished markup. Links in it to pages of the site have the form
// "site:/residence#who", to be made relative by Relink.
type HTML string

// LinkTo is the link in HTML to the page with the id, and to an anchor in it if
// that is not empty.
func LinkTo(id ID, anchor string) string {
	link := linkScheme + string(id)
	if anchor != "" {
		link += "#" + anchor
	}
	return link
}

const linkScheme = "site:"

// LinkTarget is where a link leads: for one that LinkTo made the id and the
// anchor, "/residence#who"; any other is returned as it is.
func LinkTarget(link string) string { return strings.TrimPrefix(link, linkScheme) }

// Place appends the markup as it stands on a page at the path: its links become
// relative (the function says where the pages lie that they lead to), and the
// prefix goes before every id and every reference to one, so that markup of
// several texts can stand on one page. In finished markup a quotation mark in
// text is escaped, so it only ever ends the value of an attribute.
func (h HTML) Place(out []byte, at Path, pathOf func(ID) Path, prefix string) []byte {
	const value = `="`
	in := string(h)
	for {
		i := strings.Index(in, value)
		if i < 0 {
			return append(out, in...)
		}
		i += len(value)
		before, rest := in[:i], in[i:]
		out = append(out, before...)
		switch {
		case strings.HasSuffix(before, ` href="`):
			if link, ok := strings.CutPrefix(rest, linkScheme); ok {
				link, rest, _ = strings.Cut(link, `"`)
				id, anchor, hasAnchor := strings.Cut(link, "#")
				relative := at.To(string(pathOf(ID(id))))
				if !hasAnchor || relative != "./" {
					out = append(out, relative...)
				}
				if hasAnchor {
					out = append(append(out, '#'), anchor...)
				}
				out = append(out, '"')
			} else if anchor, ok := strings.CutPrefix(rest, "#"); ok {
				out = append(append(out, '#'), prefix...)
				rest = anchor
			}
		case strings.HasSuffix(before, ` id="`), strings.HasSuffix(before, ` aria-labelledby="`):
			out = append(out, prefix...)
		}
		in = rest
	}
}
