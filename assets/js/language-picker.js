// Another language opens at the section that is being read: headings have the
// same ids in all languages. Without script it opens at the start.

document.addEventListener("click", function (event) {
	const link = event.target.closest("[data-language-picker] a");
	if (!link) return;
	const read = [...document.querySelectorAll("main section > [id]:is(h2, h3, h4)")]
		.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4).pop();
	link.hash = scrollY > 0 && read ? read.id : "";
});
