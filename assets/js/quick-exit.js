// Leaves the site at once. Without script the link alone does it.

const exitLink = document.querySelector("[data-quick-exit]");
if (exitLink) enhanceExit(exitLink);

function enhanceExit(link) {
	function leave() {
		// What is on the screen goes first: the network may be slow.
		document.documentElement.classList.add("leaving");
		document.title = "";
		// No entry in the history leads back to this page.
		location.replace(link.href);
	}

	link.addEventListener("click", function (event) {
		event.preventDefault();
		leave();
	});

	// Shift, three times, each at most five seconds after the one before.
	let presses = 0;
	let last = 0;
	document.addEventListener("keyup", function (event) {
		if (event.key !== "Shift") {
			presses = 0;
			return;
		}
		presses = event.timeStamp - last > 5000 ? 1 : presses + 1;
		last = event.timeStamp;
		if (presses === 3) leave();
	});

	// A browser that kept the hidden page and shows it again leaves again.
	window.addEventListener("pageshow", function () {
		if (document.documentElement.classList.contains("leaving")) leave();
	});
}
