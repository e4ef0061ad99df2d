// Offers to pass a page on: what does it is loaded when somebody opens the
// panel, or taps a section's #. Without script the panel shows link and code of
// the page, and a section's # puts its address into the address bar.

const shareOffer = document.querySelector("[data-share]");
if (shareOffer) offerShare(shareOffer);

function offerShare(panel) {
	const load = loadOnce(panel.dataset.shareScript);
	panel.addEventListener("toggle", load);
	// What is there from the start moves nothing when it can be used.
	panel.querySelector("[data-share-copy]").hidden = !(navigator.clipboard && navigator.clipboard.writeText);
	panel.querySelector("[data-share-send]").hidden = !navigator.share;
	document.addEventListener("click", function (event) {
		const self = event.target.closest("a[data-section]");
		if (!self) return;
		event.preventDefault();
		history.replaceState(null, "", self.hash); // no new entry in the history
		panel.asked = self; // whoever does it looks for that
		panel.dispatchEvent(new Event("asked"));
		load();
	});
}
