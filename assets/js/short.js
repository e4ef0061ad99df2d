// The short link of a section: its number is the fragment, which only the
// browser sees. Without script the number's link stands alone on the page.

const shortLinks = document.querySelector("[data-short]");
if (shortLinks) leadOn();

function leadOn() {
	const entry = document.getElementById(location.hash.slice(1));
	if (!entry || !shortLinks.contains(entry)) return;
	location.replace(entry.querySelector("a").href);
}
