// The same pages for Eleventy: see eleventy.go.

/** Headings have the ids that stand behind them: "## Who {#who}". */
function ids(md) {
	md.core.ruler.push("ids", function (state) {
		state.tokens.forEach(function (token, i) {
			const inline = token.type === "heading_open" && state.tokens[i + 1];
			const last = inline && inline.children.at(-1);
			const id = last && /\s*\{#([\w-]+)\}$/.exec(last.content);
			if (!id) return;
			token.attrSet("id", id[1]);
			last.content = last.content.slice(0, id.index);
		});
	});
}

export default function (config) {
	config.amendLibrary("md", ids);
	config.addGlobalData("layout", "page.11ty.cjs");
	return { dir: { input: "content", includes: "../_includes", data: "../_data" }, markdownTemplateEngine: false };
}
