package content

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// link resolves a link by its scheme.
func (r *resolver) link(n *ast.Link) {
	n.Destination = util.UnescapePunctuations(n.Destination)
	address := string(n.Destination)
	if strings.TrimSpace(address) == "" || address == "#" {
		r.problems.Error(r.at(n), "the link has no address").Hint("write the id of a page: [%s](/residence)", plainText(n, r.source))
		return
	}
	if string(util.ResolveEntityNames(util.ResolveNumericReferences(n.Destination))) != address {
		// a browser would see another address than the checks below
		r.problems.Error(r.at(n), "the address %q has a sign written by its name or number", address).
			Hint("write the sign itself: & for &amp;, as the address bar of a browser shows it")
		return
	}
	scheme, rest, hasScheme := strings.Cut(address, ":")
	if !hasScheme || strings.ContainsAny(scheme, "/#?") {
		r.linkToPage(n, address)
		return
	}
	switch strings.ToLower(scheme) {
	case "glossary":
		r.linkToTerm(n, rest)
	case "contact":
		r.linkToContact(n, rest)
	case "https", "http":
		r.webAddress(n, address)
		n.SetAttributeString("rel", []byte("external"))
	case "mailto":
		if !mailPattern.MatchString(rest) {
			r.problems.Error(r.at(n), "%q is not an address for mail", rest).Hint("write [text](mailto:name@example.org)")
		}
	case "tel":
		r.problems.Error(r.at(n), "a phone number in a text has no contact").
			Hint("put it into content/%s and write [%s](contact:ID)", contactsFile, strings.TrimPrefix(address, "tel:"))
	default:
		r.problems.Error(r.at(n), "a link cannot have the scheme %q", scheme).
			Hint("link to a page (/residence), a term (glossary:toleration), a contact (contact:police) or https://…")
	}
}

// mailPattern is an address for mail and nothing else: what may follow one in a
// link (?cc=…&body=…) would write the reader's mail for them.
var mailPattern = regexp.MustCompile(`^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$`)

// webAddress checks a link out of the site: whether it is an address, and
// whether its text names the host that it leads to, if it names one.
func (r *resolver) webAddress(n *ast.Link, address string) {
	if !isWebAddress(address) {
		r.problems.Error(r.at(n), "%q is not a web address", address).Hint("it starts with https://")
		return
	}
	u, err := url.Parse(address)
	if err != nil {
		return // isWebAddress parsed it
	}
	label := plainText(n, r.source)
	named := hostIn(label)
	if named != "" && named != bareHost(u.Host) && !strings.HasSuffix(bareHost(u.Host), "."+named) {
		r.problems.Error(r.at(n), "the text says %s, but the link leads to %s", label, u.Host).
			Hint("let the text name the place that the link leads to")
	}
}

var hostPattern = regexp.MustCompile(`^(?:[a-z]+://)?((?:[\pL\pN-]+\.)+\pL{2,})(?:[:/?#].*)?$`)

// hostIn is the host that a text names, where it is an address and nothing else.
func hostIn(label string) string {
	if m := hostPattern.FindStringSubmatch(strings.ToLower(strings.TrimSpace(label))); m != nil {
		return strings.TrimPrefix(m[1], "www.")
	}
	return ""
}

// bareHost is a host without its port and www.
func bareHost(host string) string {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	return strings.TrimPrefix(host, "www.")
}

func (r *resolver) linkToPage(n *ast.Link, address string) {
	path, anchor, _ := strings.Cut(address, "#")
	link := pageLink{anchor: anchor, at: r.at(n)}
	if path == "" {
		link.id = r.text.folder.id
	} else {
		if decoded, err := url.PathUnescape(path); err == nil {
			path = decoded
		}
		if path != "/" {
			path = strings.TrimSuffix(path, "/")
		}
		id, ok := site.ParseID(path)
		if !ok {
			r.problems.Error(link.at, "%q is not the id of a page", path).
				Hint("a link names a page from the top: /residence/asylum, without language and without .md")
			return
		}
		link.id = id
	}
	r.text.links = append(r.text.links, link)
	n.Destination = []byte(site.LinkTo(link.id, anchor))
}

func (r *resolver) linkToTerm(n *ast.Link, id string) {
	if id == "" {
		r.problems.Error(r.at(n), "the link names no term of the glossary").
			Hint("write the id of the term's heading: [%s](glossary:toleration)", plainText(n, r.source))
		return
	}
	if r.glossary == nil {
		if !r.allMeta {
			return // the glossary may be a page whose page.toml could not be read
		}
		r.problems.Error(r.at(n), "this site has no glossary").
			Hint("add a page with kind = \"glossary\" in its page.toml")
		return
	}
	r.text.links = append(r.text.links, pageLink{id: r.glossary.id, anchor: id, at: r.at(n), term: true})
	n.Destination = []byte(site.LinkTo(r.glossary.id, id))
	explanation, in := r.explanation(id)
	_, inHeading := n.Parent().(*ast.Heading)
	if explanation == "" || inHeading || r.text.folder == r.glossary || r.explained[id] {
		return
	}
	r.explained[id] = true
	t := &termNode{id: id, explanation: explanation, explainedIn: in, lang: r.text.Lang, glossary: r.glossary.id, more: r.word("term.more"), close: r.word("term.close")}
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		n.RemoveChild(n, c)
		t.AppendChild(t, c)
	}
	n.Parent().ReplaceChild(n.Parent(), n, t)
}

// explanation is the glossary's explanation of a term in the text's language,
// or the next best one.
func (r *resolver) explanation(id string) (site.HTML, *site.Lang) {
	for _, lang := range append(append([]*site.Lang{r.text.Lang}, r.text.Lang.Fallback...), r.langs[0]) {
		if e := r.terms[term{lang.Code, id}]; e != "" {
			return e, lang
		}
	}
	return "", r.text.Lang
}

func (r *resolver) word(key string) string {
	if r.text.Lang.Words == nil {
		return key // the missing file is a problem already
	}
	text, err := r.text.Lang.Words.Text(key)
	if err != nil {
		r.problems.Error(problem.Place{File: "i18n/" + r.text.Lang.Code + ".toml"}, "the word %q is missing", key)
	}
	return text
}

func (r *resolver) linkToContact(n *ast.Link, id string) {
	c := r.contact(id)
	if c == nil {
		r.noContact(r.at(n), id)
		return
	}
	if c.Phone == "" {
		r.problems.Error(r.at(n), "contact %q has no phone number", id).Hint("link to its web page: %s", c.Web)
		return
	}
	label := plainText(n, r.source)
	if digits := onlyDigits(label); len(digits) > 2 && digits != onlyDigits(c.Phone) {
		r.problems.Error(r.at(n), "the text says %s, but the number of %q is %s", label, id, c.Phone).
			Hint("write [%s](contact:%s)", c.Phone, id)
	}
	n.Destination = []byte(c.Tel())
	n.SetAttributeString("class", []byte("tel"))
	if r.text.Lang.Dir == "rtl" {
		n.SetAttributeString("dir", []byte("ltr"))
	}
}

// onlyDigits is the digits of a text, in whatever script, as 0 to 9.
func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, site.Digits(text))
}
