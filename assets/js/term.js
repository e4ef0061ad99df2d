// Explanations open and close without a new entry in the browser's history.
document.addEventListener("click", function (event) {
	const link = event.target.closest(".term, .explanation .close");
	if (!link) return;
	event.preventDefault();
	location.replace(link.hash);
	if (link.classList.contains("close")) document.getElementById(link.hash.slice(1)).focus();
});
