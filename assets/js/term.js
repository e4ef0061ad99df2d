// Explanations open and close without a new entry in the browser's history.
document.addEventListener("click", function (event) {
	const link = event.target.closest(".term, .explanation .close");
	if (!link) return;
	event.preventDefault();
	if (link.classList.contains("term")) document.getElementById(link.hash.slice(1)).hidden = false;
	location.replace(link.hash);
	if (link.classList.contains("close")) document.getElementById(link.hash.slice(1)).focus();
});

// What has been opened covers nothing that the keyboard goes on to.
document.addEventListener("focusin", function (event) {
	const explanation = document.querySelector(".explanation:target");
	if (explanation && !explanation.contains(event.target)) explanation.hidden = true;
	const languages = document.querySelector(".language-picker[open]");
	if (languages && !languages.contains(event.target)) languages.open = false;
});
