// The service worker of those who keep a language on their device; nobody else
// has it. It shows what is kept, and lets everything else pass.
//
// Two editions are never mixed: a page that was opened with one gets its
// scripts and its search from the same, also after a newer one came, until the
// page is closed.

const root = self.registration.scope;

/** Pages just opened, by id: the browser does not list them yet. */
const opening = new Map();
const OPENING = 60000;

/** Which edition answers is decided one request after the other, and never
 * while a new edition takes over. */
let turn = Promise.resolve();
function inTurn(work) {
	const done = turn.then(work);
	turn = done.catch(function () {});
	return done;
}

self.addEventListener("fetch", function (event) {
	const url = new URL(event.request.url);
	if (event.request.method !== "GET" || !(url.origin + url.pathname).startsWith(root)) return;
	const opens = event.request.mode === "navigate";
	if (event.request.cache === "no-store" && !opens) return; // keep.js loads a new edition
	const path = pathBelow(url);
	event.respondWith(opens ? openPage(event, path) : fetchPart(event, path));
});

/** The path of an address below the root of the site. */
function pathBelow(url) {
	return decodeURIComponent(url.pathname.slice(new URL(root).pathname.length));
}

/** A page: from what is kept of its language, else from the network. */
async function openPage(event, path) {
	const kept = await inTurn(async function () {
		const editions = await keptEditions(root);
		await sweep(editions);
		const own = newestOf(editions, path.split("/")[0]);
		if (own && hasPage(own, path)) opening.set(event.resultingClientId, { name: own.name, at: Date.now() });
		return { own: own, any: own || editions[0] };
	});
	if (kept.own && hasPage(kept.own, path)) {
		if (indexOf(kept.own, path) < 0 && !path.endsWith("/")) return Response.redirect(root + path + "/");
		const response = await read(kept.own, path);
		if (response) return response;
	}
	try {
		return await fetch(event.request);
	} catch (error) {
		if (!kept.any) throw error;
		const chooser = path === "" && await read(kept.any, "");
		return chooser || Response.redirect(root + kept.any.lang + "/offline/not-kept.html");
	}
}

/** A style, a script or a file of the search: from the edition of its page. */
async function fetchPart(event, path) {
	const client = event.clientId && await self.clients.get(event.clientId);
	const edition = client && await inTurn(async function () { return editionOf(await keptEditions(root), client); });
	if (edition) {
		const response = await read(edition, path);
		if (response) return response;
		// The network may have a newer edition, which does not go with this page.
		if (/^(assets|search)\//.test(path)) return Response.error();
	}
	try {
		return await fetch(event.request);
	} catch (error) {
		// Only the page that leads to the languages is shown without being of one.
		const any = path.startsWith("assets/") && (await keptEditions(root)).find(function (e) { return indexOf(e, path) >= 0; });
		const response = any && await read(any, path);
		if (response) return response;
		throw error;
	}
}

/** The edition with which a page was opened; none if it came from the network. */
function editionOf(editions, client) {
	const path = pathBelow(new URL(client.url));
	const newest = newestOf(editions, path.split("/")[0]);
	const before = newest && newest.before[client.id];
	if (before) return editions.find(function (e) { return e.name === before; });
	return newest && hasPage(newest, path) ? newest : null;
}

/** Where a file stands in the list of an edition; -1 when it is not in it. */
function indexOf(edition, path) {
	const name = path === "" || path.endsWith("/") ? path + "index.html" : path;
	return edition.files.findIndex(function (f) { return f[0] === name; });
}

function hasPage(edition, path) {
	return indexOf(edition, path) >= 0 || indexOf(edition, path + "/") >= 0;
}

const types = {
	html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8",
	svg: "image/svg+xml", png: "image/png", ico: "image/x-icon", json: "application/json", txt: "text/plain; charset=utf-8",
};

/** A file of an edition, cut out of its pack; null when it is not in it. */
async function read(edition, path) {
	const at = indexOf(edition, path);
	if (at < 0 || !await caches.has(edition.name)) return null;
	const pack = await (await caches.open(edition.name)).match(packURL(root));
	if (!pack) return null;
	let start = 0;
	for (let i = 0; i < at; i++) start += edition.files[i][1];
	const name = edition.files[at][0];
	const type = types[name.slice(name.lastIndexOf(".") + 1)] || "application/octet-stream";
	const part = (await pack.blob()).slice(start, start + edition.files[at][1], type);
	return new Response(part, { headers: { "Content-Type": type, "Cache-Control": "no-store" } });
}

/** A page has put a pack into a cache and asks for it to count from now on. */
self.addEventListener("message", function (event) {
	const port = event.ports[0];
	event.waitUntil(inTurn(function () { return takeOver(event.data); }).then(
		function () { port.postMessage("done"); },
		function (error) { port.postMessage(error.name); }
	));
});

/** @param {Kept} record of the new edition */
async function takeOver(record) {
	const editions = await keptEditions(root);
	const newest = newestOf(editions, record.lang);
	const cache = await caches.open(record.name);
	if (!await cache.match(packURL(root))) throw new Error("sw: the pack is gone");
	record.turn = newest ? newest.turn + 1 : 1;
	record.before = {};
	if (newest) {
		for (const id of await openPages()) record.before[id] = newest.before[id] || newest.name;
	}
	await cache.put(recordURL(root), new Response(JSON.stringify(record)));
}

/** The ids of the pages that are open or about to be. */
async function openPages() {
	const ids = (await self.clients.matchAll()).map(function (client) { return client.id; });
	for (const [id, opened] of opening) {
		if (ids.includes(id) || Date.now() - opened.at > OPENING) opening.delete(id);
		else ids.push(id);
	}
	return ids;
}

/** Deletes editions that no open page was opened with. */
async function sweep(editions) {
	const old = editions.filter(function (e) { return e !== newestOf(editions, e.lang); });
	if (!old.length) return;
	const open = await openPages();
	for (const e of old) {
		const before = newestOf(editions, e.lang).before;
		if (!open.some(function (id) { return before[id] === e.name; })) await caches.delete(e.name);
	}
}
