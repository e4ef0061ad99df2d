package beistand

import (
	"cmp"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"beistand/internal/sitetest"
)

var sheetNumber = regexp.MustCompile(`(?m)^[\s\p{Cf}]*\d+[ \p{Cf}]*/[ \p{Cf}]*\d+[\s\p{Cf}]*$`)

// printed are pages as counsellors print them: handouts, a long page, one in
// two languages, selections of their own.
var printed = []string{
	"/de/handouts/first-consultation/", "/en/handouts/before-the-police-interview/", "/de/handouts/for-young-people/",
	"/ar/residence/reflection-period/", "/de/criminal-procedure/", "/ar+de/residence/reflection-period/",
	"/ar/handouts/first-consultation/", "/ar/criminal-procedure/", "/ar+de/handouts/first-consultation/",
	"/de/selection/#s=97pc-5-7,8m48-1", "/ar/selection/#b=97pc-5-7,8m48-1",
}

// TestPrinted looks at the paper: a heading stands with its text, sheets are
// numbered, and a handout ends with contacts, the day of its law and a code
// that leads to the page.
func TestPrinted(t *testing.T) {
	sitetest.Long(t)
	for _, tool := range []string{"pdftotext", "pdftoppm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s found, which reads what was printed: on Debian, apt-get install poppler-utils", tool)
		}
	}
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	for _, path := range printed {
		tab.Visit(path)
		tab.WaitFor(settled)
		headings := sitetest.Eval[[]string](tab, `[...document.querySelectorAll("main :is(h1, h2, h3, h4, .from)")].map((h) => h.innerText)`)
		short := sitetest.Eval[string](tab, `document.querySelector("[data-share]") ? document.querySelector("[data-share]").dataset.share : document.querySelector("[data-chosen-link]").href`)
		file := filepath.Join(t.TempDir(), "page.pdf")
		if err := os.WriteFile(file, tab.PDF(), 0o600); err != nil {
			t.Fatal(err)
		}
		sheets := strings.Split(strings.TrimSuffix(run(t, "pdftotext", "-layout", file, "-"), "\f"), "\f")
		for i, columns := range columnsOf(t, run(t, "pdftotext", "-bbox", file, "-"), strings.Contains(path, "+")) {
			for _, lines := range columns {
				if heading := endsWith(lines, headings); heading != "" && i+1 < len(sheets) {
					t.Errorf("%s: sheet %d ends with the heading %q", path, i+1, heading)
				}
			}
		}
		if len(sheets) < 2 || !sheetNumber.MatchString(sheets[0]) {
			t.Errorf("%s: the sheets are not numbered", path)
		}
		last := sheets[len(sheets)-1]
		if !strings.Contains(last, strings.TrimPrefix(short, "https://")) {
			t.Errorf("%s: the last sheet does not have the address %s:\n%s", path, short, last)
		}
		if days := strings.Count(strings.Join(sheets, ""), "Stand des Rechts:"); strings.HasPrefix(path, "/de/selection/") && days != 2 {
			t.Errorf("%s: the day of the law stands there %d times, want it for both pages", path, days)
		}
		if strings.Contains(path, "+") {
			continue // has no code
		}
		picture := strings.TrimSuffix(file, ".pdf")
		run(t, "pdftoppm", "-png", "-r", "100", "-singlefile", "-f", strconv.Itoa(len(sheets)), file, picture)
		png, err := os.ReadFile(picture + ".png")
		if err != nil {
			t.Fatal(err)
		}
		if got := readQR(t, png); got != short {
			t.Errorf("%s: the printed code says %s, want %s", path, got, short)
		}
	}
}

var wordBox = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)

// columnsOf are the lines of each sheet, column by column, from where the
// tool found each word.
func columnsOf(t *testing.T, boxes string, two bool) [][][]string {
	t.Helper()
	const width, end = 595, 842 - 51 // of A4 in points, and where the margin with the number starts
	var sheets [][][]string
	for _, sheet := range strings.Split(boxes, "<page ")[1:] {
		columns := make([][]string, 2)
		bottom := make([]float64, 2)
		words := wordBox.FindAllStringSubmatch(sheet, -1)
		place := func(word []string, from, to int) float64 {
			a, errA := strconv.ParseFloat(word[from], 64)
			b, errB := strconv.ParseFloat(word[to], 64)
			if errA != nil || errB != nil {
				t.Fatal(word)
			}
			return (a + b) / 2
		}
		slices.SortStableFunc(words, func(a, b []string) int { return cmp.Compare(place(a, 2, 4), place(b, 2, 4)) })
		for _, word := range words {
			y, column := place(word, 2, 4), 0
			if y > end {
				continue
			}
			if two && place(word, 1, 3) > width/2 {
				column = 1
			}
			lines := &columns[column]
			if y-bottom[column] > 6 { // words of other scripts stand a little higher or lower
				*lines, bottom[column] = append(*lines, ""), y
			}
			(*lines)[len(*lines)-1] += html.UnescapeString(word[5])
		}
		sheets = append(sheets, columns)
	}
	return sheets
}

// endsWith is the heading with which the lines end, if any. The tool gives
// right-to-left text in an order of its own, so letters are compared without it.
func endsWith(lines, headings []string) string {
	text := ""
	for i := len(lines) - 1; i >= max(0, len(lines)-3); i-- { // a heading may have three lines
		text += lines[i]
		for _, heading := range headings {
			if letters(heading) == letters(text) {
				return heading
			}
		}
	}
	return ""
}

// letters are the letters of a text, in the order of the alphabet.
func letters(text string) string {
	list := []rune(norm.NFKC.String(text)) // letters as they are shaped are letters
	list = slices.DeleteFunc(list, func(r rune) bool { return !unicode.IsLetter(r) })
	slices.Sort(list)
	return string(list)
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// TestPrintIsLarge: on paper no text is smaller than 12 points, and what only a
// screen needs is gone.
func TestPrintIsLarge(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t), sitetest.Paper())
	for _, path := range printed {
		tab.Visit(path)
		tab.WaitFor(settled)
		for _, small := range sitetest.Eval[[]string](tab, `(() => {
			const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			const small = [];
			while (walker.nextNode()) {
				const at = walker.currentNode.parentElement;
				if (walker.currentNode.data.trim() && at.checkVisibility() && !at.closest("sup, .visually-hidden") && parseFloat(getComputedStyle(at).fontSize) < 16)
					small.push(at.className + ": " + walker.currentNode.data.trim());
			}
			return small;
		})()`) {
			t.Errorf("%s: smaller than 12 points: %s", path, small)
		}
		if seen := sitetest.Eval[bool](tab, `[...document.querySelectorAll("[data-quick-exit], nav, [data-share], .self")].some((e) => e.checkVisibility())`); seen {
			t.Errorf("%s: what only a screen needs is printed", path)
		}
	}
}
