package beistand

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"beistand/internal/sitetest"
)

// oldest are the oldest browsers that the site is written for: a WebView of
// late 2021, the base of Tor Browser 12, iOS 15.4.
var oldest = []api.Engine{
	{Name: api.EngineChrome, Version: "96"},
	{Name: api.EngineFirefox, Version: "102"},
	{Name: api.EngineSafari, Version: "15.4"},
}

// scripts are the scripts as they are written, and as they are published.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	dir := filepath.Join(sitetest.ProjectDir(t), "assets")
	err := fs.WalkDir(os.DirFS(dir), "js", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".js") {
			return err
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		all["assets/"+name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files := sitetest.BuildProject(t)
	for _, name := range files.Paths() {
		if strings.HasSuffix(name, ".js") {
			all["public/"+name] = string(files[name])
		}
	}
	return all
}

// transform is what esbuild makes of a file.
func transform(t *testing.T, name, content string, o api.TransformOptions) string {
	t.Helper()
	r := api.Transform(content, o)
	for _, e := range append(r.Errors, r.Warnings...) {
		t.Errorf("%s: %s", name, e.Text)
	}
	return string(r.Code)
}

// TestScriptSyntax: a script holds nothing that JavaScript has got since 2017.
// esbuild would write it in other words, and writes none.
func TestScriptSyntax(t *testing.T) {
	for name, content := range scripts(t) {
		as := transform(t, name, content, api.TransformOptions{Target: api.ESNext})
		if old := transform(t, name, content, api.TransformOptions{Target: api.ES2017}); old != as {
			t.Errorf("%s has syntax newer than ES2017: %s", name, firstDifference(as, old))
		}
	}
}

// TestStyleSyntax: the styles hold nothing that esbuild would have to write in
// other words for the oldest browsers.
func TestStyleSyntax(t *testing.T) {
	for name, content := range styles(t) {
		as := transform(t, name, content, api.TransformOptions{Loader: api.LoaderCSS, Target: api.ESNext})
		if old := transform(t, name, content, api.TransformOptions{Loader: api.LoaderCSS, Engines: oldest}); old != as {
			t.Errorf("%s has something newer than the oldest browsers: %s", name, firstDifference(as, old))
		}
	}
}

func styles(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	files := sitetest.BuildProject(t)
	for _, name := range files.Paths() {
		if strings.HasSuffix(name, ".css") {
			all["public/"+name] = string(files[name])
		}
	}
	return all
}

// firstDifference is the first line of one text that differs in the other.
func firstDifference(a, b string) string {
	other := strings.Split(b, "\n")
	for i, line := range strings.Split(a, "\n") {
		if i >= len(other) || line != other[i] {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// newer are names that some of the oldest browsers lack, by MDN's compatibility
// data. A script that looks for one before it uses it may.
var newer = regexp.MustCompile(`\b(?:structuredClone|findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy|fromAsync|` +
	`withResolvers|isWellFormed|toWellFormed|canParse|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|` +
	`Segmenter|DurationFormat|URLPattern|CompressionStream|DecompressionStream|CloseWatcher|requestIdleCallback|userAgentData|` +
	`checkVisibility|showPopover|hidePopover|togglePopover|showPicker|startViewTransition|scrollend|onscrollend|` +
	`setHTML|setHTMLUnsafe|parseHTMLUnsafe|getHTML|moveBefore|adoptedStyleSheets|trustedTypes|storageBuckets)\b`)

// TestScriptNames: a script uses nothing that the oldest browsers lack, unless
// it looks whether it is there.
func TestScriptNames(t *testing.T) {
	for name, content := range scripts(t) {
		if strings.HasPrefix(name, "public/search/") {
			continue // data
		}
		code := transform(t, name, content, api.TransformOptions{}) // without comments
		for _, found := range newer.FindAllString(code, -1) {
			looks := regexp.MustCompile(`"` + found + `" in |(?:if \(|&& |\|\| |typeof )[\w.]*\b` + found + `\b| [\w.]*` + found + ` (?:&&|\?) `)
			if !looks.MatchString(code) {
				t.Errorf("%s uses %s, which some browsers lack", name, found)
			}
		}
	}
}

// newerStyle is what makes the oldest browsers drop a whole rule.
var newerStyle = regexp.MustCompile(`:has\(|:dir\(|:modal|:popover-open|:user-(?:in)?valid|@container|@layer|@scope|@starting-style|@property|&`)

// newerValue is what makes them drop a declaration that the page needs.
var newerValue = regexp.MustCompile(`color-mix\(|light-dark\(|ok(?:lab|lch)\(|subgrid|\d[dsl]v[hwib]\b|[;{](?:translate|rotate|scale):|content:"[^"]*"/`)

// TestStyleNames: what the oldest browsers do not know stands within @supports,
// or behind a declaration of the same property that they do know.
func TestStyleNames(t *testing.T) {
	for name, content := range styles(t) {
		plain := withoutSupports(content)
		for _, found := range newerStyle.FindAllString(plain, -1) {
			t.Errorf("%s: %s outside of @supports", name, found)
		}
		for _, at := range newerValue.FindAllStringIndex(plain, -1) {
			found := plain[at[0]:at[1]]
			start := strings.LastIndexAny(plain[:at[0]+1], "{;") + 1
			property, _, _ := strings.Cut(plain[start:], ":")
			rule := plain[strings.LastIndexByte(plain[:start], '{')+1 : start]
			if !strings.Contains(";"+rule, ";"+property+":") {
				t.Errorf("%s: %s without a %s for the oldest browsers before it", name, found, property)
			}
		}
	}
}

// withoutSupports takes the blocks of @supports out of a style sheet.
func withoutSupports(css string) string {
	for {
		start := strings.Index(css, "@supports")
		if start < 0 {
			return css
		}
		depth, end := 0, start
		for ; end < len(css); end++ {
			if css[end] == '{' {
				depth++
			}
			if css[end] == '}' {
				if depth--; depth == 0 {
					break
				}
			}
		}
		css = css[:start] + css[min(end+1, len(css)):]
	}
}
