// All pages in one file: one of them is shown at a time, and the search finds
// its index and the texts in the file itself.

const pages = Array.from(document.querySelectorAll("[data-page]"));

/** Shows the page that the address names; the home page when it names none. */
function turnTo() {
	const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
	const page = target ? target.closest("[data-page]") : pageOf("/");
	if (!page) return; // within the frame
	for (const other of pages) other.hidden = other !== page;
	offerShortLink(page);
	if (target && target !== page) target.scrollIntoView();
	else window.scrollTo(0, 0);
}
window.addEventListener("hashchange", turnTo);
if (pages.length) turnTo();
const searchInput = document.querySelector("[data-search]");
if (searchInput && "DecompressionStream" in window) searchInput.form.hidden = false;

/** Puts the page's short link and its QR code at its end, once. */
function offerShortLink(page) {
	const words = page.parentNode.dataset;
	if (!words.shortLinks || !page.dataset.short || page.querySelector(".share")) return;
	const address = words.shortLinks + page.dataset.short + "/";
	function within(name, className, ...parts) {
		const element = document.createElement(name);
		element.className = className;
		element.lang = document.documentElement.lang;
		element.dir = document.documentElement.dir;
		element.append(...parts);
		return element;
	}
	function link() {
		const a = within("a", "", address.replace(/^\w+:\/\//, ""));
		a.href = address;
		a.dir = "ltr";
		return a;
	}
	page.append(
		within("details", "share", within("summary", "", words.shareTitle), within("p", "", link()), qrPicture(address, words.shareQr)),
		within("p", "share-print", qrPicture(address, ""), " ", link()),
	);
}

/** What search.js asks in place of the network. */
const oneFile = {
	/** @param {string} id of a page */
	address: function (id, section) {
		return "#" + pageOf(id).id + (section ? "_" + section : "");
	},

	/** @param {string} path as in public/search */
	load: function (path) {
		const text = /^([^/]+)\/p\/(\d+)\.js/.exec(path);
		if (!text) return index = index || tellIndex();
		tellTexts(text[1], Number(text[2]));
		return Promise.resolve();
	},
};

/** @param {string} id of a page */
function pageOf(id) {
	return pages.find(function (page) { return page.dataset.page === id; });
}

/** The index of the search, opened. */
let index = null;
async function tellIndex() {
	const packed = atob(document.querySelector("[data-search-inside]").textContent);
	const bytes = Uint8Array.from(packed, function (c) { return c.charCodeAt(0); });
	const opened = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
	for (const call of await new Response(opened).json()) window.beistandSearch(...call);
}

/** The texts of a page's sections, as they stand in the document. */
function tellTexts(lang, number) {
	const known = indexes.get(lang);
	const row = known && known.rowOf.get(number);
	const page = row && pageOf(row[0]);
	if (!page) return;
	const list = [""];
	for (let i = 0; i < row[2].length; i += 2) {
		let text = "";
		const heading = document.getElementById(page.id + "_" + row[2][i]);
		for (let e = heading && heading.nextElementSibling; e && !/^H[2-4]$/.test(e.nodeName); e = e.nextElementSibling) text += e.textContent + " ";
		list.push(text.replace(/\s+/g, " ").trim());
	}
	window.beistandSearch(lang, known.stamp, "page", number, list);
}
