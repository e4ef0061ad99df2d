// Passing on: copy the short link, hand it to the system, show its QR code, for
// the page or for a section. share-offer.js loads this.

enhanceShare(document.querySelector("[data-share]"));

function enhanceShare(panel) {
	const link = panel.querySelector("[data-share-link]");
	const title = panel.querySelector("summary");
	const status = panel.querySelector("[data-share-status]");
	const qr = panel.querySelector("[data-qr]");
	let drawn = null; // the code, where its file cannot be loaded
	const ofPage = { parent: panel.parentNode, next: panel.nextSibling, title: title.textContent, text: link.textContent,
		href: link.getAttribute("href"), qr: qr && qr.getAttribute("src") };

	const isWhole = panel.dataset.share.indexOf("://") > 0;
	// The address is that of the published site, wherever the page is read.
	const address = (tail) => new URL(panel.dataset.share + tail, location.href).href;

	/** Makes the panel that of a section, by its number in short links; "" is the page. */
	function show(number) {
		const tail = number && "to/#" + number;
		title.textContent = number ? title.dataset.shareTitle : ofPage.title;
		link.href = ofPage.href + tail;
		link.textContent = ofPage.text + (isWhole ? tail : "");
		status.textContent = "";
		panel.dataset.section = number;
		if (!qr) return;
		if (drawn) drawn.remove();
		qr.hidden = false;
		qr.src = ofPage.qr + (number && "#" + number);
	}

	const current = () => address(panel.dataset.section ? "to/#" + panel.dataset.section : "");

	/** Draws the code; pages that are kept on the device come without its file. */
	function draw() {
		qr.hidden = true;
		drawn = qrPicture(current(), qr.alt);
		qr.after(drawn);
	}
	if (qr) {
		qr.addEventListener("error", draw);
		if (qr.complete && !qr.naturalWidth) draw();
	}

	button("copy", () => navigator.clipboard.writeText(current()).then(() => {
		status.textContent = status.dataset.copied;
	}));
	button("send", () => navigator.share({ title: document.title, url: current() }));

	function button(name, act) {
		const element = panel.querySelector("[data-share-" + name + "]");
		element.disabled = false;
		element.addEventListener("click", () => act().catch(console.warn));
	}

	// A section's # brings the panel to the section; closing it puts it back.
	function bring() {
		const self = panel.asked;
		show(self.dataset.section);
		self.before(panel);
		panel.open = true;
		title.focus({ preventScroll: true });
		panel.scrollIntoView({ block: "nearest" });
	}
	panel.addEventListener("asked", bring);
	if (panel.asked) bring();
	panel.addEventListener("toggle", function () {
		if (panel.open || !panel.dataset.section) return;
		show("");
		ofPage.parent.insertBefore(panel, ofPage.next);
	});
}
