// Keeping a language on the device, for those who ask. Everything is loaded
// and checked first; only then anything is stored, and the worker registered.

const area = document.querySelector("[data-keep-area]");
if (area && able()) showKeeping(area);

function able() {
	return "serviceWorker" in navigator && "caches" in window && window.isSecureContext && Boolean(window.crypto && crypto.subtle);
}

/** Why keeping failed; the page has words for each. */
class KeepError extends Error {
	/** @param {"network" | "damaged" | "space" | "other"} why */
	constructor(why) {
		super("keep: " + why);
		this.why = why;
	}
}

function showKeeping(area) {
	const words = area.dataset;
	const root = new URL(words.root, location.href).href;
	const lang = document.documentElement.lang;
	const keepButton = area.querySelector("[data-keep]");
	const removeButton = area.querySelector("[data-remove]");
	const state = area.querySelector("[data-kept]");
	const bar = area.querySelector("[data-keep-progress]");
	const status = area.querySelector("[data-keep-status]");

	area.querySelector("[data-keep-unable]").hidden = true;
	show().catch(failed);

	keepButton.addEventListener("click", function () {
		during(async function () {
			if (await keep(root, lang, progress)) await again();
		}).then(function () { say(words.newest); }).catch(failed);
	});
	removeButton.addEventListener("click", function () {
		during(function () { return remove(root, lang); }).then(function () { say(words.removed); }).catch(failed);
	});

	/** Shows what is kept. */
	async function show() {
		await tidy(root);
		const kept = newestOf(await keptEditions(root), lang);
		keepButton.querySelector("[data-first]").hidden = Boolean(kept);
		keepButton.querySelector("[data-again]").hidden = !kept;
		keepButton.hidden = false;
		removeButton.hidden = !kept;
		state.hidden = !kept;
		state.replaceChildren();
		if (!kept) return;
		line(words.keptSince.replace("{since}", day(kept.since)).replace("{edition}", day(kept.date)));
		if (!kept.changed) return;
		line(words.changed.replace("{date}", day(kept.changed.day)).replace("{n}", kept.changed.pages));
		const list = document.createElement("ul");
		for (const title of kept.changed.titles) {
			const item = document.createElement("li");
			item.dir = "auto";
			item.textContent = title;
			list.append(item);
		}
		if (list.children.length) state.append(list);
	}

	function line(text) {
		const p = document.createElement("p");
		p.textContent = text;
		state.append(p);
	}

	/** Shows that work is being done, and afterwards what is kept then. */
	async function during(work) {
		keepButton.disabled = removeButton.disabled = true;
		say("");
		try {
			await work();
		} finally {
			keepButton.disabled = removeButton.disabled = false;
			bar.hidden = true;
			await show();
		}
	}

	/** Shows the page out of what is kept, so that all of it is of one edition.
	 * Until it comes, this one shows and takes nothing more. */
	function again() {
		location.reload();
		return new Promise(function () {});
	}

	/** @param {number} share of what is to be loaded; 1 means that it is being checked */
	function progress(share) {
		bar.hidden = false;
		bar.value = share;
		say(share < 1 ? words.loading.replace("{n}", Math.floor(share * 100)) : words.checking);
	}

	function failed(error) {
		console.warn(error);
		const why = { network: words.failedNetwork, damaged: words.failedDamaged, space: words.failedSpace }[error.why] || words.failedOther;
		say(why + " " + (state.hidden ? words.nothingKept : words.oldStays));
	}

	function say(text) {
		status.textContent = text;
	}
}

/** A day as the language writes it.
 * @param {string} date as 2026-11-23 */
function day(date) {
	const parts = date.split("-").map(Number);
	return area.dataset.date.replace("{day}", parts[2]).replace("{month}", area.dataset.months.split("|")[parts[1] - 1]).replace("{year}", parts[0]);
}

function today() {
	return new Date().toISOString().slice(0, 10);
}

/** Does the work when no other tab does such work. */
function alone(root, work, options) {
	if (!navigator.locks) return work(true);
	return navigator.locks.request(cachePrefix(root), options || {}, work);
}

/** Loads the newest edition and puts it in place of the one that is kept.
 * @param {(share: number) => void} progress
 * @returns {Promise<boolean>} whether there was a newer one */
function keep(root, lang, progress) {
	return alone(root, async function () {
		progress(0);
		const list = await loadList(root, lang);
		const old = newestOf(await keptEditions(root), lang);
		if (old && old.edition === list.edition) return false;
		const bytes = await loadFiles(root, list, progress);
		progress(1);
		await check(list, bytes);
		await store(root, lang, list, bytes, old);
		return true;
	});
}

async function loadList(root, lang) {
	const response = await load(root + "offline/" + lang + ".json");
	let list;
	try {
		list = JSON.parse(new TextDecoder().decode(await bytesOf(response)));
	} catch (error) {
		throw error.why ? error : new KeepError("damaged");
	}
	if (!list || list.format !== 1 || !Array.isArray(list.files) || !list.edition) throw new KeepError("damaged");
	return list;
}

/** How long we wait for the next bytes: in a tunnel a connection does not end, it falls silent. */
const PATIENCE = 45000;

async function load(url) {
	const abort = new AbortController();
	const timer = setTimeout(function () { abort.abort(); }, PATIENCE);
	try {
		const response = await fetch(url, { cache: "no-store", credentials: "omit", signal: abort.signal });
		if (!response.ok) throw new Error(url + ": " + response.status);
		return response;
	} catch (error) {
		throw new KeepError("network");
	} finally {
		clearTimeout(timer);
	}
}

/** The bytes of a response, told as they come. */
async function bytesOf(response, tell) {
	const reader = response.body.getReader();
	const parts = [];
	for (;;) {
		let timer;
		const silence = new Promise(function (resolve, reject) { timer = setTimeout(reject, PATIENCE); });
		try {
			const part = await Promise.race([reader.read(), silence]);
			if (part.done) break;
			parts.push(part.value);
			if (tell) tell(part.value.length);
		} catch (error) {
			reader.cancel().catch(function () {});
			throw new KeepError("network");
		} finally {
			clearTimeout(timer);
		}
	}
	return join(parts);
}

function join(parts) {
	const all = new Uint8Array(parts.reduce(function (sum, part) { return sum + part.length; }, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

/** All files of the list, one after the other: out of the pack, or each by
 * itself where the browser cannot open a pack. */
async function loadFiles(root, list, progress) {
	let done = 0;
	if ("DecompressionStream" in window) {
		const packed = await bytesOf(await load(root + list.pack), function (n) {
			done += n;
			progress(Math.min(done / list.size, 0.99));
		});
		try {
			const opened = new Response(packed).body.pipeThrough(new DecompressionStream("gzip"));
			return new Uint8Array(await new Response(opened).arrayBuffer());
		} catch (error) {
			throw new KeepError("damaged");
		}
	}
	const parts = new Array(list.files.length);
	let next = 0;
	async function worker() {
		while (next < parts.length) {
			const i = next++;
			parts[i] = await bytesOf(await load(root + list.files[i][0]));
			done += parts[i].length;
			progress(Math.min(done / list.total, 0.99));
		}
	}
	await Promise.all([worker(), worker(), worker(), worker()]);
	return join(parts);
}

/** Holds every file against its hash. */
async function check(list, bytes) {
	let at = 0;
	for (const [path, size, hash] of list.files) {
		const sum = await crypto.subtle.digest("SHA-256", bytes.subarray(at, at + size));
		const hex = Array.from(new Uint8Array(sum), function (b) { return b.toString(16).padStart(2, "0"); }).join("");
		if (hex !== hash) {
			console.warn("keep: " + path + " is not what the list says");
			throw new KeepError("damaged");
		}
		at += size;
	}
	if (at !== bytes.length) throw new KeepError("damaged");
}

/** Stores what was checked beside what is kept; the worker then switches. */
async function store(root, lang, list, bytes, old) {
	const record = {
		name: cacheName(root, lang, list.edition), lang: lang, edition: list.edition, date: list.date, files: list.files,
		since: old ? old.since : today(), changed: old ? Object.assign({ day: today() }, changes(old.files, list.files)) : null,
	};
	try {
		const cache = await caches.open(record.name);
		await cache.put(packURL(root), new Response(new Blob([bytes])));
		const answer = await ask(await workerOf(root), record);
		if (answer !== "done") throw answer === "QuotaExceededError" ? { name: answer } : new KeepError("other");
	} catch (error) {
		await caches.delete(record.name);
		await leaveIfEmpty(root);
		throw error.name === "QuotaExceededError" ? new KeepError("space") : error;
	}
}

/** The worker, registered now if it is not yet. */
async function workerOf(root) {
	const registration = await navigator.serviceWorker.register(new URL(area.dataset.worker, location.href).href, { scope: root });
	const worker = registration.active || registration.waiting || registration.installing;
	while (worker.state !== "activated" && worker.state !== "redundant") {
		await new Promise(function (resolve) { worker.addEventListener("statechange", resolve, { once: true }); });
	}
	if (!registration.active) throw new KeepError("other");
	return registration.active;
}

function ask(worker, message) {
	return new Promise(function (resolve) {
		const channel = new MessageChannel();
		channel.port1.onmessage = function (event) { resolve(event.data); };
		worker.postMessage(message, [channel.port2]);
	});
}

/** Which pages say something else than before: those whose text differs, and
 * those that are new or gone. */
function changes(before, after) {
	const was = new Map(before.filter(isPage).map(function (f) { return [f[0], f]; }));
	const titles = [];
	for (const f of after.filter(isPage)) {
		const old = was.get(f[0]);
		was.delete(f[0]);
		if (!old || old[4] !== f[4]) titles.push(f[3]);
	}
	for (const f of was.values()) titles.push(f[3]);
	return { pages: titles.length, titles: titles.slice(0, 12) };
}

/** Pages have a title and a fingerprint of their text behind the hash. */
function isPage(file) {
	return file.length > 3;
}

/** Removes a language, and the worker with the last one. */
function remove(root, lang) {
	return alone(root, async function () {
		for (const name of await caches.keys()) {
			if (name.startsWith(cacheName(root, lang, ""))) await caches.delete(name);
		}
		await leaveIfEmpty(root);
	});
}

/** Takes the worker away when nothing is kept. */
async function leaveIfEmpty(root) {
	if ((await keptEditions(root)).length) return;
	for (const registration of await navigator.serviceWorker.getRegistrations()) {
		if (registration.scope === root) await registration.unregister();
	}
}

/** Clears away what an interruption left, unless another tab is at work. */
function tidy(root) {
	return alone(root, async function (free) {
		if (!free) return;
		const kept = (await keptEditions(root)).map(function (e) { return e.name; });
		for (const name of await caches.keys()) {
			if (name.startsWith(cachePrefix(root)) && !kept.includes(name)) await caches.delete(name);
		}
		await leaveIfEmpty(root);
	}, { ifAvailable: true });
}
