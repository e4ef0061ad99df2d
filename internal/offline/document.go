package offline

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// target is the file of the site that a link on the page in the file from leads
// to, and the anchor in it; false when it leads out of the site.
func target(from, link string) (name, anchor string, ok bool) {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", "", false
	}
	if u.Path == "" {
		return from, u.Fragment, true
	}
	name = path.Join(path.Dir(from), u.Path)
	if last := path.Base(u.Path); strings.HasSuffix(u.Path, "/") || last == "." || last == ".." {
		name = path.Join(name, "index.html")
	}
	return name, u.Fragment, true
}

// relink gives every link of the document on the page in the file from a new
// address. Where there is none, because what it leads to does not come along,
// an entry of a list goes with it; any other link leads to the site, where its
// address is known, or nowhere.
func relink(doc *html.Node, from, baseURL string, address func(name, anchor string) (string, bool)) {
	for _, n := range elements(doc) {
		key := "href"
		if n.DataAtom == atom.Script {
			key = "src"
		}
		link, has := get(n, key)
		if !has {
			continue
		}
		name, anchor, within := target(from, link)
		if !within {
			continue
		}
		if to, ok := address(name, anchor); ok {
			set(n, key, to)
			continue
		}
		item := n.Parent // an element has one
		switch {
		case n.DataAtom != atom.A:
			remove(n)
		case item.DataAtom == atom.Li && item.FirstChild == n && item.LastChild == n:
			remove(item)
		case baseURL != "":
			to := baseURL + strings.TrimSuffix(name, "index.html")
			if anchor != "" {
				to += "#" + anchor
			}
			set(n, key, to)
		default:
			drop(n, key)
		}
	}
}

func parse(page []byte) (*html.Node, error) { return html.Parse(bytes.NewReader(page)) }

func render(doc *html.Node) ([]byte, error) {
	var b bytes.Buffer
	err := html.Render(&b, doc)
	return b.Bytes(), err
}

// elements lists the elements below n, which may then be taken out.
func elements(n *html.Node) []*html.Node {
	var list []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode {
			list = append(list, d)
		}
	}
	return list
}

// find is the first element below n with what an element must have; nil when
// there is none.
func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && is(d) {
			return d
		}
	}
	return nil
}

func isElement(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

func hasClass(n *html.Node, name string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), name)
}

func get(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// attr is the value of an attribute; empty when there is none.
func attr(n *html.Node, key string) string {
	value, _ := get(n, key)
	return value
}

func set(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func drop(n *html.Node, keys ...string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return slices.Contains(keys, a.Key) })
}

func remove(n *html.Node) {
	if n != nil && n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// unwrap puts what is in an element in its place.
func unwrap(n *html.Node) {
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	remove(n)
}

// plain is the text of an element.
func plain(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Attr: slices.Clone(n.Attr)}
	for child := range n.ChildNodes() {
		c.AppendChild(clone(child))
	}
	return c
}
