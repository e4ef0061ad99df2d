package content

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// resolver turns what an author wrote in one text into what a reader is to
// see, and says what cannot be.
type resolver struct {
	*loader
	text      *pageText
	source    []byte
	explained map[string]bool // terms that the page has explained
}

func (r *resolver) at(n ast.Node) problem.Place { return r.offset(position(n)) }

func (r *resolver) offset(offset int) problem.Place {
	return problem.At(r.text.File, r.source, offset)
}

// position is where a node starts in the source, or its nearest neighbour that
// has a place.
func position(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Start
		}
		if p := n.Pos(); p >= 0 {
			return p
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	}
	return 0
}

// resolve walks the tree once. Nodes that it replaces are collected first, so
// that the walk sees a tree that stands still.
func (r *resolver) resolve(doc ast.Node) {
	r.explained = map[string]bool{}
	var links []*ast.Link
	var quotes []*ast.Blockquote
	var parents []ast.Node // of running text outside links
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			r.problems.Error(r.at(n), "raw HTML is not allowed").
				Hint("write it in Markdown; to show < itself, write \\<")
		case *ast.Image:
			r.problems.Error(r.at(n), "texts have no images").
				Hint("say it in words, which every reader can hear, translate and load")
			return ast.WalkSkipChildren, nil
		case *ast.Heading:
			if n.Parent() != doc {
				r.problems.Error(r.at(n), "a heading stands inside a list or a quotation").
					Hint("take it out, or write it in bold: **…**")
			}
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && !isWebAddress(string(n.URL(r.source))) {
				r.problems.Error(r.at(n), "%q is not a web address", n.URL(r.source)).Hint("it starts with https://")
			}
		case *ast.Link:
			links = append(links, n)
			return ast.WalkContinue, nil
		case *ast.Blockquote:
			quotes = append(quotes, n)
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if !insideLink(n) && (len(parents) == 0 || parents[len(parents)-1] != n.Parent()) {
				parents = append(parents, n.Parent())
			}
		}
		return ast.WalkContinue, nil
	})
	for _, p := range parents {
		r.citations(p)
	}
	for _, link := range links {
		r.link(link)
	}
	for _, quote := range quotes {
		r.alert(quote)
	}
}

func isText(n ast.Node) bool { _, ok := n.(*ast.Text); return ok }

func insideLink(n ast.Node) bool {
	for p := n.Parent(); p != nil && p.Type() == ast.TypeInline; p = p.Parent() {
		if _, ok := p.(*ast.Link); ok {
			return true
		}
	}
	return false
}

// citations links the citations in the running text of a node.
func (r *resolver) citations(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; {
		if !isText(n) {
			n = n.NextSibling()
			continue
		}
		var run []*ast.Text
		for n != nil && isText(n) {
			run = append(run, n.(*ast.Text))
			n = n.NextSibling()
		}
		r.citeRun(parent, run)
	}
}

// citeRun finds citations in texts that follow one another. A line break in
// the source, which a citation may have, counts as a space.
func (r *resolver) citeRun(parent ast.Node, run []*ast.Text) {
	var joined strings.Builder
	starts := make([]int, len(run))
	for i, t := range run {
		starts[i] = joined.Len()
		joined.Write(t.Segment.Value(r.source))
		if t.SoftLineBreak() || t.HardLineBreak() {
			joined.WriteByte('\n')
		}
	}
	if !strings.Contains(joined.String(), "§") && !strings.Contains(joined.String(), "Art") {
		return
	}
	inSource := func(offset int) int {
		i := len(run) - 1
		for starts[i] > offset {
			i--
		}
		return run[i].Segment.Start + offset - starts[i]
	}
	cut := run[len(run)-1].NextSibling()
	for _, t := range run {
		parent.RemoveChild(parent, t)
	}
	put := func(n ast.Node) {
		if cut == nil {
			parent.AppendChild(parent, n)
		} else {
			parent.InsertBefore(parent, cut, n)
		}
	}
	done := 0
	for _, f := range site.FindCitations(joined.String(), r.cite) {
		if f.Unknown != nil {
			r.citationProblem(r.offset(inSource(f.Start)), joined.String()[f.Start:f.End], *f.Unknown)
			continue
		}
		for _, t := range slice(run, starts, done, f.Start) {
			put(t)
		}
		statute := r.statute(f.Law)
		c := &citationNode{citation: f.Citation, href: statute.Link(f.Citation), lang: r.text.Lang}
		for _, t := range slice(run, starts, f.Start, f.End) {
			c.AppendChild(c, t)
		}
		put(c)
		done = f.End
	}
	for _, t := range slice(run, starts, done, joined.Len()) {
		put(t)
	}
}

// slice cuts the part from start to end out of texts of which each starts at
// an offset of its own.
func slice(run []*ast.Text, starts []int, start, end int) []*ast.Text {
	var out []*ast.Text
	for i, t := range run {
		from, to := max(start, starts[i]), min(end, starts[i]+t.Segment.Len())
		if from > to || from == to && !(start <= from && from < end) {
			continue
		}
		piece := ast.NewTextSegment(text.NewSegment(t.Segment.Start+from-starts[i], t.Segment.Start+to-starts[i]))
		if whole := starts[i] + t.Segment.Len(); to == whole && end > whole {
			piece.SetSoftLineBreak(t.SoftLineBreak())
			piece.SetHardLineBreak(t.HardLineBreak())
		}
		out = append(out, piece)
	}
	return out
}

// link resolves a link by its scheme.
func (r *resolver) link(n *ast.Link) {
	address := string(n.Destination)
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
		if !isWebAddress(address) {
			r.problems.Error(r.at(n), "%q is not a web address", address).Hint("it starts with https://")
		}
		n.SetAttributeString("rel", []byte("external"))
	case "mailto":
	case "tel":
		r.problems.Error(r.at(n), "a phone number in a text has no contact").
			Hint("put it into content/%s and write [%s](contact:ID)", contactsFile, strings.TrimPrefix(address, "tel:"))
	default:
		r.problems.Error(r.at(n), "a link cannot have the scheme %q", scheme).
			Hint("link to a page (/residence), a term (glossary:toleration), a contact (contact:police) or https://…")
	}
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
	if r.glossary == nil {
		r.problems.Error(r.at(n), "this site has no glossary").
			Hint("add a page with kind = \"glossary\" in its page.toml")
		return
	}
	r.text.links = append(r.text.links, pageLink{id: r.glossary.id, anchor: id, at: r.at(n)})
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

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

var (
	alertMark  = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*$`)
	alertKinds = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"}
)

// alert turns a block quote that starts with a line [!IMPORTANT] into an alert
// (https://docs.github.com/en/get-started/writing-on-github, "Alerts").
func (r *resolver) alert(quote *ast.Blockquote) {
	first, ok := quote.FirstChild().(*ast.Paragraph)
	if !ok {
		return
	}
	line := first.Lines().At(0)
	m := alertMark.FindStringSubmatch(strings.TrimRight(string(line.Value(r.source)), "\r\n"))
	if m == nil {
		return
	}
	kind := strings.ToUpper(m[1])
	if near := nearest(kind, alertKinds); near != kind {
		p := r.problems.Error(r.offset(line.Start), "there is no alert [!%s]", m[1])
		p.Hint("the alerts are [!%s]", strings.Join(alertKinds, "], [!"))
		return
	}
	for c := first.FirstChild(); c != nil && position(c) < line.Stop; c = first.FirstChild() {
		first.RemoveChild(first, c)
	}
	if first.FirstChild() == nil {
		quote.RemoveChild(quote, first)
	}
	class := strings.ToLower(kind)
	a := &alertNode{class: class, title: r.word("alert." + class)}
	for c := quote.FirstChild(); c != nil; c = quote.FirstChild() {
		quote.RemoveChild(quote, c)
		a.AppendChild(a, c)
	}
	quote.Parent().ReplaceChild(quote.Parent(), quote, a)
}
