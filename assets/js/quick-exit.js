// Leaves the site at once. Without script the link alone does it.

const exitLink = document.querySelector("[data-exit-status]") && document.querySelector("[data-quick-exit]");
if (exitLink) enhanceExit(exitLink, document.querySelector("[data-exit-status]"));

/**
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement} status where screen readers hear how far Shift has come
 */
function enhanceExit(link, status) {
	const WAIT = 5000;

	function leave() {
		// What is on the screen goes first: the network may be slow. An empty title
		// would show the address instead.
		document.documentElement.hidden = true;
		document.documentElement.classList.add("leaving");
		document.title = "\u200b";
		// No entry in the history leads back to this page.
		location.replace(link.href);
	}

	document.addEventListener("click", function (event) {
		if (!event.target.closest("[data-quick-exit]")) return;
		event.preventDefault();
		leave();
	});

	// Shift, three times, each at most five seconds after the one before; any
	// other key starts anew.
	let presses = 0;
	let expiry = 0;
	function reset(word) {
		clearTimeout(expiry);
		presses = 0;
		status.textContent = word || "";
	}
	document.addEventListener("keydown", function (event) {
		if (event.key !== "Shift" && presses) reset();
	});
	document.addEventListener("keyup", function (event) {
		if (event.key !== "Shift") {
			if (presses) reset();
			return;
		}
		presses++;
		if (presses === 3) return leave();
		clearTimeout(expiry);
		expiry = setTimeout(reset, WAIT, status.dataset.expired);
		status.textContent = presses === 1 ? status.dataset.twoPresses : status.dataset.lastPress;
	});

	// A browser that kept the hidden page and shows it again leaves again.
	window.addEventListener("pageshow", function () {
		if (document.documentElement.hidden) leave();
	});
}
