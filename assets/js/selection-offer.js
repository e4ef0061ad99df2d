// Choosing sections: what does it is loaded when somebody begins, and on pages
// to which they take their selection along.

const selectionLink = document.querySelector("[data-selection]");
if (selectionLink) offerSelection(document.querySelector("[data-collect]"));

function offerSelection(start) {
	selectionLink.parentNode.hidden = false;
	const load = loadOnce(selectionLink.dataset.selection);
	if (start) {
		start.hidden = false;
		start.addEventListener("click", load);
	}
	if (/[#&][sb]=/.test(location.hash) || parent !== window) load();
}
