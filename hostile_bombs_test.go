package beistand

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"beistand/internal/content"
)

// repeated is text that repeats a pattern, with the number of the repetition
// for №, up to a size in bytes.
func repeated(pattern string, size int) string {
	var b strings.Builder
	for i := 0; b.Len()+len(pattern) < size; i++ {
		b.WriteString(strings.ReplaceAll(pattern, "№", fmt.Sprint(i)))
	}
	return b.String()
}

// blocks are repeated patterns in blocks as large as may be, with an empty line
// between.
func blocks(pattern string, size int) string {
	block := repeated(pattern, min(15_000, size)) + "\n\n"
	return strings.Repeat(block, max(1, size/len(block)))
}

const whole = 250_000 // bytes: nearly what a file may have

// bombs are inputs that are small to write and dear to read.
var bombs = []struct {
	name, place, input string
	problem            string
}{
	{"quotations in each other", "text", strings.Repeat(">", 10_000) + "a", "stand in each other more than 16 deep"},
	{"quotations in each other, as many as fit", "text", strings.Repeat("> ", whole/2), "bytes without an empty line"},
	{"lists in each other", "text", strings.Repeat("- ", 5_000) + "a", "stand in each other more than 16 deep"},
	{"numbered lists in each other", "text", strings.Repeat("1. ", 4_000) + "a", "stand in each other more than 16 deep"},
	{"definitions in each other", "text", "a\n" + strings.Repeat(": ", 5_000) + "b", "stand in each other more than 16 deep"},
	{"notes in each other", "text", repeated("[^№]: ", 10_000) + "b", "stand in each other more than 16 deep"},
	{"lists and quotations in each other", "text", strings.Repeat("> - ", 3_000) + "a", "stand in each other more than 16 deep"},
	{"lists by indentation", "text", func() string {
		var b strings.Builder
		for i := range 60 {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	}(), "stand in each other more than 16 deep"},
	{"emphasis in each other", "text", strings.Repeat("*a **a ", 1_000) + strings.Repeat("b** b* ", 1_000), "stand in each other more than 16 deep"},
	{"brackets", "text", strings.Repeat("[", 10_000), ""},
	{"stars", "text", strings.Repeat("*", 10_000), ""},
	{"a line of ten megabytes", "text", strings.Repeat("a ", 5_000_000), "bytes, more than"},
	{"a text in one line", "text", strings.Repeat("Arbeit ", whole/7), "bytes without an empty line"},
	{"a word", "text", strings.Repeat("a", 10_000), "a word has more than 100 letters"},
	{"a word in a heading", "text", "## " + strings.Repeat("a", 10_000) + " {#x}", "a word has more than 100 letters"},
	{"a table of many columns", "text", strings.Repeat("|a", 3_000) + "|\n" + strings.Repeat("|-", 3_000) + "|\n", "the table has more than 12 columns"},
	{"a table of many columns and rows", "text", strings.Repeat("|a", 2_000) + "|\n" + strings.Repeat("|-", 2_000) + "|\n" + strings.Repeat("a\n", 3_000), "the table has more than 12 columns"},
	{"a hundred thousand headings", "text", repeated("## A {#a-№}\n\n", 1_600_000), "bytes, more than"},
	{"many headings", "text", repeated("## A {#a-№}\n\n", 20_000), "the text has more than 500 headings"},
	{"many links", "text", blocks("[a](/job) ", 20_000), "the text has more than 1000 links"},
	{"many links by themselves", "text", blocks("<https://a.example> ", 40_000), "the text has more than 1000 links"},
	{"many citations", "text", blocks("§ № HostG, ", 40_000), "the text has more than 1000 links"},
	{"many notes", "text", repeated("[^№]: a\n\n", 10_000), "the text has more than 200 notes"},
	{"one note for many", "text", blocks("a[^1] ", 20_000) + "\n\n[^1]: b\n", "the text has more than 1000 links"},
	{"a long address for many links", "text", "[a]: https://a.example/" + strings.Repeat("x", 14_000) + "\n\n" + blocks("[a] ", 200_000), "the link's address has"},
	{"a long title for many links", "text", "[a]: https://a.example/ \"" + strings.Repeat("x ", 7_000) + "\"\n\n" + blocks("[a] ", 20_000), "the link's title has"},
	{"many mistakes", "text", blocks("[a](/x) ", 7_000), "the file has more than 100 problems"},
	{"many control characters", "text", strings.Repeat("\x01", whole), "the file has more than 100 problems"},
	{"a heap of accents", "text", "a" + strings.Repeat("\u0301", 5_000), "a letter has more than 6 accents"},
	{"a large file", "text", strings.Repeat("a\n\n", 100_000), "bytes, more than"},
	{"a long title", "header", "title = \"" + strings.Repeat("a ", 400) + "\"\n", "the text has 800 characters, more than 500"},
	{"many keywords", "header", "title = \"a\"\nkeywords = [" + repeated("\"k№\", ", 5_000) + "]\n", "items, more than 200"},
	{"many aliases", "meta", "aliases = [" + repeated("\"/k№\", ", 5_000) + "]\n", "items, more than 200"},
	{"lists of TOML in each other", "meta", "order = " + strings.Repeat("[", whole), "stand in each other more than 8 deep"},
	{"tables of TOML in each other", "meta", "order = " + strings.Repeat("{a=", whole/3), "stand in each other more than 8 deep"},
	{"a key with many dots", "meta", strings.Repeat("a.", whole/2) + "a = 1\n", "stand in each other more than 8 deep"},
	{"a table with many dots", "law", "[" + strings.Repeat("a.", whole/3) + "a]\n", "stand in each other more than 8 deep"},
	{"a long key", "meta", strings.Repeat("a", whole) + " = 1\n", "one value has"},
	{"a long key of many tables", "contact", "[" + strings.Repeat("a", 4_000) + "]\n", "one value has"},
	{"a large number", "meta", "order = " + strings.Repeat("9", whole), "one value has"},
	{"a large fraction", "meta", "order = 1." + strings.Repeat("9", whole), "one value has"},
	{"a long text of TOML", "words", "skip = \"" + strings.Repeat("a", 5_000) + "\"\n", "one value has"},
	{"a text of TOML without end", "meta", "kind = \"\"\"" + strings.Repeat("a\n", whole/3), "one value has"},
	{"many tables of TOML", "law", repeated("[[law]]\n", 100_000), "items, more than 200"},
	{"many keys of TOML", "meta", repeated("k№ = 1\n", 20_000), "the file has more than 100 problems"},
}

// TestBombs: an input that would grow beyond what a machine or a reader can
// take is refused, or does no harm; none takes long. The limit of time is far
// above what any takes, and only tells what never ends.
func TestBombs(t *testing.T) {
	for _, b := range bombs {
		t.Run(b.name, func(t *testing.T) {
			files := hostileSite(t)
			attack{place: b.place, input: b.input + "\n"}.put(files, 1)
			done := make(chan string, 1)
			go func() {
				_, problems, err := content.Load(folderOf(files))
				all := fmt.Sprint(err)
				for _, p := range problems.Sorted() {
					all += "\n" + p.String()
				}
				done <- all
			}()
			select {
			case all := <-done:
				if len(all) > 200_000 {
					t.Errorf("the problems have %d bytes", len(all))
				}
				if !strings.HasPrefix(all, "<nil>") || !strings.Contains(all, b.problem) || b.problem == "" && all != "<nil>" {
					t.Errorf("want a problem that says %q, got %.1000s", b.problem, all)
				}
			case <-time.After(time.Minute):
				t.Fatal("it does not end")
			}
		})
	}
}

// growing are texts that are let in; what is in one block costs the parser more
// the longer the block is, so blocks are as long as may be.
var growing = []struct{ name, pattern string }{
	{"plain", "Lohn und Arbeit. "},
	{"brackets", "[a "},
	{"pairs of brackets", "[a] b "},
	{"emphasis", "*a "},
	{"emphasis of two kinds", "*a_ "},
	{"emphasis in words", "a**b "},
	{"entities", "&amp;"},
	{"angle brackets", "<a "},
	{"code", "`a`` "},
	{"lists", "- a\n"},
	{"quotations", "> a\n>\n"},
	{"definitions", "a\n: b\n\n"},
	{"alerts", "> [!NOTE]\n> a\n\n"},
	{"rules", "---\n\n"},
	{"blocks of code", "```\na\n```\n\n"},
	{"tables", "|a|b|\n|-|-|\n|c|d|\n\n"},
}

// TestCostGrowsWithLength: what reading a text takes from memory, which is a
// number that can be counted where time cannot, doubles when the text does.
func TestCostGrowsWithLength(t *testing.T) {
	cost := func(text string) float64 {
		files := hostileSite(t)
		attack{place: "text", input: text}.put(files, 1)
		folder := folderOf(files)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if s, problems, err := content.Load(folder); err != nil || s == nil {
			t.Fatal(err, problems.Sorted()[0])
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	base := cost("")
	for _, g := range growing {
		once, twice := cost(blocks(g.pattern, 30_000))-base, cost(blocks(g.pattern, 60_000))-base
		if twice > 2.6*once {
			t.Errorf("%s: twice the text takes %.1f times the memory", g.name, twice/once)
		}
	}
}

// BenchmarkHostile measures time where it may not be asserted: at a size and
// at twice that size.
func BenchmarkHostile(b *testing.B) {
	for _, g := range growing {
		for _, size := range []int{100_000, 200_000} {
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(g.name, " ", "-"), size), func(b *testing.B) {
				files := hostileSite(b)
				attack{place: "text", input: blocks(g.pattern, size)}.put(files, 1)
				folder := folderOf(files)
				b.ReportAllocs()
				for b.Loop() {
					if _, _, err := content.Load(folder); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
