// The selection in the address of this tab's page. There alone it is kept.

/** Writes it into the address, without a new entry in the history. */
function keepInAddress(form, chosen) {
	const hash = selectionHash(readSelection(location.hash).anchor, form, chosen);
	if (location.hash !== hash) history.replaceState(history.state, "", hash || location.pathname + location.search);
	if (window.navigation && navigation.currentEntry) navigation.updateCurrentEntry({ state: selectionHash("", form, chosen) });
}

/** The newest selection: that of the address, or, for somebody who went back,
 * that of the page that they come from, where the browser tells. */
function newestSelection() {
	const moved = window.navigation && navigation.activation;
	const before = moved && moved.navigationType === "traverse" && moved.from && moved.from.getState();
	const here = readSelection(location.hash);
	if (typeof before !== "string" || !here.form) return here;
	return Object.assign(readSelection(before), { anchor: here.anchor });
}
