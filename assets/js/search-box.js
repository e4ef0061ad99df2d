// The search box before anybody searches: it loads the search itself only when
// somebody turns to it. Without script its form leads to the list A to Z.

const searchBox = document.querySelector("[data-search]");
if (searchBox) enhanceSearchBox(searchBox);

function enhanceSearchBox(input) {
	input.form.hidden = false;

	const load = loadOnce(input.dataset.searchScript);
	input.addEventListener("focus", load);
	input.addEventListener("input", load);

	// Ctrl+K, ⌘K and / lead to the box, / only where nothing is being typed.
	document.addEventListener("keydown", function (event) {
		const typing = event.target.closest("input, textarea, select, [contenteditable]");
		const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
		const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
		if (!slash && !k) return;
		event.preventDefault();
		input.focus();
	});
}
