// Reads the article aloud, block by block and sentence by sentence. It is
// loaded by the first tap on the button that read-aloud-offer.js shows, and
// starts at once. Nothing it does is stored.

const button = document.querySelector("[data-read-aloud]");
const article = document.querySelector("article");

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, tr";
const SILENT = "nav, button, form, svg, thead, .explanation, [data-share], [data-section], [hidden], [aria-hidden=true], [role=doc-noteref], [role=doc-backlink]";

// --- what is read ---

/** The text of an element without what is not read and what is a block of its
 * own. @param {Node} node @param {Element} block that the text is of */
function textOf(node, block) {
	if (node.nodeType === Node.TEXT_NODE) return node.data;
	if (node.nodeType !== Node.ELEMENT_NODE) return "";
	if (node !== block && node.matches(BLOCKS + ", " + SILENT)) return "";
	const text = Array.from(node.childNodes, function (child) { return textOf(child, block); }).join("");
	return node.matches('[href^="tel:"]') ? text.replace(/[0-9٠-٩۰-۹]/g, "$& ") : text; // digit by digit
}

/** A row of a table: each cell behind the header of its column. */
function rowText(row) {
	const headers = row.closest("table").querySelectorAll("thead th");
	return Array.from(row.cells, function (cell, i) {
		return [headers[i] ? textOf(headers[i], headers[i]) : "", textOf(cell, cell)].filter(Boolean).join(": ");
	}).join(". ");
}

/** Cuts a text behind its sentences. A short word before a full stop, as in
 * "Abs. 4" and "z. B.", ends none; in Arabic letters every full stop does. */
function sentences(text) {
	return (text.match(/.*?(?:[^\s.!?]{4,}\.|[\u0600-\u06ff]\.|[!?؟۔])["'”“»)\]]*(?=\s|$)|.+$/g) || [])
		.map(function (s) { return s.trim(); }).filter(Boolean);
}

/** What can be read: visible blocks with text. */
function blocksOf(root) {
	return Array.from(root.querySelectorAll(BLOCKS), function (element) {
		if (element.closest(SILENT) || !element.getClientRects().length) return null;
		const text = element.matches("tr") ? rowText(element) : textOf(element, element);
		return { element, heading: element.matches("h1, h2, h3, h4"), sentences: sentences(text.replace(/\s+/g, " ")) };
	}).filter(function (block) { return block && block.sentences.length; });
}

/** The voice for a block, by its language. A name is read in the language
 * around it where its own has no voice. */
function voiceFor(element) {
	const marked = element.closest("[lang]");
	return localVoice(marked.lang)
		|| (marked === element && element.getAttribute("translate") === "no" ? voiceFor(element.parentElement) : undefined);
}

// --- reading ---

const SPEEDS = [1, 1.25, 1.5, 0.75];
let speed = 0; // in SPEEDS; for this page only

/** @type {{element: Element, heading: boolean, sentences: string[]}[]} */
let blocks = [];
let at = 0;
let sentence = 0;
/** What is being said; null while nothing is. @type {SpeechSynthesisUtterance|null} */
let utterance = null;
let bar = null;

function start() {
	blocks = blocksOf(article);
	bar = playerBar();
	button.after(bar.element);
	button.setAttribute("aria-pressed", "true");
	document.documentElement.classList.add("reading-aloud");
	at = Math.max(0, sectionOfAddress());
	sentence = 0;
	speak();
}

function stop() {
	silence();
	highlight(null);
	if (bar.element.contains(document.activeElement)) button.focus({ preventScroll: true });
	bar.element.remove();
	bar = null;
	button.setAttribute("aria-pressed", "false");
	document.documentElement.classList.remove("reading-aloud");
}

/** Says the sentence that it has come to, and those behind it. */
function speak() {
	silence();
	let voice;
	while (blocks[at] && !(voice = voiceFor(blocks[at].element))) {
		bar.leftOut.hidden = false;
		at++;
		sentence = 0;
	}
	if (!blocks[at]) return stop();

	const current = new SpeechSynthesisUtterance(blocks[at].sentences[sentence]);
	current.voice = voice;
	current.lang = voice.lang;
	current.rate = SPEEDS[speed];
	current.onend = function () {
		if (current !== utterance) return;
		utterance = null;
		sentence++;
		if (sentence === blocks[at].sentences.length) {
			at++;
			sentence = 0;
		}
		speak();
	};
	current.onerror = function (event) {
		if (current !== utterance) return;
		console.warn("read aloud: " + event.error);
		pause();
	};
	utterance = current;
	highlight(blocks[at].element);
	bar.showPlaying(true);
	speechSynthesis.speak(current);
}

function silence() {
	if (!utterance) return;
	utterance = null; // first, so that its end does not start the next sentence
	speechSynthesis.cancel();
}

/** Stops the voice and keeps the place. The browser's own pause ends the
 * sentence for good on Android, so it begins again when reading goes on. */
function pause() {
	silence();
	if (bar) bar.showPlaying(false);
}

function highlight(element) {
	const before = article.querySelector(".being-read");
	if (before === element) return;
	if (before) before.classList.remove("being-read");
	if (!element) return;
	element.classList.add("being-read");
	const box = element.getBoundingClientRect();
	const header = document.querySelector("header").getBoundingClientRect();
	if (box.top >= header.bottom && box.bottom <= bar.element.getBoundingClientRect().top) return;
	const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
	element.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}

// --- sections ---

function jump(to) {
	if (to < 0) return;
	at = to;
	sentence = 0;
	speak();
}

/** The block that the address leads to, or -1. */
function sectionOfAddress() {
	const id = decodeURIComponent(location.hash.slice(1));
	return blocks.findIndex(function (block) { return block.heading && block.element.id === id; });
}

function nextSection() {
	jump(blocks.findIndex(function (block, i) { return i > at && block.heading; }));
}

/** The heading above; from within a section that is its own. */
function previousSection() {
	let to = at - 1;
	while (to > 0 && !blocks[to].heading) to--;
	jump(Math.max(0, to));
}

// --- the bar at the lower edge ---

const PATHS = {
	up: "M5 15l7-7 7 7",
	down: "M5 9l7 7 7-7",
	pause: "M8 5v14M16 5v14",
	play: "M8 5l11 7-11 7z",
	stop: "M6 6h12v12H6z",
};

function icon(path) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.setAttribute("width", "24");
	svg.setAttribute("height", "24");
	svg.setAttribute("aria-hidden", "true");
	svg.append(document.createElementNS(svg.namespaceURI, "path"));
	svg.firstChild.setAttribute("d", path);
	return svg;
}

function barButton(name, action) {
	const b = document.createElement("button");
	b.type = "button";
	b.dataset.aloud = name;
	b.addEventListener("click", action);
	return b;
}

function label(element, text) {
	element.title = text;
	element.setAttribute("aria-label", text);
}

function iconButton(name, text, path, action) {
	const b = barButton(name, action);
	label(b, text);
	b.append(icon(path));
	return b;
}

function playerBar() {
	const words = button.dataset;
	const element = document.createElement("div");
	element.className = "aloud-bar";
	element.lang = button.closest("[lang]").lang;
	element.dir = getComputedStyle(button).direction;
	element.setAttribute("role", "group");
	element.setAttribute("aria-label", button.textContent.trim());

	const leftOut = document.createElement("p");
	leftOut.textContent = words.leftOut;
	leftOut.hidden = true;

	const toggle = barButton("toggle", function () {
		if (utterance) pause();
		else speak();
	});
	const rate = barButton("speed", function () {
		speed = (speed + 1) % SPEEDS.length;
		showSpeed();
		if (utterance) speak();
	});
	function showSpeed() {
		rate.textContent = SPEEDS[speed] * 100 + " %";
		label(rate, words.speed + ": " + rate.textContent);
	}
	showSpeed();

	element.append(leftOut,
		iconButton("previous", words.previous, PATHS.up, previousSection),
		iconButton("next", words.next, PATHS.down, nextSection),
		toggle, rate,
		iconButton("stop", words.stop, PATHS.stop, stop));
	return {
		element,
		leftOut,
		showPlaying: function (playing) {
			toggle.replaceChildren(icon(playing ? PATHS.pause : PATHS.play), playing ? words.pause : words.resume);
		},
	};
}

// --- who ends it ---

button.addEventListener("click", function () {
	if (bar) stop();
	else start();
});
document.addEventListener("keydown", function (event) {
	if (event.key === "Escape" && bar) stop();
});
window.addEventListener("hashchange", function () {
	if (bar) jump(sectionOfAddress());
});
// A page that is left or hidden is silent at once: beforeunload comes before
// the next page is asked for, also by the quick exit, pagehide only with it.
window.addEventListener("beforeunload", pause);
window.addEventListener("pagehide", pause);
document.addEventListener("visibilitychange", function () {
	if (document.visibilityState === "hidden") pause();
});

start();
