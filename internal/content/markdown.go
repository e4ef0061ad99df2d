package content

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"beistand/internal/site"
)

// markdown is the dialect: CommonMark, tables, footnotes, definition lists;
// alerts, citations, terms and contacts are put in by the resolver.
var markdown = goldmark.New(
	goldmark.WithExtensions(
		// How cells are aligned goes into a style attribute, which a strict
		// Content-Security-Policy forbids.
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
		extension.Footnote,
		extension.DefinitionList,
	),
	goldmark.WithParserOptions(
		parser.WithHeadingAttribute(),
		parser.WithASTTransformers(util.Prioritized(unusedNotes{}, 900)), // before the footnotes' own, 999
	),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(nodeRenderer{}, 100))),
)

// render is the markup of nodes, as small as the site wants it.
func (r *resolver) render(nodes ...ast.Node) site.HTML {
	r.markup.Reset()
	for _, n := range nodes {
		if err := markdown.Renderer().Render(&r.markup, r.source, n); err != nil {
			panic(err) // a buffer does not fail
		}
	}
	if r.config.Minify {
		r.small = new(site.Squeezer).Append(r.small[:0], r.markup.String())
		return site.HTML(r.small)
	}
	return site.HTML(r.markup.String())
}

// markupBuffer is a buffer that goldmark writes to as it is. Around any other
// writer it makes one of 4 kB for every node that it is asked to render, which
// was a third of all memory that reading a site took.
type markupBuffer struct{ bytes.Buffer }

func (*markupBuffer) Buffered() int { return 0 }
func (*markupBuffer) Flush() error  { return nil }

// Nodes that goldmark does not have.
var (
	kindCitation = ast.NewNodeKind("Citation")
	kindTerm     = ast.NewNodeKind("Term")
	kindAlert    = ast.NewNodeKind("Alert")
)

// citationNode is a citation, as it stands in the text, that links to the
// official text.
type citationNode struct {
	ast.BaseInline
	citation site.Citation
	href     string
	lang     *site.Lang
}

func (*citationNode) Kind() ast.NodeKind              { return kindCitation }
func (n *citationNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// termNode is the first use of a term of the glossary on a page, which shows
// the explanation in place.
type termNode struct {
	ast.BaseInline
	id          string
	explanation site.HTML // the glossary's, as it stands there
	explainedIn *site.Lang
	lang        *site.Lang
	glossary    site.ID
	more, close string // words of the links to the glossary and back
}

func (*termNode) Kind() ast.NodeKind              { return kindTerm }
func (n *termNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// alertNode is a block quote that starts with [!IMPORTANT] or the like.
type alertNode struct {
	ast.BaseBlock
	class string
	title string
}

func (*alertNode) Kind() ast.NodeKind              { return kindAlert }
func (n *alertNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// nodeRenderer writes the markup of the nodes above, and of tables.
type nodeRenderer struct{}

func (nodeRenderer) RegisterFuncs(register renderer.NodeRendererFuncRegisterer) {
	register.Register(kindCitation, renderCitation)
	register.Register(kindTerm, renderTerm)
	register.Register(kindAlert, renderAlert)
	register.Register(kindForeign, renderForeign)
	register.Register(extast.KindTable, renderTable)
}

func renderCitation(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*citationNode)
	if entering {
		_, _ = w.WriteString(`<a class="citation" rel="external" href="` + html.EscapeString(n.href) + `"` + foreign("de", "ltr", n.lang) + `>`)
	} else {
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

func renderForeign(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<span" + node.(*foreignNode).attributes + ">")
	} else {
		_, _ = w.WriteString("</span>")
	}
	return ast.WalkContinue, nil
}

// foreign is the attributes that mark a phrase in another language.
func foreign(code, dir string, in *site.Lang) string {
	s := ""
	if code != in.Code {
		s += ` lang="` + code + `"`
	}
	if dir != in.Dir {
		s += ` dir="` + dir + `"`
	}
	return s
}

// renderTerm writes a link to an explanation that stands right behind it and
// is hidden until it is the target of the link: this needs no script, no
// second request and no new browser. From the explanation one link leads back
// and one to the glossary.
func renderTerm(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*termNode)
	if entering {
		_, _ = w.WriteString(`<a class="term" id="use-` + n.id + `" href="#term-` + n.id + `">`)
		return ast.WalkContinue, nil
	}
	back := foreign(n.lang.Code, n.lang.Dir, n.explainedIn)
	_, _ = w.WriteString(`</a><span class="explanation" id="term-` + n.id + `"` + foreign(n.explainedIn.Code, n.explainedIn.Dir, n.lang) + `><i> (</i>` +
		string(n.explanation) +
		` <a` + back + ` href="` + site.LinkTo(n.glossary, n.id) + `">` + html.EscapeString(n.more) + `</a>` +
		` <a class="close"` + back + ` href="#use-` + n.id + `">` + html.EscapeString(n.close) + `</a><i>)</i></span>`)
	return ast.WalkContinue, nil
}

func renderAlert(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*alertNode)
	if entering {
		_, _ = w.WriteString(`<div class="alert alert-` + n.class + `" role="note">` + "\n" +
			`<p class="alert-title">` + html.EscapeString(n.title) + "</p>\n")
	} else {
		_, _ = w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

// renderTable puts a table into a frame of its own, which scrolls on narrow
// screens by finger and by keyboard.
func renderTable(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</table>\n</div>\n")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(`<div class="table"`)
	if heading, ok := n.AttributeString("aria-labelledby"); ok {
		_, _ = w.WriteString(` role="region" tabindex="0" aria-labelledby="` + string(heading.([]byte)) + `"`)
	}
	_, _ = w.WriteString(">\n<table>\n")
	return ast.WalkContinue, nil
}

// plainText is the text of a node without markup, blocks parted by newlines.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
				b.WriteByte('\n')
			}
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(unescape(n.Segment.Value(source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
				b.Write(line.Value(source))
			}
		case *alertNode:
			b.WriteString(n.title + "\n")
		case *extast.FootnoteLink, *extast.FootnoteBacklink:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// unescape resolves what CommonMark lets an author escape in running text.
func unescape(text []byte) []byte {
	return util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(text)))
}

func citationsIn(n ast.Node) []site.Citation {
	var list []site.Citation
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if c, ok := n.(*citationNode); ok && entering {
			list = append(list, c.citation)
		}
		return ast.WalkContinue, nil
	})
	return list
}

func linksIn(n ast.Node) []string {
	var list []string
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			list = append(list, site.LinkTarget(string(n.Destination)))
		case *termNode:
			list = append(list, site.LinkTarget(site.LinkTo(n.glossary, n.id)))
		}
		return ast.WalkContinue, nil
	})
	return list
}
