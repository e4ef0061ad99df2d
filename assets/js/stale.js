// A page that is read when its law should have been checked again says so, by
// the clock of the device: a copy may be older than whoever made it thought.
warnOfStale(document);

function warnOfStale(root) {
	for (const notice of root.querySelectorAll("[data-stale-after]")) {
		if (notice.dataset.staleAfter >= new Date().toISOString().slice(0, 10)) continue;
		notice.textContent = notice.dataset.stale;
		notice.dataset.notice = "stale";
		notice.hidden = false;
	}
}
