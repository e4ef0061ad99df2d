// What a page says, as a tree of lists that can be sent from one window to
// another, and elements made of it: of text and of what is listed here, and of
// nothing else.

const TAGS = new Set(("A ABBR B BDI BLOCKQUOTE BR CAPTION CODE DD DIV DL DT EM FOOTER H1 H2 H3 H4 HEADER HR I LI " +
	"OL P S SECTION SMALL SPAN STRONG SUB SUP TABLE TBODY TD TFOOT TH THEAD TIME TR UL").split(" "));
const ATTRIBUTES = ("id class lang dir translate title rel role start colspan rowspan scope datetime hidden tabindex hreflang " +
	"aria-label aria-labelledby data-notice data-stale data-stale-after data-section").split(" ");
const ADDRESS = /^(?:https?|file|tel|mailto):/;

/** @param {Node} node @returns {string|Array|null} text; or name, attributes, what is in it; null for what is left out */
function treeOf(node) {
	if (node.nodeType === Node.TEXT_NODE) return node.data;
	if (!TAGS.has(node.tagName) && node.tagName !== "MAIN" && node.tagName !== "ARTICLE") return null;
	const attributes = {};
	for (const name of ATTRIBUTES) {
		if (node.hasAttribute(name)) attributes[name] = node.getAttribute(name);
	}
	if (node.tagName === "A" && node.hasAttribute("href")) attributes.href = node.href; // whole, to be read elsewhere
	return [node.tagName, attributes, Array.from(node.childNodes, treeOf).filter(function (t) { return t !== null; })];
}

/** Makes elements of a tree. @returns {Node} */
function fromTree(tree) {
	if (typeof tree === "string") return document.createTextNode(tree);
	const [name, attributes, content] = tree;
	const element = document.createElement(TAGS.has(name) ? name : "div");
	for (const attribute of ATTRIBUTES) {
		if (attribute in attributes) element.setAttribute(attribute, attributes[attribute]);
	}
	if (name === "A" && ADDRESS.test(attributes.href)) element.href = attributes.href;
	element.append(...content.map(fromTree));
	return element;
}
