// QR codes by ISO/IEC 18004, of bytes, in which a seventh may be smudged (M).
// Of the masks, which only make a code look even, it takes the first, as
// internal/render/qr.go does: the same text is the same code from both. It goes
// up to version 20, 666 bytes; a phone hardly reads larger codes on a screen.

/** By version, from 1: codewords of error correction in a block, and blocks. */
const CHECK = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const LEVEL_AND_MASK = 0x5412; // M with the first mask, as it stands beside the corners

/** @param {string} text of one byte a character @returns {?boolean[][]} rows, true is black; null when the text is too long */
function qrCode(text) {
	for (let version = 1; version <= CHECK.length; version++) {
		const data = codewords(version) - CHECK[version - 1] * BLOCKS[version - 1];
		const lengthBits = version < 10 ? 8 : 16;
		if (4 + lengthBits + 8 * text.length <= 8 * data) return draw(version, withChecks(version, dataOf(text, lengthBits, data)));
	}
	return null;
}

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4; // modules of white around a code

/** The code of an address as a picture; empty text where the address is too long. */
function qrPicture(address, label) {
	const rows = qrCode(address);
	if (!rows) return new Text("");
	const size = rows.length + 2 * QUIET;
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("viewBox", "0 0 " + size + " " + size);
	svg.setAttribute("role", "img");
	svg.setAttribute("aria-label", label);
	let d = "";
	rows.forEach(function (row, y) {
		row.forEach(function (black, x) {
			if (black) d += "M" + (x + QUIET) + " " + (y + QUIET) + "h1v1h-1z";
		});
	});
	for (const [fill, path] of [["#fff", "M0 0h" + size + "v" + size + "H0z"], ["#000", d]]) {
		const shape = document.createElementNS(SVG, "path");
		shape.setAttribute("fill", fill);
		shape.setAttribute("d", path);
		shape.setAttribute("shape-rendering", "crispEdges");
		svg.append(shape);
	}
	return svg;
}

/** How many codewords a code has room for. */
function codewords(version) {
	const align = version > 1 ? Math.floor(version / 7) + 2 : 0;
	let modules = (16 * version + 128) * version + 64;
	if (align) modules -= (25 * align - 10) * align - 55;
	if (version >= 7) modules -= 36;
	return Math.floor(modules / 8);
}

/** The text as codewords: mode, length, bytes, an end, and filling. */
function dataOf(text, lengthBits, size) {
	const bits = [];
	function put(value, n) {
		for (let i = n - 1; i >= 0; i--) bits.push(value >> i & 1);
	}
	put(4, 4);
	put(text.length, lengthBits);
	for (let i = 0; i < text.length; i++) put(text.charCodeAt(i) & 255, 8);
	put(0, Math.min(4, 8 * size - bits.length));
	while (bits.length % 8) bits.push(0);
	for (let fill = 0xec; bits.length < 8 * size; fill ^= 0xec ^ 0x11) put(fill, 8);
	const bytes = [];
	for (let i = 0; i < bits.length; i += 8) bytes.push(parseInt(bits.slice(i, i + 8).join(""), 2));
	return bytes;
}

/** Powers of 2 in the field of 256 elements in which the checks are reckoned, and which power an element is. */
const POWERS = [], LOGARITHMS = [];
for (let i = 0, power = 1; i < 255; i++) {
	POWERS[i] = power;
	LOGARITHMS[power] = i;
	power = power << 1 ^ (power >> 7) * 0x11d;
}

function times(a, b) {
	return a && b ? POWERS[(LOGARITHMS[a] + LOGARITHMS[b]) % 255] : 0;
}

/** The check of Reed and Solomon: what is left of the data, divided by a polynomial. */
function checkOf(data, n) {
	let divisor = [1];
	for (let i = 0, root = 1; i < n; i++, root = times(root, 2)) {
		divisor = divisor.concat(0).map(function (c, at) { return c ^ (at ? times(divisor[at - 1], root) : 0); });
	}
	const rest = new Array(n).fill(0);
	for (const byte of data) {
		const factor = byte ^ rest.shift();
		rest.push(0);
		for (let i = 0; i < n; i++) rest[i] ^= times(divisor[i + 1], factor);
	}
	return rest;
}

/** Data and checks of all blocks, in turns; the last blocks may be one longer. */
function withChecks(version, data) {
	const n = BLOCKS[version - 1];
	const short = Math.floor(data.length / n);
	const blocks = [];
	for (let i = 0, at = 0; i < n; i++) {
		const end = at + short + (i >= n - data.length % n ? 1 : 0);
		blocks.push(data.slice(at, end));
		at = end;
	}
	const checks = blocks.map(function (block) { return checkOf(block, CHECK[version - 1]); });
	const all = [];
	for (const lists of [blocks, checks]) {
		for (let i = 0; i < lists[n - 1].length; i++) {
			for (const list of lists) if (i < list.length) all.push(list[i]);
		}
	}
	return all;
}

function draw(version, bytes) {
	const size = 17 + 4 * version;
	const rows = Array.from({ length: size }, function () { return new Array(size).fill(null); });

	/** A square of rings around a point; which rings are white is told. */
	function square(x, y, radius, white) {
		for (let dy = -radius; dy <= radius; dy++) {
			for (let dx = -radius; dx <= radius; dx++) {
				if (rows[y + dy] && rows[y + dy][x + dx] !== undefined) rows[y + dy][x + dx] = !white.includes(Math.max(Math.abs(dx), Math.abs(dy)));
			}
		}
	}
	for (let i = 0; i < size; i++) rows[6][i] = rows[i][6] = i % 2 === 0;
	for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, [2, 4]);
	const centres = centresOf(version, size);
	const last = centres.length - 1;
	centres.forEach(function (y, i) {
		centres.forEach(function (x, j) {
			const corner = i === 0 && j === 0 || i === 0 && j === last || i === last && j === 0;
			if (!corner) square(x, y, 2, [1]);
		});
	});

	for (let i = 0; i < 15; i++) { // from the lowest bit
		const black = (LEVEL_AND_MASK >> i & 1) === 1;
		rows[i < 6 ? i : i < 8 ? i + 1 : size - 15 + i][8] = black;
		rows[8][i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i] = black;
	}
	rows[size - 8][8] = true;
	if (version >= 7) {
		let rest = version;
		for (let i = 0; i < 12; i++) rest = rest << 1 ^ (rest >> 11) * 0x1f25;
		for (let i = 0; i < 18; i++) {
			const black = ((version << 12 | rest) >> i & 1) === 1;
			const a = Math.floor(i / 3), b = size - 11 + i % 3;
			rows[a][b] = rows[b][a] = black;
		}
	}

	// Up and down in columns of two, from the right; the mask turns every other module.
	let at = 0;
	for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
		if (right === 6) right--; // the column of the timing
		for (let i = 0; i < size; i++) {
			const y = up ? size - 1 - i : i;
			for (const x of [right, right - 1]) {
				if (rows[y][x] !== null) continue;
				const bit = bytes[at >> 3] >> 7 - at % 8 & 1; // none behind the last byte
				at++;
				rows[y][x] = (bit === 1) !== ((x + y) % 2 === 0);
			}
		}
	}
	return rows;
}

/** Where the small squares have their centres, in both directions. */
function centresOf(version, size) {
	if (version === 1) return [];
	const n = Math.floor(version / 7) + 2;
	const step = Math.ceil((version * 4 + 4) / (n * 2 - 2)) * 2;
	const centres = [6];
	for (let i = n - 2; i >= 0; i--) centres.push(size - 7 - i * step);
	return centres;
}

export { qrCode };
