// The layout of all pages, a function: what is equal on all pages of a language
// is made once.

const map = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => text.replace(/[&<>"]/g, (c) => map[c]);

/** All pages by their address, with the pages below each. */
let tree = null;
function pagesOf(collections) {
	if (tree) return tree;
	tree = new Map();
	for (const p of collections.all) tree.set(p.url, { url: p.url, title: escape(p.data.title), summary: escape(p.data.summary), order: p.data.order, below: [] });
	for (const [url, p] of tree) {
		p.above = tree.get(url.replace(/[^/]+\/$/, ""));
		if (p.above) p.above.below.push(p);
	}
	for (const p of tree.values()) p.below.sort((a, b) => a.order - b.order);
	return tree;
}

const frames = new Map();
function frame(lang, words, langs, home) {
	if (frames.has(lang)) return frames.get(lang);
	const w = words;
	const f = {
		head: `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/site.css">
<script src="/assets/site.js" defer></script>`,
		header: `<a class="skip" href="#content">${w.skip}</a>
<header class="site-header">
<div class="bar">
<a class="quick-exit" data-quick-exit href="https://example.org/weather" rel="nofollow">${w["exit.leave"]}</a>
<a class="brand" href="/${lang}/">Beistand</a>
<a class="to-menu" href="#menu">${w["menu.name"]}</a>`,
		search: `<div class="search" data-search-area>
<form role="search" hidden>
<label class="visually-hidden" for="search">${w["search.label"]}</label>
<input id="search" data-search type="text" inputmode="search" placeholder="${w["search.placeholder"]}" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" role="combobox" aria-expanded="false" aria-controls="hits" aria-autocomplete="list"
 data-search-script="/assets/search.js" data-search-files="/search/" data-search-root="/" data-search-source="de" data-search-languages="${langs.map((l) => l + ":Latn ").join("")}"
 data-found="${w["search.found"]}" data-no-hits="${w["search.no-hits"]}" data-instead="${w["search.instead"]}" data-failed="${w["search.failed"]}">
</form>
<a class="a-z" href="/${lang}/a-z/" aria-label="${w["az.title"]}">${w["search.a-z"]}</a>
<div class="hits-panel">
<p class="hits-status" data-search-status role="status"></p>
<p class="hits-instead" data-search-instead hidden></p>
<ul id="hits" class="hits" data-hits role="listbox" aria-label="${w["search.label"]}" hidden></ul>
</div>
</div>`,
		footer: `<footer class="site-footer">
<nav id="menu" aria-labelledby="menu-title">
<h2 id="menu-title">${w["menu.title"]}</h2>
<ul>
<li><a href="/${lang}/">${w.home}</a></li>
${home.below.map((p) => `<li><a href="${p.url}">${p.title}</a></li>`).join("\n")}
</ul>
</nav>
<p class="fine">${w["footer.no-trace"]}</p>
</footer>`,
		day: new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }),
	};
	frames.set(lang, f);
	return f;
}

exports.render = function ({ page, content, title, collections, words: w, langs, site }) {
	const tree = pagesOf(collections);
	const lang = page.url.split("/")[1];
	const dir = (l) => (l === "ar" ? "rtl" : "ltr");
	const f = frame(lang, w, langs, tree.get(`/${lang}/`));
	const here = tree.get(page.url);
	const rest = page.url.slice(lang.length + 1);
	const above = [];
	for (let p = here.above; p; p = p.above) above.unshift(p);
	const siblings = here.above ? here.above.below : [];
	const at = siblings.indexOf(here);
	const headings = [...content.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)];
	return `<!doctype html>
<html lang="${lang}" dir="${dir(lang)}">
<head>
<title>${w["discreet-title"]}</title>
${f.head}
<link rel="canonical" href="${site}${page.url}">
${langs.map((l) => `<link rel="alternate" hreflang="${l}" href="${site}/${l}${rest}">`).join("\n")}
<link rel="alternate" hreflang="x-default" href="${site}/${langs[0]}${rest}">
</head>
<body class="kind-page">
${f.header}
<details class="language-picker" data-language-picker>
<summary><span class="visually-hidden">${w["languages.choose"]}: </span>${lang}</summary>
<ul>
${langs.map((l) => `<li><a href="/${l}${rest}" hreflang="${l}" lang="${l}" dir="${dir(l)}"${l === lang ? ' aria-current="true"' : ""}>${l}</a></li>`).join("\n")}
</ul>
</details>
</div>
</header>
${f.search}
<main id="content" tabindex="-1">
<nav class="breadcrumbs" aria-label="${w.breadcrumbs}">
<ol>
${above.map((p, i) => `<li><a href="${p.url}">${i ? p.title : w.home}</a></li>`).join("\n")}
</ol>
</nav>
<article>
<header class="page-header">
<h1>${escape(title)}</h1>
</header>
<nav id="TableOfContents"><ul>${headings.map((h) => `<li><a href="#${h[1]}">${h[2]}</a></li>`).join("\n")}</ul></nav>
${content}
<footer class="page-facts" data-notice="review">
<p>${w["law-as-of"].replace("{date}", f.day.format(page.date))} ${w["not-reviewed"]}</p>
<p>${w["no-advice"]}</p>
</footer>
</article>
${here.below.length ? `<nav class="section" aria-labelledby="children-title">
<h2 id="children-title">${w.children}</h2>
<ul class="cards">
${here.below.map((p) => `<li class="card"><a href="${p.url}"><strong>${p.title}</strong> <span>${p.summary}</span></a></li>`).join("\n")}
</ul>
</nav>` : `<nav class="neighbours" aria-label="${w.neighbours}">
${at > 0 ? `<a rel="prev" href="${siblings[at - 1].url}">${siblings[at - 1].title}</a>` : ""}${at + 1 < siblings.length ? `<a rel="next" href="${siblings[at + 1].url}">${siblings[at + 1].title}</a>` : ""}
</nav>`}
</main>
${f.footer}
</body>
</html>
`;
};
