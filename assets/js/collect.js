// Choosing sections while browsing: a box at every heading, a bar that leads to
// the page of what was chosen, and links that take the selection along. It is
// loaded by selection-offer.js; nothing is stored.

const toSelection = document.querySelector("[data-selection]");
const startButton = document.querySelector("[data-collect]");
const site = new URL("../", document.currentScript.src).href; // this file lies in assets/

/** What stands between pages that the browser keeps apart, as files on a disk
 * are: the page of a selection asks for this one in a frame. */
if (parent === window) collect();
else if (location.protocol === "file:") parent.postMessage({ address: location.href, main: treeOf(document.querySelector("main")) }, "*");

function collect() {
	let form = "";
	/** @type {string[]} */
	let chosen = [];
	const boxes = findBoxes();
	const bar = makeBar();

	const style = document.createElement("link");
	style.rel = "stylesheet";
	style.href = toSelection.dataset.selectionStyle;
	document.head.append(style);

	// The place that the address names is gone to as without a selection, so that
	// what is marked there is marked; then the selection comes back into it.
	const arrived = newestSelection();
	if (arrived.anchor && arrived.form) location.replace("#" + arrived.anchor);
	begin(arrived);
	if (startButton) startButton.addEventListener("click", function () {
		if (!form) begin({ form: "s", chosen: [] });
	});

	function begin(selection) {
		form = selection.form || "s";
		chosen = selection.chosen;
		document.documentElement.classList.add("collecting");
		document.body.append(bar.element);
		for (const box of boxes) box.heading.after(box.input);
		show();
	}

	function end() {
		form = "";
		chosen = [];
		document.documentElement.classList.remove("collecting");
		bar.element.remove();
		for (const box of boxes) box.input.remove();
		keepInAddress(form, chosen);
		document.getElementById("content").focus({ preventScroll: true });
	}

	function show(message) {
		keepInAddress(form, chosen);
		bar.show(chosen.length, message);
		for (const box of boxes) {
			box.input.checked = chosen.includes(box.section);
			// what stands below a section comes along with it
			box.input.hidden = boxes.some(function (other) { return other.input.checked && other.below.includes(box); });
		}
	}

	// --- boxes ---

	function findBoxes() {
		const page = startButton && startButton.dataset.collect;
		const list = Array.from(document.querySelectorAll("[data-section], [data-pick]"), function (mark) {
			const own = mark.dataset.pick;
			const heading = (own ? mark : mark.parentNode).querySelector("h2, h3, h4");
			return { section: own || page + "-" + mark.dataset.section, heading, input: document.createElement("input"), below: [] };
		}).filter(function (box) { return box.heading && startButton; });
		list.forEach(function (box, i) {
			for (let j = i + 1; list[j] && list[j].heading.tagName > box.heading.tagName; j++) box.below.push(list[j]);
			box.input.type = "checkbox";
			box.input.className = "pick";
			box.input.lang = toSelection.closest("[lang]").lang;
			box.input.setAttribute("aria-label", startButton.dataset.pick.replace("{title}", box.heading.textContent));
			box.input.addEventListener("change", function () { pick(box); });
		});
		return list;
	}

	function pick(box) {
		const below = box.below.map(function (other) { return other.section; });
		if (!box.input.checked) chosen = chosen.filter(function (section) { return section !== box.section; });
		else {
			const others = chosen.filter(function (section) { return !below.includes(section); });
			if (others.length === MOST) return show(startButton.dataset.most.replace("{n}", MOST));
			chosen = others.concat(box.section);
		}
		show();
	}

	// --- the bar at the lower edge ---

	function makeBar() {
		const name = toSelection.textContent;
		const element = document.createElement("div");
		element.className = "collect-bar";
		element.setAttribute("role", "region");
		element.setAttribute("aria-label", name);
		element.dataset.collecting = "";
		const hint = document.createElement("p");
		const link = document.createElement("a");
		link.href = toSelection.href;
		link.dataset.selected = "";
		const news = document.createElement("span");
		news.setAttribute("role", "status");
		link.append(news);
		element.append(hint, link);
		if (startButton) element.append(endButton());
		return {
			element,
			show: function (n, message) {
				hint.textContent = message || (startButton && !n ? startButton.dataset.hint : "");
				news.textContent = name + " (" + n + ")";
			},
		};
	}

	/** Ends at once while nothing is chosen; else it asks first. */
	function endButton() {
		const button = document.createElement("button");
		const words = startButton.dataset;
		button.type = "button";
		button.dataset.collectEnd = "";
		button.textContent = words.end;
		button.addEventListener("click", function () {
			const sure = !chosen.length || button.textContent === words.sure;
			button.textContent = sure ? words.end : words.sure;
			if (sure) end();
		});
		button.addEventListener("blur", function () { button.textContent = words.end; });
		return button;
	}

	// --- the selection goes along ---

	/** Links get it at the moment in which they are used, in whatever way. */
	function takeAlong(event) {
		const link = event.target.closest && event.target.closest("a[href]");
		if (!link || !link.href.startsWith(site) || link.hasAttribute("download")) return;
		if (link.pathname === location.pathname && link.hash) return; // it leads to a place on this page
		link.hash = selectionHash(readSelection(link.hash).anchor, form, chosen);
	}
	for (const use of ["click", "auxclick", "contextmenu"]) window.addEventListener(use, takeAlong);

	// Whatever else changes the address, the selection comes back into it.
	function comeBack() {
		if (form) keepInAddress(form, chosen);
	}
	window.addEventListener("click", comeBack);
	window.addEventListener("hashchange", comeBack);
	window.addEventListener("pageshow", function (event) {
		if (event.persisted && form) begin(newestSelection());
	});
}
