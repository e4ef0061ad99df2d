// The search on a page: it loads the files that search-core.js wants, shows
// what it finds, and forgets. Nothing that is typed leaves the page.

const box = document.querySelector("[data-search]");
const list = document.querySelector("[data-hits]");
const status = document.querySelector("[data-search-status]");
const instead = document.querySelector("[data-search-instead]");

const MOST = 7;
const SNIPPET = 150;

/** Languages whose index is asked, by code. */
const indexes = new Map();
const texts = new Map();
const waiting = new Map();

/** What the files of public/search call with their content. */
window.beistandSearch = function (lang, stamp, kind, a, b, c) {
	if (kind === "index") indexes.set(lang, openIndex(a));
	const index = indexes.get(lang);
	if (!index || index.stamp !== stamp) return; // of another build: not to be mixed
	addFile(index, kind, a, b, c);
	if (kind === "page") {
		texts.set(lang + "/" + a, b);
		if (c) index.rowOf.set(a, c);
	}
};

/** Loads a file once. It is a script, so that this works from file:// too. */
function load(path) {
	if (typeof oneFile !== "undefined") return oneFile.load(path);
	if (!waiting.has(path)) {
		waiting.set(path, new Promise(function (resolve, reject) {
			const script = document.createElement("script");
			script.src = box.dataset.searchFiles + path;
			script.onload = function () {
				script.remove();
				resolve();
			};
			script.onerror = function () {
				script.remove();
				waiting.delete(path);
				reject(new Error("search: cannot load " + path));
			};
			document.head.append(script);
		}));
	}
	return waiting.get(path);
}

function open(lang) {
	return indexes.has(lang) ? Promise.resolve() : load(lang + "/index.js");
}

/** The stamp makes a new address of every build, so that a browser never takes
 * an old file from its cache. */
function file(lang, name) {
	return lang + "/" + name + ".js?" + indexes.get(lang).stamp;
}

/** The languages to ask: the reader's, those of the script typed, the source. */
function asked(query) {
	const codes = [document.documentElement.lang];
	for (const part of box.dataset.searchLanguages.split(" ")) {
		const [code, script] = part.split(":");
		const typed = (script === "Arab" && /[\u0600-\u06ff]/.test(query)) || (script === "Cyrl" && /[\u0400-\u04ff]/.test(query));
		if (!codes.includes(code) && typed) codes.push(code);
	}
	const source = box.dataset.searchSource;
	return codes.includes(source) ? codes : codes.concat(source);
}

/** Asks until nothing is wanted any more. */
async function find(query) {
	const reader = document.documentElement.lang;
	await Promise.all(asked(query).map(function (lang) {
		// Without a connection only some languages are there.
		return open(lang).catch(function (error) { if (lang === reader) throw error; });
	}));
	const codes = asked(query).filter(function (lang) { return indexes.has(lang); });
	for (;;) {
		const found = searchAll(codes.map(function (lang) { return { lang, index: indexes.get(lang) }; }), query, MOST);
		if (!found.wants.length) return found;
		await Promise.all(found.wants.map(function (w) { return load(file(w.lang, w.name)); }));
	}
}

let latest = 0; // of several searches under way only the last is shown
let active = -1;

async function update() {
	const query = box.value.trim();
	const mine = ++latest;
	if (query.length < 2) return clear();
	try {
		const found = await find(query);
		if (mine !== latest) return;
		await rows(found.hits);
		if (mine !== latest) return;
		show(query, found);
		await Promise.all(found.hits.map(addSnippet));
	} catch (error) {
		console.warn(error);
		if (mine === latest) say(box.dataset.failed);
	}
}

/** Sees that titles are there: in a large site they stand with the texts. */
function rows(hits) {
	return Promise.all(hits.map(function (h) {
		return indexes.get(h.lang).rowOf.has(h.page) ? null : load(file(h.lang, "p/" + h.page));
	}));
}

function clear() {
	list.replaceChildren();
	list.hidden = true;
	instead.hidden = true;
	say("");
	mark(-1);
	box.setAttribute("aria-expanded", "false");
}

function say(text) {
	status.textContent = text;
}

function element(name, attributes, ...children) {
	const e = document.createElement(name);
	for (const key of Object.keys(attributes)) e.setAttribute(key, attributes[key]);
	e.append(...children);
	return e;
}

function show(query, found) {
	const reader = document.documentElement.lang;
	list.replaceChildren(...found.hits.map(function (hit, i) {
		const index = indexes.get(hit.lang);
		const own = indexes.get(reader).rowOf.get(hit.page);
		const foreign = !own && hit.lang !== reader;
		const [id, title, sections] = own || index.rowOf.get(hit.page);
		const at = index.rowOf.get(hit.page)[2][2 * (hit.document - index.firstOf[hit.page] - 1)];
		const section = at ? sections[sections.indexOf(at) + 1] : "";
		const lang = foreign ? hit.lang : reader;
		const link = element("a", { href: address(reader, id, at), "data-hit": "", id: "hit-" + i, role: "option", "aria-selected": "false", tabindex: "-1", lang },
			element("strong", { dir: "auto" }, title));
		if (section) link.append(element("span", { class: "hit-section", dir: "auto" }, section));
		if (foreign) link.append(element("span", { class: "hit-language", lang: reader }, languageName(hit.lang)));
		const li = element("li", { role: "presentation" }, link);
		li.hit = hit;
		return li;
	}));
	list.hidden = false;
	box.setAttribute("aria-expanded", String(found.hits.length > 0));
	mark(-1);
	say(found.hits.length ? box.dataset.found.replace("{n}", found.hits.length) : box.dataset.noHits.replace("{q}", query));
	instead.hidden = !found.instead.length;
	instead.textContent = found.instead.length ? box.dataset.instead.replace("{word}", found.instead.map(function (i) { return i.used; }).join(" ")) : "";
}

/** Where a section is: without a server the file of a page is named. */
function address(lang, id, section) {
	if (typeof oneFile !== "undefined") return oneFile.address(id, section);
	const file = location.protocol === "file:" ? "index.html" : "";
	return box.dataset.searchRoot + lang + id.replace(/\/$/, "") + "/" + file + (section ? "#" + section : "");
}

function languageName(code) {
	const link = document.querySelector('[data-language-picker] [hreflang="' + code + '"]');
	return link ? link.textContent : code;
}

async function addSnippet(hit, i) {
	const key = hit.lang + "/" + hit.page;
	if (!texts.has(key)) await load(file(hit.lang, "p/" + hit.page)).catch(console.warn);
	if (!texts.has(key)) return; // the title alone leads there, too
	const li = list.children[i];
	if (!li || li.hit !== hit) return;
	const index = indexes.get(hit.lang);
	const text = texts.get(key)[hit.document - index.firstOf[hit.page]];
	const p = element("span", { class: "hit-snippet", lang: hit.lang, dir: "auto" });
	for (const piece of snippet(index, text, hit.keys, SNIPPET)) p.append(piece.match ? element("mark", {}, piece.text) : piece.text);
	li.firstChild.append(p);
}

// --- keyboard: as in the combobox pattern of the ARIA authoring practices ---

function mark(at) {
	const links = list.querySelectorAll("[data-hit]");
	if (links[active]) links[active].setAttribute("aria-selected", "false");
	active = at;
	if (!links[at]) return box.removeAttribute("aria-activedescendant");
	links[at].setAttribute("aria-selected", "true");
	links[at].scrollIntoView({ block: "nearest" });
	box.setAttribute("aria-activedescendant", links[at].id);
}

box.addEventListener("keydown", function (event) {
	const count = list.querySelectorAll("[data-hit]").length;
	if (event.key === "ArrowDown" && count) mark((active + 1) % count);
	else if (event.key === "ArrowUp" && count) mark(active > 0 ? active - 1 : count - 1);
	else if (event.key === "Escape") {
		box.value = "";
		clear();
	} else if (event.key === "Enter") {
		const links = list.querySelectorAll("[data-hit]");
		if (count) links[Math.max(0, active)].click();
	} else return;
	event.preventDefault();
});

// Who taps elsewhere, or goes there by keyboard, sees what is there; the words
// stay, and the hits come back with the box.
function leave(event) {
	if (!event.target.closest("[data-search-area]")) unfold(false);
}
document.addEventListener("click", leave);
document.addEventListener("focusin", leave);
box.addEventListener("focus", function () {
	unfold(true);
});

function unfold(on) {
	list.parentNode.hidden = !on;
	box.setAttribute("aria-expanded", on && !list.hidden);
}

let pause = 0;
box.addEventListener("input", function () {
	clearTimeout(pause);
	pause = setTimeout(update, 60);
});
box.form.addEventListener("submit", function (event) {
	event.preventDefault();
});
update();
