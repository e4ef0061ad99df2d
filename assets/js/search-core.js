// The search itself: no document, no network, no clock. It works on the files
// that internal/search freezes (docs/architecture.md describes them) and says
// which of them it needs next; search.js loads them and asks again.

const FORMAT = 3;

// --- words and folding: the same as internal/search/tokenize.go ---

const SEPARATOR = /[\u0000-\u0026\u0028-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u200b\u200e-\u2018\u201a-\u205f\u2070-\u2bff\u3000-\u303f\uff00-\uff0f\ufffd\u060c\u061b\u061f\u066a-\u066c\u06d4]/;
const DROPPED = /[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621\u0610-\u061a\u06d6-\u06ed'\u2019\u00ad\u200c\u200d\u2060-\u206f\u1ab0-\u1aff]/g;
const LETTERS = {
	"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n",
	"ς": "σ",
	"ѐ": "е", "ё": "е", "ґ": "г", "є": "е", "і": "и", "ї": "и", "ѝ": "и",
	"ٱ": "ا", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ھ": "ه", "ہ": "ه", "ە": "ه",
	"٠": "0", "١": "1", "٢": "2", "٣": "3", "٤": "4", "٥": "5", "٦": "6", "٧": "7", "٨": "8", "٩": "9",
	"۰": "0", "۱": "1", "۲": "2", "۳": "3", "۴": "4", "۵": "5", "۶": "6", "۷": "7", "۸": "8", "۹": "9",
};
const ARTICLE = /^(?:وال|بال|كال|فال|لل|ال)(?=...)/;

function isApostrophe(c) {
	return c === "'" || c === "\u2019";
}

/** Cuts a text into words. @returns {{text: string, start: number, end: number}[]} */
function words(text) {
	const list = [];
	let start = -1;
	let letters = 0;
	function finish(end) {
		if (start >= 0 && /[^'\u2019]/.test(text.slice(start, end))) list.push({ text: text.slice(start, end), start, end });
		start = -1;
		letters = 0;
	}
	for (let i = 0; i < text.length; i++) {
		const c = text[i];
		if (SEPARATOR.test(c) || (isApostrophe(c) && (start < 0 || letters <= 2))) {
			finish(i);
		} else {
			if (start < 0) start = i;
			if (c < "\ud800" || c > "\udbff") letters++; // a pair is one letter
		}
	}
	finish(text.length);
	return list;
}

/** The form under which a word is looked up. */
function fold(index, word) {
	let s = "";
	for (const c of word.normalize("NFC").toLowerCase().normalize("NFD").replace(DROPPED, "")) s += LETTERS[c] || c;
	if (index.umlauts) s = s.replace(/([aou])e+/g, "$1");
	if (index.article) while (ARTICLE.test(s)) s = s.replace(ARTICLE, "");
	return s;
}

// --- reading the files ---

const BASE = 45;

function digit(text, at) {
	const c = text.charCodeAt(at);
	return (c === 125 ? 92 : c) - 35;
}

/** Reads numbers one after the other. */
function reader(text) {
	let at = 0;
	return {
		number() {
			let n = 0;
			for (let weight = 1; ; weight *= BASE) {
				const d = digit(text, at++);
				if (d < BASE) return n + d * weight;
				n += (d - BASE) * weight;
			}
		},
		until(pattern) {
			pattern.lastIndex = at;
			const end = pattern.exec(text).index;
			const part = text.slice(at, end);
			at = end + 1;
			return { part, mark: text[end] };
		},
		get done() {
			return at >= text.length;
		},
	};
}

function numbers(text) {
	const list = [];
	for (const r = reader(text); !r.done; ) list.push(r.number());
	return list;
}

/** Makes an index of the content of index.js. */
function openIndex(file) {
	if (file.format !== FORMAT) throw new Error("search: the files have format " + file.format + ", not " + FORMAT);
	const index = Object.assign({}, file, { shards: [], postings: [], lists: file.lists ? starts(file.lists) : null, lengths: file.lengths ? numbers(file.lengths) : null, leading: numbers(file.leading), pageOf: [], firstOf: [], rowOf: new Map() });
	numbers(file.pages).forEach(function (count, page) {
		index.firstOf.push(index.pageOf.length);
		if (count && file.rows) index.rowOf.set(page, file.rows[index.rowOf.size]);
		for (; count > 0; count--) index.pageOf.push(page);
	});
	return index;
}

/** Where things start of which some follow one another: 2 and 3 start at 0 and 2. */
function starts(counts) {
	let next = 0;
	return numbers(counts).map(function (count) {
		next += count;
		return next - count;
	});
}

/** Adds what a file of the search holds to the index. */
function addFile(index, kind, number, first, second) {
	if (kind === "shard") {
		addKeys(index, number, first);
		if (second !== undefined) addPostings(index, number, second);
	}
	if (kind === "lists") addPostings(index, number, first);
}

function addKeys(index, number, keyText) {
	const shard = { keys: [], terms: [] };
	let next = index.terms[number];
	let key = "";
	for (const r = reader(keyText); !r.done; ) {
		key = key.slice(0, r.number());
		const end = r.until(/[|!]/g);
		key += end.part;
		const terms = [];
		for (let count = end.mark === "|" ? -1 : r.number(); count !== 0; count += count < 0 ? 1 : -1) {
			const back = count < 0 ? 0 : r.number();
			terms.push(back ? next - back : next++);
		}
		shard.keys.push(key);
		shard.terms.push(terms);
	}
	index.shards[number] = shard;
}

function addPostings(index, number, postingText) {
	const lists = [];
	for (const r = reader(postingText); !r.done; ) {
		const documents = [];
		const frequencies = [];
		const lengths = []; // of the documents
		let count = r.number();
		let omitted = 0; // documents that the list leaves out
		if (!index.lengths) {
			if (count & 1) omitted = r.number();
			count >>= 1;
		}
		for (let document = -1; count > 0; count--) {
			const n = r.number();
			document += (n >> 1) + 1;
			documents.push(document);
			frequencies.push(n & 1 ? r.number() + 2 : 1);
			lengths.push(index.lengths ? index.lengths[document] : r.number());
		}
		lists.push({ documents, frequencies, lengths, omitted });
	}
	index.postings[number] = lists;
}

// --- looking up: what is not loaded is wanted ---

/** The last place in a sorted list whose value is not after the given one. */
function lastNotAfter(list, value) {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (list[middle] <= value) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

function shardAt(index, number, wants) {
	const shard = index.shards[number];
	if (!shard) wants.add(String(number));
	return shard;
}

/** The terms of a key; [] for a stop word, null when there is no such key. */
function termsOf(index, key, wants) {
	const number = lastNotAfter(index.first, key);
	const shard = number < 0 ? null : shardAt(index, number, wants);
	if (!shard) return null;
	const at = lastNotAfter(shard.keys, key);
	return at >= 0 && shard.keys[at] === key ? shard.terms[at] : null;
}

/** Calls visit(key, terms) for the keys that start with the prefix. */
function eachKey(index, prefix, wants, visit) {
	const last = lastNotAfter(index.first, prefix + String.fromCharCode(0xffff));
	for (let number = Math.max(0, lastNotAfter(index.first, prefix)); number <= last; number++) {
		const shard = shardAt(index, number, wants);
		if (!shard) continue;
		let at = lastNotAfter(shard.keys, prefix);
		if (at < 0 || shard.keys[at] !== prefix) at++;
		for (; at < shard.keys.length && shard.keys[at].startsWith(prefix); at++) visit(shard.keys[at], shard.terms[at]);
	}
}

/** The number of the file with the postings of a term. */
function listOf(index, term) {
	return lastNotAfter(index.lists || index.terms, term);
}

function postingsOf(index, term, wants) {
	const number = listOf(index, term);
	const lists = index.postings[number];
	if (!lists) wants.add(index.lists ? "l/" + number : String(number));
	return lists ? lists[term - (index.lists || index.terms)[number]] : null;
}

// --- citations ---

const ROMAN_NUMBERS = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"];
const ROMAN = { i: 1, v: 5, x: 10 };
const UNITS = "paragra(?:ph|f)s?|par|sec|section|artikel|article|art|abs|absatz|satz|nr|nummer|no|مادة|المادة|فقرة|الفقرة|بند";
const SIGN = new RegExp("§|(?:^|\\s)(?:" + UNITS + ")(?=[\\s.\\d]|$)", "i");
const UNIT = new RegExp("^(?:" + UNITS + "|s|und|and|bis|to|و)$");

/** The number that a token of a citation is: "4a", "IVa" → "4a"; or "". */
function citedNumber(token) {
	if (/^\d{1,4}[a-z]?$/.test(token)) return token;
	const m = /^([ivx]+)([a-h]?)$/.exec(token);
	if (!m) return "";
	let n = 0;
	for (let i = 0; i < m[1].length; i++) {
		const value = ROMAN[m[1][i]];
		n += value < (ROMAN[m[1][i + 1]] || 0) ? -value : value;
	}
	return n + m[2];
}

function lawKey(text) {
	return text.replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss").replace(/[^a-z0-9]/g, "");
}

/**
 * Reads what somebody typed as a citation: "§25 4a", "25 Abs 4a AufenthG",
 * "§ 25 IVa", "397a stpo". Returns its term, the most exact one that the index
 * has, and the words that are not part of it; or null when it is none.
 */
function citation(index, query, wants) {
	const typed = query.toLowerCase().replace(/[٠-٩۰-۹]/g, function (c) { return LETTERS[c]; });
	const tokens = typed.split(/[^0-9a-zäöüß\u0600-\u06ff\u0400-\u04ff]+/).filter(Boolean).reduce(function (list, t) {
		const glued = /^(\d{1,4}[a-z]?)(abs|satz|nr)?$/.exec(t); // "25abs"
		return list.concat(glued ? [glued[1]] : [t]);
	}, []);
	const parts = [];
	const rest = [];
	for (let i = 1; i < tokens.length; i++) {
		if (/^\d+$/.test(tokens[i - 1]) && /^[a-z]$/.test(tokens[i]) && tokens[i] !== "s") tokens.splice(i - 1, 2, tokens[i - 1] + tokens[i]); // "406 g"
		if (tokens[i - 1] === "sgb" && ROMAN_NUMBERS[tokens[i]]) tokens.splice(i - 1, 2, "sgb" + ROMAN_NUMBERS[tokens[i]]); // "SGB 8"
	}
	tokens.forEach(function (t, i) {
		const number = /^[ivx]/.test(t) && !parts.length ? "" : citedNumber(t);
		const roman = number && !/^\d/.test(t);
		if (number && (!roman || i > 0) && parts.length < 4) parts.push(number);
		else if (!UNIT.test(t)) rest.push(t);
	});
	if (!parts.length) return null;
	const laws = law(index, rest, wants);
	if (!SIGN.test(query) && !laws.key && (rest.length || tokens.length > 4)) return null;
	for (let n = parts.length; n > 0; n--) {
		const term = "§" + parts.slice(0, n).join(".");
		for (const key of laws.key ? [term + "@" + laws.key, term] : [term]) {
			const terms = termsOf(index, key, wants);
			if (terms && terms.length) return { key, term: terms[0], rest: laws.rest };
		}
	}
	return null;
}

/** Finds the law among the words: "sgb xiv" is the key "sgbxiv". */
function law(index, tokens, wants) {
	for (let from = 0; from < tokens.length; from++) {
		for (let to = Math.min(tokens.length, from + 4); to > from; to--) {
			const key = lawKey(tokens.slice(from, to).join(""));
			const terms = key.length > 1 && termsOf(index, "@" + key, wants);
			if (terms) return { key, rest: tokens.slice(0, from).concat(tokens.slice(to)) };
		}
	}
	return { key: "", rest: tokens };
}

// --- what else a word may mean ---

/** Edits between two words: letters put in, left out, changed or swapped with
 * their neighbour; more than most counts as most + 1. */
function edits(a, b, most) {
	if (Math.abs(a.length - b.length) > most) return most + 1;
	let twoBefore = [];
	let before = [];
	for (let j = 0; j <= b.length; j++) before.push(j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		let best = i;
		for (let j = 1; j <= b.length; j++) {
			let d = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, twoBefore[j - 2] + 1);
			row.push(d);
			if (d < best) best = d;
		}
		if (best > most) return most + 1;
		twoBefore = before;
		before = row;
	}
	return before[b.length];
}

/** Words in Latin letters as other scripts write them, by sound. Vowels of
 * Arabic are mostly not written, so there only the bones are compared. */
const SOUNDS = {
	Cyrl: [["shch", "щ"], ["sch", "щ"], ["sh", "ш"], ["ch", "ч"], ["zh", "ж"], ["kh", "х"], ["ts", "ц"], ["ya", "я"], ["yu", "ю"], ["ja", "я"], ["ju", "ю"], ["yo", "е"], ["ye", "е"], ["a", "а"], ["b", "б"], ["v", "в"], ["w", "в"], ["g", "г"], ["d", "д"], ["e", "е"], ["z", "з"], ["i", "и"], ["y", "и"], ["j", "и"], ["k", "к"], ["l", "л"], ["m", "м"], ["n", "н"], ["o", "о"], ["p", "п"], ["r", "р"], ["s", "с"], ["t", "т"], ["u", "у"], ["f", "ф"], ["h", "х"], ["x", "х"], ["c", "ц"], ["q", "к"]],
	Arab: [["sh", "ش"], ["ch", "ش"], ["kh", "خ"], ["gh", "غ"], ["th", "ث"], ["dh", "ذ"], ["b", "ب"], ["t", "ت"], ["j", "ج"], ["g", "ج"], ["7", "ح"], ["h", "ه"], ["d", "د"], ["r", "ر"], ["z", "ز"], ["s", "س"], ["3", "ع"], ["f", "ف"], ["q", "ق"], ["9", "ق"], ["k", "ك"], ["l", "ل"], ["m", "م"], ["n", "ن"], ["w", "و"], ["v", "ف"], ["p", "ب"], ["y", "ي"], ["2", ""], ["5", "خ"], ["6", "ط"], ["8", "ق"], ["a", "ا"], ["e", "ي"], ["i", "ي"], ["o", "و"], ["u", "و"]],
};

function inScript(script, word) {
	let out = "";
	for (let at = 0; at < word.length; ) {
		const sound = SOUNDS[script].find(function (s) { return word.startsWith(s[0], at); });
		if (!sound) return "";
		out += sound[1];
		at += sound[0].length;
	}
	return out;
}

/** An Arabic word without long vowels, alike letters as one. */
function bones(word) {
	return word.replace(/[اوي]/g, "").replace(/ط/g, "ت").replace(/[صث]/g, "س").replace(/[ضذظ]/g, "د").replace(/ح/g, "ه").replace(/ق/g, "ك").replace(/(.)\1/g, "$1");
}

/** Weights of what a word may mean beside itself. */
const WEIGHT = { citation: 3, longer: 0.4, prefix: 0.7, inflection: 0.8, part: 0.7, typo: 0.6, typos: 0.45, sound: 0.5 };

const CLITICS = /^[وفبلك]/;

/**
 * What a typed word may mean: terms with the key they were found by and how
 * sure that is. Null for a stop word.
 */
function meanings(index, word, isLast, wants) {
	const key = fold(index, word);
	const found = new Map();
	function add(terms, foundKey, weight) {
		for (const term of terms) {
			const known = found.get(term);
			if (!known || known.weight < weight) found.set(term, { term, key: foundKey, weight });
		}
	}
	if (!key) return null;
	const exact = termsOf(index, key, wants);
	if (exact && !exact.length) return isLast && key.length > 1 && prefixes(index, key, wants, add, WEIGHT.longer) ? [...found.values()] : null;
	if (exact) add(exact, key, 1);
	if (isLast && key.length > 1) prefixes(index, key, wants, add, exact ? WEIGHT.longer : WEIGHT.prefix);
	for (const another of [inflected, rooted, participle, parts, mistyped, sounded]) {
		if (found.size || wants.size) break;
		another(index, key, wants, add);
	}
	return [...found.values()];
}

/** How many files of postings a large site loads for a word. */
const MOST_LISTS = 3;

/** Of what a word may mean in a large site, the likeliest, as far as few files
 * have their postings: a beginning of two letters, or a mistake, may be hundreds
 * of words. */
function likeliest(index, list) {
	if (!index.lists) return list;
	const files = new Set();
	return list.slice().sort(function (a, b) { return b.weight - a.weight || a.term - b.term; }).filter(function (m) {
		const file = listOf(index, m.term);
		return files.has(file) || (files.size < MOST_LISTS && files.add(file));
	});
}

/** Words that begin with what was typed so far. */
function prefixes(index, key, wants, add, weight) {
	let any = false;
	eachKey(index, key, wants, function (longer, terms) {
		if (longer === key || !terms.length) return;
		any = true;
		add(terms, longer, weight * (0.5 + (0.5 * key.length) / longer.length));
	});
	return any;
}

/** Words with the same beginning and another ending, or another clitic. */
function inflected(index, key, wants, add) {
	if (index.script === "Arab" && CLITICS.test(key) && key.length > 3) {
		const bare = key.slice(1);
		const terms = termsOf(index, bare, wants);
		if (terms) add(terms, bare, WEIGHT.inflection);
		else if (bare.length > 4) inflected(index, bare, wants, add);
	}
	if (key.length < 5) return;
	const stem = key.slice(0, Math.max(4, key.length - 3));
	eachKey(index, stem, wants, function (other, terms) {
		let shared = stem.length;
		while (shared < key.length && shared < other.length && key[shared] === other[shared]) shared++;
		const ends = Math.max(key.length, other.length) - shared;
		if (ends <= 3 && shared >= 4 && shared >= ends * 2) add(terms, other, WEIGHT.inflection - 0.1 * ends);
	});
}

/** Arabic words of one root: alike without their long vowels, but for an ending
 * and for a conjunction or preposition before them. */
function rooted(index, key, wants, add) {
	if (index.script !== "Arab" || key.length < 4) return;
	const forms = CLITICS.test(key) ? [key, key.slice(1)] : [key];
	for (const form of forms) {
		const wanted = bones(form);
		if (wanted.length < 3) continue;
		eachKey(index, form[0], wants, function (other, terms) {
			const b = bones(other);
			let shared = 0;
			while (shared < b.length && b[shared] === wanted[shared]) shared++;
			if (shared >= 3 && b.length - shared <= 1 && wanted.length - shared <= 2) add(terms, other, WEIGHT.inflection - 0.1 * (b.length + wanted.length - 2 * shared));
		});
	}
}

const PARTICIPLE = /^(ab|an|auf|aus|bei|durch|ein|fest|mit|nach|unter|vor|weg|zu|zuruck)?ge(....+)$/;

/** German participles by their verb: "gedolmetscht", "abgeschoben". */
function participle(index, key, wants, add) {
	const m = index.umlauts && PARTICIPLE.exec(key);
	if (!m) return;
	const verb = (m[1] || "") + m[2];
	inflected(index, verb, wants, add);
	mistyped(index, verb, wants, add);
}

/** A long word taken apart into two that the index has. */
function parts(index, key, wants, add) {
	if (!index.umlauts || key.length < 8) return;
	for (let i = key.length - 4; i >= 4; i--) {
		const tail = termsOf(index, key.slice(i), new Set());
		if (!tail || !tail.length) continue;
		for (const linker of ["", "s", "n", "es", "en"]) {
			if (!key.slice(0, i).endsWith(linker)) continue;
			const head = termsOf(index, key.slice(0, i - linker.length), wants);
			if (!head || !head.length) continue;
			add(head, key.slice(0, i - linker.length), WEIGHT.part);
			add(tail, key.slice(i), WEIGHT.part);
			return;
		}
	}
}

/** Words that differ by one letter from four letters on, by two from eight. */
function mistyped(index, key, wants, add) {
	const most = key.length >= 8 ? 2 : key.length >= 4 ? 1 : 0;
	if (!most) return;
	let nearest = most;
	const near = [];
	eachKey(index, key[0], wants, function (other, terms) {
		if (!terms.length || other.length < 3) return;
		const distance = edits(key, other, nearest);
		if (distance > nearest) return;
		nearest = Math.max(1, distance);
		near.push({ terms, other, distance });
	});
	const swapped = key[1] + key[0] + key.slice(2);
	const terms = termsOf(index, swapped, wants);
	if (terms) near.push({ terms, other: swapped, distance: 1 });
	for (const n of near) if (n.distance <= nearest) add(n.terms, n.other, n.distance > 1 ? WEIGHT.typos : WEIGHT.typo);
}

/** A word in Latin letters on a site in another script, by its sound; and a
 * German word in Arabic letters by its consonants. */
function sounded(index, key, wants, add) {
	if (index.script === "Latn") {
		if (/[\u0600-\u06ff]/.test(key)) likeGerman(index, key, wants, add);
		return;
	}
	if (!SOUNDS[index.script] || !/^[a-z0-9]+$/.test(key)) return;
	const word = inScript(index.script, key);
	if (word.length < 3) return;
	const same = index.script === "Arab" ? bones : function (w) { return w; };
	const wanted = same(word);
	if (wanted.length < 2) return;
	eachKey(index, word[0], wants, function (other, terms) {
		if (same(other) === wanted || (index.script !== "Arab" && word.length > 4 && edits(word, other, 1) < 2)) add(terms, other, WEIGHT.sound);
	});
}

/** Consonants as Arabic letters give those of a German word. */
const CONSONANTS = {
	"ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "k", "چ": "s", "ح": "", "خ": "", "د": "d", "ذ": "d", "ض": "d", "ر": "r", "ز": "s", "س": "s",
	"ش": "s", "ص": "s", "ظ": "s", "ع": "", "غ": "k", "گ": "k", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "", "و": "", "ي": "", "ا": "",
};
const FIRST = { b: "bp", t: "t", d: "d", k: "gkcq", s: "sz", f: "fvw", r: "r", l: "l", m: "m", n: "n" };

/** The consonants of a German word, alike ones as one. */
function consonants(word) {
	return word.replace(/sch/g, "s").replace(/ph/g, "f").replace(/[aeiouyjhw]/g, "").replace(/v/g, "f").replace(/[gcq]/g, "k").replace(/z/g, "s").replace(/p/g, "b").replace(/(.)\1+/g, "$1");
}

function likeGerman(index, key, wants, add) {
	let wanted = "";
	for (const c of key) wanted += CONSONANTS[c] || "";
	wanted = wanted.replace(/(.)\1+/g, "$1");
	if (wanted.length < 3) return;
	for (const first of FIRST[wanted[0]] || "") {
		eachKey(index, first, wants, function (other, terms) {
			if (consonants(other) === wanted) add(terms, other, WEIGHT.sound);
		});
	}
}

// --- ranking: as bleve's BM25, see internal/search/index.go ---

const K1 = 1.2;
const B = 0.75;

/**
 * Scores documents by the meanings of each word. A document counts, for each
 * word, its best meaning. Of each document: the sum, which words it has (a bit
 * each; a query has at most 30), and how sure they are.
 * @returns {{sum: Float64Array, seen: Int32Array, sure: Float32Array}}
 */
function score(index, wordMeanings, wants) {
	const average = Math.ceil(index.total / index.documents); // rounded up, as bleve does
	const sum = new Float64Array(index.documents);
	const seen = new Int32Array(index.documents);
	const sure = new Float32Array(index.documents);
	const best = new Float64Array(index.documents);
	const weight = new Float32Array(index.documents);
	wordMeanings.forEach(function (list, word) {
		const touched = [];
		let omitted = 0;
		for (const m of list) {
			const postings = postingsOf(index, m.term, wants);
			if (!postings) continue;
			omitted += postings.omitted;
			postings.documents.forEach(function (document, i) {
				const tf = Math.sqrt(postings.frequencies[i]);
				const part = ((tf * K1) / (tf + K1 * (1 - B + (B * postings.lengths[i]) / average))) * m.weight;
				if (!weight[document]) touched.push(document);
				if (part > best[document]) best[document] = part;
				if (m.weight > weight[document]) weight[document] = m.weight;
			});
		}
		// What a word may mean counts as one term: else the rarest guess would weigh most.
		const frequency = Math.min(index.documents, touched.length + omitted);
		const idf = Math.log(1 + (index.documents - frequency + 0.5) / (frequency + 0.5));
		for (const document of touched) {
			sum[document] += best[document] * idf;
			sure[document] += Math.min(1, weight[document]);
			seen[document] |= 1 << word;
			best[document] = weight[document] = 0;
		}
	});
	return { sum, seen, sure };
}

/** How many bits of a number are set. */
function bits(n) {
	let count = 0;
	for (; n; n &= n - 1) count++;
	return count;
}

/** Documents by score, as bleve ranks them: for tests. */
function rankDocuments(index, keys) {
	const wants = new Set();
	const lists = keys.map(function (key) {
		return termsOf(index, key, wants).map(function (term) { return { term, key, weight: 1 }; });
	});
	const list = [];
	const { sum, seen } = score(index, lists, wants);
	seen.forEach(function (words, document) {
		if (words) list.push({ document, score: (sum[document] * bits(words)) / keys.length / Math.sqrt(keys.length) });
	});
	return list.sort(function (a, b) { return b.score - a.score || a.document - b.document; });
}

/**
 * Searches. Where hits depend on files that are not loaded, their names are in
 * wants: load them and ask again.
 * @returns {{hits: Hit[], wants: string[], keys: string[], instead: {typed: string, used: string}[]}}
 */
function search(index, query, most) {
	const wants = new Set();
	const keys = [];
	const instead = [];
	const lists = [];
	const cited = citation(index, query, wants);
	if (cited) lists.push([{ term: cited.term, key: cited.key, weight: WEIGHT.citation }]);
	const typed = cited ? cited.rest : words(query).map(function (w) { return w.text; });
	const open = !/[\s.,;:!?؟]$/.test(query); // the last word may go on
	joined(index, typed, wants).forEach(function (word, i, all) {
		const known = lists.length < 30 && meanings(index, word, open && i === all.length - 1, wants);
		if (!known) return;
		const list = likeliest(index, known);
		lists.push(list);
		for (const m of list) keys.push(m.key);
		const sure = list.reduce(function (w, m) { return Math.max(w, m.weight); }, 0);
		if (list.length && (sure === WEIGHT.typo || sure === WEIGHT.typos)) {
			instead.push({ typed: word, used: list.find(function (m) { return m.weight === sure; }).key });
		}
	});
	if (index.lists && wants.size) return { hits: [], wants: [...wants], keys, instead }; // not yet known what is likeliest
	const scores = score(index, lists, wants);
	return { hits: wants.size ? [] : pagesOf(index, scores, lists.length).slice(0, most), wants: [...wants], keys, instead };
}

/** Puts together words that somebody typed apart: "aufenthalts erlaubnis". */
function joined(index, list, wants) {
	const out = [];
	for (let i = 0; i < list.length; i++) {
		if (i + 1 < list.length && list[i].length > 2 && list[i + 1].length > 2) {
			const one = termsOf(index, fold(index, list[i] + list[i + 1]), wants);
			if ((one && one.length) || soundsLikeOne(index, list[i] + list[i + 1], wants)) {
				out.push(list[i] + list[++i]);
				continue;
			}
		}
		out.push(list[i]);
	}
	return out;
}

/** Whether two words in Arabic letters are one in German: "فراون هاوس". */
function soundsLikeOne(index, word, wants) {
	let any = false;
	if (index.script === "Latn" && /[\u0600-\u06ff]/.test(word)) likeGerman(index, fold(index, word), wants, function () { any = true; });
	return any;
}

/**
 * @typedef {{page: number, document: number, score: number, sure: number}} Hit
 * A page, its best document (the page itself or a section), and how sure the
 * words of the query are met, from 0 to 1.
 */

/** What the page itself counts beside its best section: its many keywords make
 * it long, and BM25 takes words of long texts for less. */
const OWN = 2.5;

/** What pages that only lead to others count beside those: home, guide,
 * handouts. */
const LEADING = 0.4;

/** Pages by the score of the page itself and its best section. */
function pagesOf(index, scores, count) {
	const { sum, seen, sure } = scores;
	const hits = [];
	for (let page = 0; page < index.firstOf.length; page++) {
		const first = index.firstOf[page];
		const end = page + 1 < index.firstOf.length ? index.firstOf[page + 1] : index.documents;
		let section = -1;
		let words = 0;
		let surest = 0;
		for (let document = first; document < end; document++) {
			if (!seen[document]) continue;
			words |= seen[document];
			surest = Math.max(surest, sure[document]);
			if (document > first && (section < 0 || sum[document] * bits(seen[document]) > sum[section] * bits(seen[section]))) section = document;
		}
		if (!words) continue;
		const own = sum[first] * OWN;
		const best = section < 0 ? 0 : sum[section];
		const more = section < 0 ? -1 : bits(seen[section]) - bits(seen[first]);
		hits.push({
			page,
			document: more > 0 || (more === 0 && best > own) ? section : first,
			score: (own + best) * Math.sqrt(bits(words) / count) * (index.leading.includes(page) ? LEADING : 1),
			sure: surest / count,
		});
	}
	return hits.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
}

/**
 * Asks several indexes, the reader's language first. A page stands once, in
 * the first language that is as sure of it; surer hits come first, of equally
 * sure ones those in the reader's language.
 * @param {{lang: string, index: object}[]} list
 */
function searchAll(list, query, most) {
	const results = list.map(function (l) { return search(l.index, query, most); });
	const wants = [];
	const hits = [];
	results.forEach(function (r, order) {
		for (const name of r.wants) wants.push({ lang: list[order].lang, name });
		for (const hit of r.hits) hits.push(Object.assign({ lang: list[order].lang, order, keys: r.keys }, hit));
	});
	if (wants.length) return { hits: [], wants, instead: [] };
	hits.sort(function (a, b) { return tier(b) - tier(a) || a.order - b.order || b.score - a.score; });
	const seen = new Set();
	const once = hits.filter(function (h) { return !seen.has(h.page) && seen.add(h.page); });
	const first = once.length ? results[once[0].order] : results[0];
	return { hits: once.slice(0, most), wants, instead: first.instead };
}

function tier(hit) {
	return hit.sure >= 0.85 ? 2 : hit.sure >= 0.4 ? 1 : 0;
}

// --- snippets ---

/** Whether a word of a text is one that was searched. */
function isMatch(index, word, keys) {
	const key = fold(index, word);
	return keys.some(function (k) { return k === key || (k.length > 4 && key.includes(k)); });
}

/**
 * Cuts the part of a text where most of the searched words stand.
 * @returns {{text: string, match: boolean}[]} pieces, those that match marked
 */
function snippet(index, text, keys, length) {
	const list = words(text);
	const matches = list.filter(function (w) { return isMatch(index, w.text, keys); });
	let from = 0;
	let most = 0;
	for (const m of matches) {
		const inside = matches.filter(function (o) { return o.start >= m.start && o.end <= m.start + length; }).length;
		if (inside > most) {
			most = inside;
			from = m.start;
		}
	}
	const begins = list.filter(function (w) { return w.start <= Math.max(0, from - 40); }).pop();
	const start = from < 60 || !begins ? 0 : begins.start;
	const ends = list.filter(function (w) { return w.end <= start + length; }).pop();
	const end = text.length <= start + length || !ends ? Math.min(text.length, start + length) : ends.end;
	const pieces = [];
	let at = start;
	function put(to, match) {
		if (to > at) pieces.push({ text: text.slice(at, to).replace(/\s+/g, " "), match });
		at = to;
	}
	if (start > 0) pieces.push({ text: "… ", match: false });
	for (const m of matches) {
		if (m.start < start || m.end > end) continue;
		put(m.start, false);
		put(m.end, true);
	}
	put(end, false);
	if (end < text.length) pieces.push({ text: " …", match: false });
	return pieces;
}

export { words, fold, numbers, openIndex, addFile, rankDocuments, search, searchAll, snippet, edits };
