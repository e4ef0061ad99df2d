// What is kept on the device, as the page that keeps it and the worker that
// serves it both see it.
//
// An edition of a language is one cache of the browser. It holds two things:
// the pack, which is all files one after the other, and the record, which says
// what is in the pack. The record is put last, when everything has been
// checked: a cache without one is what an interruption left, and nothing of it
// is ever shown. So there is no instant in which half an edition is there.

/** @typedef {{ name: string, lang: string, edition: string, date: string, since: string, turn: number,
 *   changed: ?{ day: string, pages: number, titles: string[] }, before: Object<string, string>,
 *   files: Array<[string, number, string]> }} Kept */

/** The start of the names of our caches: other sites may share the host. */
function cachePrefix(root) {
	return "beistand " + new URL(root).pathname + " ";
}

function cacheName(root, lang, edition) {
	return cachePrefix(root) + lang + " " + edition;
}

function recordURL(root) {
	return root + "offline/record";
}

function packURL(root) {
	return root + "offline/pack";
}

/** The record of a cache, or null when it has none.
 * @returns {Promise<?Kept>} */
async function recordOf(root, name) {
	if (!await caches.has(name)) return null;
	const cache = await caches.open(name);
	const response = await cache.match(recordURL(root));
	if (!response) return null;
	try {
		return Object.assign(await response.json(), { name: name });
	} catch (error) {
		return null; // the device stopped while the record was being written
	}
}

/** All editions that are there, the newest of a language first.
 * @returns {Promise<Kept[]>} */
async function keptEditions(root) {
	const names = (await caches.keys()).filter(function (name) { return name.startsWith(cachePrefix(root)); });
	const records = await Promise.all(names.map(function (name) { return recordOf(root, name); }));
	return records.filter(Boolean).sort(function (a, b) { return b.turn - a.turn; });
}

/** The newest edition of a language. */
function newestOf(editions, lang) {
	return editions.find(function (e) { return e.lang === lang; });
}
