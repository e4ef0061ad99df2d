// What somebody has chosen, as the fragment of an address says it.
//
// "#steps&s=k7m2-3-4,9xyz-1": the address leads to the section "steps", and
// three sections are chosen: 3 and 4 of the page with the short link k7m2, then
// 1 of 9xyz. With "b" in the place of "s" they are shown in two languages,
// side by side. No id of a heading holds an equals sign.

/** @typedef {{ anchor: string, form: string, chosen: string[], wrong: number }} Selection
 *  chosen are codes and numbers as short links have them: "k7m2-3" */

/** A page of more would be a book; and so no link makes a browser work for long. */
const MOST = 40;

/** @param {string} hash as location has it; whatever a stranger wrote into it @returns {Selection} */
function readSelection(hash) {
	let text = hash.slice(1, 4000);
	try {
		text = decodeURIComponent(text); // some programs write %2C for a comma
	} catch (error) {
		// it stays as it is
	}
	const parts = /^(?:([^&=]*)&)?([sb])=([^&]*)$/.exec(text);
	if (!parts) return { anchor: hash.slice(1), form: "", chosen: [], wrong: 0 };
	const chosen = [];
	let wrong = 0;
	for (const run of parts[3] ? parts[3].split(",") : []) {
		const [code, ...numbers] = run.split("-");
		const known = /^[2-9bcdfghjkmnpqrtvwx]{4,32}$/.test(code) && numbers.length > 0;
		if (!known || !numbers.every(function (n) { return /^[1-9]\d{0,3}$/.test(n); })) {
			wrong++;
			continue;
		}
		for (const number of numbers) {
			const section = code + "-" + number;
			if (chosen.length < MOST && !chosen.includes(section)) chosen.push(section);
		}
	}
	return { anchor: parts[1] || "", form: parts[2], chosen, wrong };
}

/** The fragment for a selection; without a form there is none in it.
 * @param {string} anchor @param {string} form @param {string[]} chosen */
function selectionHash(anchor, form, chosen) {
	let list = "";
	let last = "";
	for (const section of chosen) {
		const [code, number] = section.split("-");
		list += code === last ? "-" + number : (list && ",") + section;
		last = code;
	}
	const parts = [];
	if (anchor) parts.push(anchor);
	if (form) parts.push(form + "=" + list);
	return parts.length ? "#" + parts.join("&") : "";
}

export { readSelection, selectionHash, MOST };
