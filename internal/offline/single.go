package offline

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"beistand/internal/site"
)

// Inline is the style and the script of the single file, which stand in it.
type Inline struct{ Style, Script []byte }

// Single is all pages of a language as one document, which survives being sent
// by messenger. Without script it is a long text with a list of contents; with
// it, one page is shown at a time.
//
// The file is to stay small, so what stands elsewhere in it stands there only:
// terms lead to the glossary instead of being explained in place, contacts to a
// list of all (a number to call stands everywhere), handouts to the sections
// that they collect; that all is translated by machine is said once. Citations
// do not lead to official texts, which need a connection anyway. Lists of
// keywords, of laws and of a page's sections are left out: the search finds
// laws, and a browser finds words in one document by itself. Of what passes a
// page on the code of its short link stays; the script draws the rest.
func Single(s *site.Site, l *site.Lang, files site.Files, inline Inline) ([]byte, error) {
	b := &single{site: s, lang: l, files: files, anchors: map[string]string{}, contacts: element(atom.Ul, "class", "contacts"), contact: map[string]string{}}
	b.choose()
	frame, err := parse(files[l.Path(site.HomeID).File()])
	if err != nil {
		return nil, err
	}
	main := mainOf(frame)
	for main.FirstChild != nil {
		main.RemoveChild(main.FirstChild)
	}
	b.frame(frame, inline)
	b.shortLinks(main)
	main.AppendChild(b.contents())
	for i, name := range b.names {
		page, err := b.page(name, s.Pages[i])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		main.AppendChild(page)
	}
	if b.contacts.FirstChild != nil {
		main.AppendChild(b.contactsPage())
	}
	body := find(frame, isElement(atom.Body))
	if b.byMachine {
		if err := b.warn(main); err != nil {
			return nil, err
		}
	}
	index, err := b.index()
	if err != nil {
		return nil, err
	}
	data := element(atom.Script, "type", "text/plain", "data-search-inside", "")
	data.AppendChild(textNode(index))
	body.AppendChild(data)
	script := element(atom.Script)
	script.AppendChild(textNode(string(inline.Script)))
	body.AppendChild(script)
	return render(frame)
}

// single is a single file in the making.
type single struct {
	site    *site.Site
	lang    *site.Lang
	files   site.Files
	names   []string          // files of the pages, in the order of reading
	anchors map[string]string // file of a page → its id in the document

	byMachine bool              // whether any page was translated by machine
	contacts  *html.Node        // the list of all contacts
	contact   map[string]string // name of a contact → its id in the list
}

// choose lists the pages that authors wrote. Their ids are short, for there are
// many links.
func (b *single) choose() {
	for i, p := range b.site.Pages {
		name := b.lang.Path(p.ID).File()
		b.names = append(b.names, name)
		b.anchors[name] = fmt.Sprintf("p%d", i)
	}
}

// anchorIn is the id in the document of an anchor of a page.
func (b *single) anchorIn(name, anchor string) (string, bool) {
	id, ok := b.anchors[name]
	if ok && anchor != "" {
		id += "_" + anchor
	}
	return id, ok
}

// relink makes links lead within the document.
func (b *single) relink(doc *html.Node, from string) {
	relink(doc, from, b.site.BaseURL, func(name, anchor string) (string, bool) {
		id, ok := b.anchorIn(name, anchor)
		return "#" + id, ok
	})
}

// frame makes of the home page what is around all pages.
func (b *single) frame(doc *html.Node, inline Inline) {
	home := b.lang.Path(site.HomeID).File()
	dropAddresses(doc)
	for _, n := range elements(doc) {
		policy := n.DataAtom == atom.Meta && attr(n, "http-equiv") == "Content-Security-Policy"
		style := n.DataAtom == atom.Link && attr(n, "rel") == "stylesheet"
		_, picker := get(n, "data-language-picker")
		if policy || style || picker || n.DataAtom == atom.Script || hasClass(n, "a-z") && b.lacks(home, n) {
			remove(n)
		}
		drop(n, "aria-current", "data-search-script", "data-search-files", "data-search-root")
	}
	head := find(doc, isElement(atom.Head))
	first := head.FirstChild // the policy stands before what it is for, and behind the charset
	if charset := find(head, isElement(atom.Meta)); charset != nil {
		first = charset.NextSibling
	}
	head.InsertBefore(element(atom.Meta, "http-equiv", "Content-Security-Policy", "content", fmt.Sprintf(
		"default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'",
		hash(inline.Script), hash(inline.Style))), first)
	style := element(atom.Style)
	style.AppendChild(textNode(string(inline.Style)))
	head.AppendChild(style)
	set(find(doc, isElement(atom.Body)), "class", "single")
	relink(doc, home, b.site.BaseURL, func(name, anchor string) (string, bool) {
		if name == home && anchor != "" {
			return "#" + anchor, true // within the frame
		}
		id, ok := b.anchorIn(name, anchor)
		return "#" + id, ok
	})
	if form := find(doc, isElement(atom.Form)); form != nil {
		link := element(atom.A, "class", "a-z", "href", "#contents")
		link.AppendChild(textNode(b.contentsTitle()))
		form.Parent.InsertBefore(link, form.NextSibling)
	}
}

// mainOf is what a page says; all of it where a layout of somebody's own does
// not mark that.
func mainOf(doc *html.Node) *html.Node {
	if main := find(doc, isElement(atom.Main)); main != nil {
		return main
	}
	return find(doc, isElement(atom.Body)) // the parser makes one
}

// lacks reports whether a link leads to what the document lacks.
func (b *single) lacks(from string, n *html.Node) bool {
	name, _, _ := target(from, attr(n, "href"))
	_, ok := b.anchors[name]
	return !ok
}

// contents is the list of all pages, each below the one it belongs to.
func (b *single) contents() *html.Node {
	nav := element(atom.Nav, "id", "contents", "class", "contents", "data-page", "")
	title := element(atom.H1)
	title.AppendChild(textNode(b.contentsTitle()))
	nav.AppendChild(title)
	b.list(nav, b.site.Home)
	return nav
}

// contentsTitle is what the list of contents is called: as the menu is.
func (b *single) contentsTitle() string {
	words, err := b.lang.Words.Text("menu.title")
	if err != nil {
		return b.site.Title // a site whose layouts have no menu
	}
	return words
}

func (b *single) list(below *html.Node, p *site.Page) {
	if len(p.Children) == 0 {
		return
	}
	ul := element(atom.Ul)
	below.AppendChild(ul)
	for _, child := range p.Children {
		t := child.Best(b.lang)
		li := entry(b.anchors[b.lang.Path(child.ID).File()], t.Title)
		if t.Lang != b.lang {
			set(li.FirstChild, "lang", t.Lang.Code)
			set(li.FirstChild, "dir", t.Lang.Dir)
		}
		ul.AppendChild(li)
		b.list(li, child)
	}
}

func entry(id, title string) *html.Node {
	li, link := element(atom.Li), element(atom.A, "href", "#"+id)
	link.AppendChild(textNode(title))
	li.AppendChild(link)
	return li
}

// page is what a page says, without what is around it.
func (b *single) page(name string, p *site.Page) (*html.Node, error) {
	doc, err := parse(b.files[name])
	if err != nil {
		return nil, err
	}
	main := mainOf(doc)
	dropDownloads(main)
	short := "" // the code of its short link
	for _, n := range elements(main) {
		switch {
		case hasClass(n, "share"):
			short = strings.TrimSuffix(strings.TrimPrefix(attr(n, "data-share"), b.short()), "/")
			remove(n)
		case n.DataAtom == atom.Script, hasClass(n, "explanation"), hasClass(n, "toc"), hasClass(n, "neighbours"), hasClass(n, "related"), hasClass(n, "read-aloud"),
			hasClass(n, "share-print"), hasClass(n, "self"):
			remove(n)
		case attr(n, "data-notice") == "machine":
			b.byMachine = true
			remove(n)
		case hasClass(n, "breadcrumbs"):
			drop(n, "aria-label")
			for _, item := range elements(n) {
				if item.DataAtom == atom.Li && item.NextSibling != nil {
					remove(item) // the way up is enough
				}
			}
		case hasClass(n, "selected"):
			b.leadToSections(name, n)
		case hasClass(n, "term"):
			b.termToGlossary(name, n)
		case hasClass(n, "citation") && n.DataAtom == atom.A:
			n.DataAtom, n.Data = atom.Bdi, atom.Bdi.String() // keeps its direction in any text
			drop(n, "href", "class", "lang", "dir")
		case hasClass(n, "page-facts"):
			for n.FirstChild != nil && n.FirstChild != n.LastChild {
				remove(n.LastChild) // that this is no advice; the list of contacts says whom to ask
			}
		}
	}
	b.relink(main, name)
	in := p.Best(b.lang).Lang
	if in != b.lang {
		b.turnLanguage(main, in)
	}
	for _, n := range elements(main) {
		if hasClass(n, "contact") {
			b.shorten(n)
		}
		if id, ok := get(n, "id"); ok {
			prefixed, _ := b.anchorIn(name, id)
			set(n, "id", prefixed)
		}
		drop(n, "aria-labelledby", "rel", "hreflang", "tabindex")
		_, foreign := get(n, "lang")
		if n.DataAtom == atom.Article || hasClass(n, "page-header") && !foreign || n.DataAtom == atom.Section && !foreign && !hasClass(n, "section-in-short") {
			unwrap(n)
		}
	}
	page := element(atom.Div, "id", b.anchors[name], "class", "page", "data-page", string(p.ID))
	if short != "" && b.site.BaseURL != "" {
		set(page, "data-short", short)
	}
	if in != b.lang {
		set(page, "lang", in.Code)
		set(page, "dir", in.Dir)
	}
	for main.FirstChild != nil {
		c := main.FirstChild
		main.RemoveChild(c)
		page.AppendChild(c)
	}
	return page, nil
}

// short is where the short links of the site start.
func (b *single) short() string { return b.site.BaseURL + string(b.lang.Path(site.ShortID)) }

// shortLinks tells the script where the short links of pages start, where the
// site knows its own address, and the words around them.
func (b *single) shortLinks(main *html.Node) {
	title, err := b.lang.Words.Text("share.title")
	if err != nil || b.site.BaseURL == "" {
		return // without words there are no layouts that pass pages on
	}
	code, _ := b.lang.Words.Text("share.qr")
	set(main, "data-short-links", b.short())
	set(main, "data-share-title", title)
	set(main, "data-share-qr", code)
}

// shorten leaves of a contact its name, which leads to the list of all
// contacts, and its number.
func (b *single) shorten(n *html.Node) {
	title := find(n, isElement(atom.H3))
	if title == nil {
		return
	}
	name := plain(title)
	id, known := b.contact[name]
	if !known {
		id = fmt.Sprintf("contacts_%d", len(b.contact)+1)
		b.contact[name] = id
		whole := clone(n)
		set(whole, "id", id)
		b.contacts.AppendChild(whole)
	}
	short := []*html.Node{element(atom.A, "href", "#"+id)}
	short[0].AppendChild(textNode(name))
	if call := find(n, func(n *html.Node) bool { return hasClass(n, "call") }); call != nil {
		number := element(atom.A, "class", "tel", "dir", "ltr", "href", attr(call, "href"))
		for c := range call.ChildNodes() {
			if !hasClass(c, "visually-hidden") {
				number.AppendChild(textNode(plain(c)))
			}
		}
		short = append(short, textNode(" "), number)
	}
	for n.FirstChild != nil {
		remove(n.FirstChild)
	}
	drop(n, "class")
	drop(n.Parent, "class")
	for _, s := range short {
		n.AppendChild(s)
	}
}

// contactsPage is the list of all contacts.
func (b *single) contactsPage() *html.Node {
	page := element(atom.Div, "id", "contacts", "class", "page", "data-page", "")
	title := element(atom.H1)
	if words, err := b.lang.Words.Text("contacts.title"); err == nil {
		title.AppendChild(textNode(words))
	}
	page.AppendChild(title)
	for _, n := range elements(b.contacts) {
		if n.DataAtom == atom.H3 { // on pages they stand below a section's heading, here below the title
			n.Data, n.DataAtom = "h2", atom.H2
		}
	}
	page.AppendChild(b.contacts)
	return page
}

// turnLanguage marks, on a page that is in another language, not each part of
// the text but what is around it.
func (b *single) turnLanguage(main *html.Node, in *site.Lang) {
	for _, n := range elements(main) {
		switch {
		case n.DataAtom == atom.Article || n.Parent.DataAtom != atom.Article && n.Parent != main:
		case attr(n, "lang") == in.Code:
			drop(n, "lang", "dir")
		default:
			set(n, "lang", b.lang.Code)
			set(n, "dir", b.lang.Dir)
		}
	}
}

// leadToSections leaves, of the sections that a handout collects, the links.
func (b *single) leadToSections(name string, n *html.Node) {
	from := find(n, func(n *html.Node) bool { return n.DataAtom == atom.A && hasClass(n.Parent, "from") })
	title := find(n, func(n *html.Node) bool { return n.DataAtom == atom.H2 || n.DataAtom == atom.H3 })
	if from == nil {
		return
	}
	for _, p := range b.site.Pages {
		to, _, _ := target(name, attr(from, "href"))
		if title == nil || b.lang.Path(p.ID).File() != to {
			continue
		}
		if section, ok := strings.CutPrefix(attr(title, "id"), site.Slug(string(p.ID))+"-"); ok && section != "" {
			set(from, "href", attr(from, "href")+"#"+section)
			from.AppendChild(textNode(": " + plain(title)))
		}
	}
	remove(from)
	for n.FirstChild != nil {
		remove(n.FirstChild)
	}
	p := element(atom.P)
	p.AppendChild(from)
	n.AppendChild(p)
}

// warn says above all pages that they were translated by machine.
func (b *single) warn(main *html.Node) error {
	words, err := b.lang.Words.Text("notice.machine")
	if err != nil {
		return err
	}
	p := element(atom.P, "class", "notice", "data-notice", "machine")
	p.AppendChild(textNode(words + " "))
	source := element(atom.Span, "lang", b.site.Source.Code, "dir", b.site.Source.Dir)
	source.AppendChild(textNode(b.site.Source.Name))
	p.AppendChild(source)
	main.InsertBefore(p, main.FirstChild)
	return nil
}

// termToGlossary makes the link of a term on a page, which opened its
// explanation in place, lead to the glossary.
func (b *single) termToGlossary(name string, n *html.Node) {
	drop(n, "id")
	if term, ok := strings.CutPrefix(attr(n, "href"), "#term-"); ok && b.site.Glossary != nil {
		glossary := b.lang.Path(b.site.Glossary.ID)
		set(n, "href", site.Path(path.Dir(name)+"/").To(string(glossary))+"#"+term)
	}
}

// index is the search of the language as a list of what its files say: they are
// calls, the arguments of which are JSON; packed with gzip and written to the
// base 64. In large sites titles stand with the texts, which else come from the
// document itself.
func (b *single) index() (string, error) {
	folder := "search/" + b.lang.Code + "/"
	withTexts := !bytes.Contains(b.files[folder+"index.js"], []byte(`"rows":`))
	calls := [][]byte{arguments(b.files[folder+"index.js"])}
	for _, name := range b.files.Paths() {
		rest, ok := strings.CutPrefix(name, folder)
		if ok && rest != "index.js" && (withTexts || !strings.HasPrefix(rest, "p/")) {
			calls = append(calls, arguments(b.files[name]))
		}
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(slices.Concat([]byte("["), bytes.Join(calls, []byte(",")), []byte("]"))); err != nil {
		return "", err
	}
	err = w.Close()
	return base64.StdEncoding.EncodeToString(packed.Bytes()), err
}

// arguments are those of the call that a file of the search is.
func arguments(call []byte) []byte {
	from, to := bytes.IndexByte(call, '('), bytes.LastIndexByte(call, ')')
	return slices.Concat([]byte("["), call[from+1:to], []byte("]"))
}

// hash names an inline style or script in a policy.
func hash(content []byte) string {
	sum := sha256.Sum256(content)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func element(a atom.Atom, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for i := 0; i < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}

func textNode(text string) *html.Node { return &html.Node{Type: html.TextNode, Data: text} }
