package beistand

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"beistand/internal/sitetest"
)

var sheetNumber = regexp.MustCompile(`(?m)^[\s\p{Cf}]*\d+[ \p{Cf}]*/[ \p{Cf}]*\d+[\s\p{Cf}]*$`)

// printed are pages as counsellors print them: handouts, a long page, one in
// two languages, selections of their own.
var printed = []string{
	"/de/handouts/first-consultation/", "/en/handouts/before-the-police-interview/", "/de/handouts/for-young-people/",
	"/ar/residence/reflection-period/", "/de/criminal-procedure/", "/ar+de/residence/reflection-period/",
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
		for i, sheet := range sheets[:len(sheets)-1] {
			if strings.HasPrefix(path, "/ar") {
				break // the tool gives right-to-left text and columns in an order of its own
			}
			if last := lastText(sheet); slices.Contains(headings, last) {
				t.Errorf("%s: sheet %d ends with the heading %q", path, i+1, last)
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

// lastText is the last line above the number of the sheet.
func lastText(sheet string) string {
	lines := strings.Split(sheet, "\n")
	for i := len(lines) - 1; i >= 0; i-- {
		if line := strings.TrimSpace(lines[i]); line != "" && !sheetNumber.MatchString(line) {
			return line
		}
	}
	return ""
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
