// The page of what somebody has chosen. Its address alone says which sections
// those are; their text comes from the built pages, so that it is there once:
// over the network or out of what is kept on the device, and of files on a disk,
// which must not read each other, each page sends its own out of a frame.

const article = document.querySelector("[data-chosen]");
const words = article.dataset;
const root = new URL(words.root, location.href).href;
const lang = document.documentElement.lang;
const areFiles = location.protocol === "file:";

function part(name) {
	return article.querySelector("[data-chosen-" + name + "]");
}

/** @type {Selection} */
let selection = newestSelection();
/** @type {Chosen[]} what was found of it, in its order
 * @typedef {{ section: string, page: Page, title: string, units: Element[] }} Chosen */
let found = [];
let gone = 0;
let failed = 0;

function isBeside() {
	return selection.form === "b" && lang !== words.source;
}

// --- pages ---

/** @typedef {{ address: string, main: Element }} Page as it is built */

/** Pages that were asked for, by address. @type {Map<string, Promise<?Page>>} null where there is none */
const pages = new Map();

function pageAt(address) {
	if (!pages.has(address)) pages.set(address, areFiles ? fromFrame(address) : fromServer(address, 3));
	return pages.get(address);
}

/** The address of a folder of the site. */
function folder(path) {
	return root + path + "/" + (areFiles ? "index.html" : "");
}

/** Loads a page, and the page that it leads on to, as short links do. The
 * document is looked at, not opened: nothing in it runs. */
function fromServer(address, hops) {
	return new Promise(function (resolve, reject) {
		const request = new XMLHttpRequest();
		request.open("GET", address);
		request.responseType = "document";
		request.onerror = reject;
		request.onload = function () {
			const page = request.response;
			if (request.status === 404) return resolve(null);
			if (request.status !== 200 || !page) return reject(request.status);
			const onward = page.querySelector("meta[http-equiv=refresh]");
			if (onward && hops) {
				const next = new URL(onward.content.replace(/^.*?url=/, ""), address).href;
				return resolve(next.startsWith(root) ? fromServer(next, hops - 1) : null);
			}
			const main = page.querySelector("main");
			resolve(main && { address, main: fromTree(treeOf(main)) });
		};
		request.send();
	});
}

/** How long after a file has loaded in a frame what it says is waited for, in
 * case there is no such file. */
const SAID = 10000;

function fromFrame(address) {
	return new Promise(function (resolve) {
		const frame = document.createElement("iframe");
		frame.hidden = true;
		frame.src = address;
		let wait = 0;
		function done(page) {
			clearTimeout(wait);
			window.removeEventListener("message", hear);
			frame.remove();
			resolve(page);
		}
		function hear(event) {
			if (event.source !== frame.contentWindow || !event.data.main) return;
			done({ address: event.data.address, main: fromTree(event.data.main) });
		}
		window.addEventListener("message", hear);
		frame.addEventListener("load", function () {
			clearTimeout(wait);
			wait = setTimeout(done, SAID, null); // it may lead on: then it loads again
		});
		document.body.append(frame);
	});
}

// --- sections ---

/** Finds a section by its code and number. @returns {Promise<?Chosen>} null when it is no longer there */
async function find(section) {
	const [code, number] = section.split("-");
	let page = await pageAt(folder(lang + "/s/" + code));
	if (!page) return null;
	const mark = page.main.querySelector('[data-section="' + number + '"]');
	let id = mark && new URL(mark.href).hash.slice(1);
	if (!mark) { // it may have moved to another page: the list of short links knows
		const list = await pageAt(folder(lang + "/s/" + code + "/to")).catch(function () { return null; });
		const link = list && list.main.querySelector('[id="' + number + '"] a');
		if (!link || !link.hash) return null;
		page = await pageAt(link.href.split("#")[0]);
		id = link.hash.slice(1);
	}
	if (isBeside()) page = page && await pageAt(page.address.replace(root + lang + "/", root + lang + "+" + words.source + "/"));
	const heading = page && page.main.querySelector('[id="' + id + '"]');
	return heading && { section, page, title: heading.textContent, units: unitsOf(heading) };
}

const UNIT = ".pair-row, section";

function headingIn(unit) {
	return unit.matches(UNIT) && unit.querySelector("h2, h3, h4");
}

/** A section and those below it, each with its heading; in two languages, the rows. */
function unitsOf(heading) {
	const units = [heading.closest(UNIT)];
	for (let next = units[0].nextElementSibling; next; next = next.nextElementSibling) {
		const below = headingIn(next);
		if (!below && !next.matches(UNIT)) continue; // a notice, the list of sections
		if (!below || below.tagName <= heading.tagName) break;
		units.push(next);
	}
	return units;
}

/** Looks for all, and shows them, unless others have been chosen meanwhile. */
async function look() {
	const asked = selection;
	say(asked.chosen.length ? words.loading : "");
	const results = await Promise.all(asked.chosen.map(function (section) {
		return find(section).catch(function (error) {
			console.warn(error);
			return undefined;
		});
	}));
	if (asked !== selection) return;
	found = results.filter(Boolean);
	failed = results.filter(function (r) { return r === undefined; }).length;
	gone = asked.wrong + results.length - found.length - failed;
	show();
}

// --- what is shown ---

function say(text) {
	part("status").textContent = text;
}

function show() {
	const parts = [];
	if (!selection.chosen.length) parts.push(words.none);
	if (gone) parts.push(words.gone.replace("{n}", gone));
	if (failed) parts.push(words.failed.replace("{n}", failed));
	say(parts.join(" "));
	showTools();
	showList();
	showText();
}

function element(name, attributes, ...content) {
	const e = document.createElement(name);
	for (const a of Object.keys(attributes)) e.setAttribute(a, attributes[a]);
	e.append(...content);
	return e;
}

/** The sections, parted where the page changes. @returns {Chosen[][]} */
function byPage() {
	const groups = [];
	for (const chosen of found) {
		const last = groups[groups.length - 1];
		if (last && last[0].page.address === chosen.page.address) last.push(chosen);
		else groups.push([chosen]);
	}
	return groups;
}

function showText() {
	const text = part("text");
	text.replaceChildren(...byPage().map(textOfPage));
	warnOfStale(text);
	addContacts(text);
	part("advice").hidden = !found.length;
	part("advice-beside").hidden = !isBeside();
}

/** What was chosen of one page: whose it is, what must be known of it, the
 * sections, and the day of its law. */
function textOfPage(group, at) {
	const page = group[0].page;
	const main = page.main;
	const box = element("div", { class: "chosen-page" });
	const titles = Array.from(main.querySelectorAll("h1, .pair-title"), function (title) {
		const from = element("p", { class: "from" }, element("a", { href: page.address }, title.textContent));
		const marked = title.closest("[lang]");
		if (marked) copyLanguage(marked, from);
		if (title.matches(".pair-title")) from.classList.add("pair-source");
		return from;
	});
	box.append(isBeside() ? element("div", { class: "pair-row" }, ...titles) : titles[0]);
	for (const notice of main.querySelectorAll("[data-notice]:not(.page-facts), [data-stale-after]")) {
		if (!notice.closest(UNIT)) box.append(notice.cloneNode(true));
	}
	for (const chosen of group) box.append(...chosen.units.map(function (unit) { return unit.cloneNode(true); }));
	for (const self of box.querySelectorAll("[data-section]")) self.remove();

	addExplanations(box, page);
	const notes = main.querySelector(".footnotes");
	if (notes && Array.from(box.querySelectorAll("a")).some(function (a) { return a.hash && notes.querySelector('[id="' + a.hash.slice(1) + '"]'); })) box.append(notes.cloneNode(true));
	const facts = main.querySelector(".page-facts");
	if (facts) box.append((facts.closest(".pair-row") || facts).cloneNode(true));
	// The day of the law stands with each page; that this is no advice, once at the end.
	for (const advice of box.querySelectorAll(".page-facts > p + p")) advice.remove();
	makeOwn(box, page, "c" + (at + 1) + "-");
	return box;
}

function copyLanguage(from, to) {
	to.lang = from.lang;
	to.dir = from.dir;
}

/** A term is explained where a page uses it first; that may not have been chosen. */
function addExplanations(box, page) {
	for (const term of box.querySelectorAll(".term")) {
		const id = term.hash.slice(1);
		const explanation = page.main.querySelector('.explanation[id="' + id + '"]');
		if (!explanation || box.querySelector('[id="' + id + '"]')) continue;
		term.after(explanation.cloneNode(true));
		const close = explanation.querySelector(".close");
		if (close) term.id = close.hash.slice(1);
	}
}

/** Gives ids that are this page's own, and lets links lead to them. */
function makeOwn(box, page, prefix) {
	const ids = new Set();
	for (const e of box.querySelectorAll("[id]")) {
		ids.add(e.id);
		e.id = prefix + e.id;
	}
	for (const e of box.querySelectorAll("[aria-labelledby]")) e.setAttribute("aria-labelledby", prefix + e.getAttribute("aria-labelledby"));
	for (const a of box.querySelectorAll("a[href]")) {
		const id = a.hash.slice(1);
		if (a.href === page.address + "#" + id && ids.has(id)) a.setAttribute("href", "#" + prefix + id);
	}
}

/** The contacts of all pages, but for those that a chosen section has already. */
function addContacts(text) {
	function listOf(side, title) {
		const names = new Set(Array.from(text.querySelectorAll(".contact"), function (c) { return side(c) && nameOf(c); }));
		const list = element("ul", { class: "contacts" });
		for (const page of new Set(found.map(function (chosen) { return chosen.page; }))) {
			for (const contact of page.main.querySelectorAll(".contact")) {
				if (!side(contact) || names.has(nameOf(contact))) continue;
				names.add(nameOf(contact));
				const copy = contact.cloneNode(true);
				const marked = contact.closest("[lang]");
				if (marked && !isBeside()) copyLanguage(marked, copy); // of a page in another language
				list.append(copy);
			}
		}
		return list.children.length && element("div", { class: "section" }, element("h2", {}, title), list);
	}
	function nameOf(contact) {
		return contact.firstElementChild.textContent;
	}
	const own = listOf(function (c) { return !c.closest(".pair-source"); }, words.contacts);
	const beside = isBeside() && listOf(function (c) { return c.closest(".pair-source"); }, words.contactsBeside);
	if (beside) {
		beside.classList.add("pair-source");
		beside.lang = words.source;
		beside.dir = words.sourceDir;
	}
	const sides = [own, beside].filter(Boolean);
	if (sides.length) text.append(element("section", { class: "pair-row" }, ...sides));
}

// --- the list, in which sections are moved and removed ---

function showList() {
	part("list").replaceChildren(...found.map(function (chosen, at) {
		const h1 = chosen.page.main.querySelector("h1");
		const title = element("span", {}, chosen.title, element("small", {}, h1.textContent));
		const marked = h1.closest("[lang]");
		if (marked) copyLanguage(marked, title);
		return element("li", {}, title, element("span", { class: "chosen-buttons" },
			listButton("up", "↑", chosen, at - 1), listButton("down", "↓", chosen, at + 1), listButton("remove", "✕", chosen, -1)));
	}));
}

function listButton(name, sign, chosen, to) {
	const button = element("button", { type: "button", "aria-label": words[name].replace("{title}", chosen.title), title: words[name].replace("{title}", chosen.title) }, sign);
	button.dataset[name] = "";
	button.disabled = name !== "remove" && !found[to];
	button.addEventListener("click", function () {
		const at = found.indexOf(chosen);
		found.splice(at, 1);
		if (name !== "remove") found.splice(to, 0, chosen);
		// What could not be loaded stays chosen; what is no longer there does not.
		const there = found.map(function (c) { return c.section; });
		const missing = failed ? selection.chosen.filter(function (s) { return s !== chosen.section && !there.includes(s); }) : [];
		selection = Object.assign({}, selection, { chosen: there.concat(missing), wrong: 0 });
		gone = 0;
		keepInAddress(selection.form, selection.chosen);
		show();
		focusOn(name === "remove" ? Math.min(at, found.length - 1) : to, name);
	});
	return button;
}

/** The next tap finds the same button under the same thumb. */
function focusOn(at, name) {
	const item = part("list").children[at];
	if (!item) return part("more").focus();
	const button = item.querySelector("[data-" + name + "]");
	(button.disabled ? item.querySelector("button:enabled") : button).focus();
}

// --- what is done with all of it ---

function showTools() {
	const none = !selection.chosen.length;
	part("tools").hidden = false;
	part("more").querySelector("[data-first]").hidden = !none;
	part("more").querySelector("[data-again]").hidden = none;
	part("more").hash = selectionHash("", selection.form || "s", selection.chosen);
	for (const name of ["print", "share", "list"]) part(name).hidden = none;
	if (part("languages")) {
		part("languages").hidden = none;
		for (const a of part("languages").querySelectorAll("a")) {
			if (a.hasAttribute("data-beside") === isBeside()) a.setAttribute("aria-current", "true");
			else a.removeAttribute("aria-current");
		}
	}
	const address = new URL(words.address, location.href).href + selectionHash("", isBeside() ? "b" : "s", selection.chosen);
	const isPassed = !none && !address.startsWith("file:"); // a file is not there for others
	part("share").hidden = !isPassed;
	part("link").href = part("link").textContent = address;
	part("name").textContent = isPassed ? address.replace(/^\w+:\/\//, "") : "";
	for (const name of ["qr", "qr-print"]) part(name).replaceChildren(...(isPassed ? [qrPicture(address, words.qr)] : []));
}

function offer(name, possible, act) {
	if (!possible) return;
	part(name).hidden = false;
	part(name).addEventListener("click", function () { act().catch(console.warn); });
}
offer("copy", navigator.clipboard && navigator.clipboard.writeText, function () {
	return navigator.clipboard.writeText(part("link").href).then(function () {
		part("copied").textContent = part("copied").dataset.copied;
	});
});
offer("send", navigator.share, function () {
	return navigator.share({ title: document.title, url: part("link").href });
});
part("print").addEventListener("click", function () { print(); });

// --- the way here and on ---

// Other languages show the same sections; every other page takes them along, so
// that more can be chosen.
function takeAlong(event) {
	const link = event.target.closest && event.target.closest("a[href]");
	if (!link || !link.href.startsWith(root) || part("text").contains(link) && link.getAttribute("href").startsWith("#")) return;
	if (link === part("link") || link.matches(".skip") || link.hasAttribute("download")) return;
	const picks = link.closest("[data-language-picker], [data-chosen-languages]");
	const form = picks ? (link.hasAttribute("data-beside") ? "b" : "s") : selection.form;
	if (selection.form) link.hash = selectionHash(picks ? "" : readSelection(link.hash).anchor, form, selection.chosen);
}
for (const use of ["click", "auxclick", "contextmenu"]) window.addEventListener(use, takeAlong);

// Another fragment is another selection, unless it is a place on this page.
window.addEventListener("hashchange", function () {
	const here = readSelection(location.hash);
	if (!here.form) return keepInAddress(selection.form, selection.chosen);
	selection = here;
	look();
});
window.addEventListener("pageshow", function (event) {
	if (!event.persisted) return;
	selection = newestSelection();
	look();
});

part("unable").hidden = true;
keepInAddress(selection.form, selection.chosen);
look();
