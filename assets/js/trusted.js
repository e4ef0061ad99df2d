// The pages' policy lets no text become markup or script. Addresses of scripts
// pass here: only files of this site are loaded, whatever asks for them.
if (window.trustedTypes) {
	const home = new URL("../", document.currentScript.src).href; // this file lies in assets/
	trustedTypes.createPolicy("default", {
		createScriptURL: function (address) {
			const url = new URL(address, location.href).href;
			return url.startsWith(home) ? url : null;
		},
	});
}
