package beistand

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// shortOf is the path of a short link of the project's site.
func shortOf(t *testing.T, lang string, id site.ID, anchor string) (page, section string) {
	t.Helper()
	s := sitetest.Project(t)
	i, found := s.Permalinks.Find(id, anchor)
	if !found {
		t.Fatalf("%s#%s is not recorded", id, anchor)
	}
	p, l := s.Permalinks[i], s.Lang(lang)
	_, number, _ := strings.Cut(p.Short(), "-")
	return "/" + string(l.ShortPath(p.Code)), "/" + string(l.ShortSections(p.Code)) + "#" + number
}

// TestShortLinks lead on with script and without: to the page at once, to a
// section at once or by one tap on the only link there is.
func TestShortLinks(t *testing.T) {
	files := sitetest.BuildProject(t)
	page, section := shortOf(t, "ar", "/residence/reflection-period", "steps")
	const arrived = `location.pathname === "/ar/residence/reflection-period/" && document.readyState === "complete"`
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			tab := sitetest.Open(t, files, append(r.options, sitetest.Size(360, 900))...)
			tab.Visit(page)
			tab.WaitFor(arrived)
			tab.Visit(section)
			if r.name == "script off" {
				tab.WaitFor(`document.querySelector("li:target img").complete`)
				if got, want := readQR(t, tab.Screenshot()), "https://beistand.example"+section; got != want {
					t.Errorf("the QR code says %s, want %s", got, want)
				}
				if n := sitetest.Eval[int](tab, `[...document.querySelectorAll(".short-links a")].filter((a) => a.offsetParent).length`); n != 1 {
					t.Errorf("%d links are shown, want the one of the section", n)
				}
				tab.Click(`li:target a`)
			}
			tab.WaitFor(arrived + ` && location.hash === "#steps"`)
		})
	}
}

// readQR is what a program of others (zxing) reads in a picture.
func readQR(t *testing.T, picture []byte) string {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]interface{}{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatal("no code is read: ", err)
	}
	return result.GetText()
}

// TestShare: the panel gives the short link of the page or, where a section's #
// was tapped, of the section; what is passed on says nothing of the subject.
func TestShare(t *testing.T) {
	sitetest.Long(t)
	files := sitetest.BuildProject(t)
	page, section := shortOf(t, "de", "/residence/reflection-period", "steps")
	tab := sitetest.Open(t, files)
	tab.Visit("/de/residence/reflection-period/")
	before := sitetest.Eval[int](tab, `history.length`)
	sitetest.Eval[bool](tab, `(() => {
		window.passedOn = [];
		Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => passedOn.push(text) } });
		navigator.share = async (what) => passedOn.push(JSON.stringify(what));
		return true;
	})()`)
	if tab.Requests(); len(tab.Requests()) > 0 {
		t.Error("the code is loaded before anybody asks for it")
	}
	tab.Click(`[data-share] > summary`)
	tab.WaitFor(`document.querySelector("[data-qr]").naturalWidth > 0 && !document.querySelector("[data-share-copy]").disabled`)
	tab.Click(`[data-share-copy]`)
	tab.WaitFor(`document.querySelector("[data-share-status]").textContent`)
	if got := sitetest.Eval[string](tab, `passedOn.pop()`); got != "https://beistand.example"+page {
		t.Errorf("copied %s, want the short link of the page", got)
	}
	tab.Click(`#steps ~ .self`)
	tab.WaitFor(`document.querySelector("#steps").parentNode.contains(document.querySelector("[data-share][open]"))`)
	tab.Click(`[data-share-copy]`)
	tab.WaitFor(`passedOn.length`)
	if got := sitetest.Eval[string](tab, `passedOn.pop()`); got != "https://beistand.example"+section {
		t.Errorf("copied %s, want the short link of the section", got)
	}
	if got := sitetest.Eval[string](tab, `document.querySelector("[data-share-link]").href`); !strings.HasSuffix(got, section) {
		t.Errorf("the link leads to %s, want %s", got, section)
	}
	if got := sitetest.Eval[int](tab, `history.length`); got != before {
		t.Error("sharing leaves an entry in the history")
	}
	tab.Click(`[data-share] > summary`)
	tab.WaitFor(`document.querySelector("article > [data-share]:not([open])")`)
}

// TestLanguageKeepsSection: another language opens where the reader is.
func TestLanguageKeepsSection(t *testing.T) {
	sitetest.Long(t)
	tab := sitetest.Open(t, sitetest.BuildProject(t))
	choose := func(lang string) { // chromedp's own click would scroll the page
		sitetest.Eval[bool](tab, `document.querySelector('[data-language-picker] a[hreflang="`+lang+`"]').click() || true`)
	}
	tab.Visit("/de/residence/reflection-period/#steps")
	choose("ar")
	tab.WaitFor(`location.pathname === "/ar/residence/reflection-period/" && location.hash === "#steps"`)
	tab.Visit("/de/residence/")
	choose("en")
	tab.WaitFor(`location.pathname === "/en/residence/"`)
	if hash := sitetest.Eval[string](tab, `location.hash`); hash != "" {
		t.Errorf("from the start of a page it opens at %s", hash)
	}
}
