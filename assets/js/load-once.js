// Scripts that a page needs only when somebody asks for what they do.

/** What loads a script of the site, once; after a failure the next call tries again.
 * @param {string} address @returns {() => void} */
function loadOnce(address) {
	let loading = false;
	return function () {
		if (loading) return;
		loading = true;
		const script = document.createElement("script");
		script.src = address;
		script.onerror = function () {
			loading = false;
		};
		document.head.append(script);
	};
}
