// Choosing sections: what does it is loaded when somebody begins, and on pages
// to which they take their selection along.

const selectionLink = document.querySelector("[data-selection]");
if (selectionLink) offerSelection(document.querySelector("[data-collect]"));

function offerSelection(start) {
	selectionLink.parentNode.hidden = false;
	let loading = false;
	function load() {
		if (loading) return;
		loading = true;
		const script = document.createElement("script");
		script.src = selectionLink.dataset.selection;
		script.onerror = function () {
			loading = false; // the next tap tries again
		};
		document.head.append(script);
	}
	if (start) {
		start.hidden = false;
		start.addEventListener("click", load);
	}
	if (/[#&][sb]=/.test(location.hash) || parent !== window) load();
}
