package offline_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"beistand/internal/build"
	"beistand/internal/site"
	"beistand/internal/sitetest"
)

type list struct {
	Edition string  `json:"edition"`
	Date    string  `json:"date"`
	Pack    string  `json:"pack"`
	Size    int     `json:"size"`
	Total   int     `json:"total"`
	Files   [][]any `json:"files"`
}

func listOf(t *testing.T, files site.Files, lang string) list {
	t.Helper()
	var l list
	if err := json.Unmarshal(files["offline/"+lang+".json"], &l); err != nil {
		t.Fatal(err)
	}
	return l
}

// TestPack: a pack, cut as its list says, is the files of the site; what is
// kept with a language is within the budget of 500 kB, the list as it is and
// the pack as it is sent.
func TestPack(t *testing.T) {
	files := sitetest.BuildProject(t)
	for _, lang := range []string{"de", "en", "ar"} {
		l := listOf(t, files, lang)
		r, err := gzip.NewReader(bytes.NewReader(files[l.Pack]))
		if err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if len(rest) != l.Total || len(files[l.Pack]) != l.Size {
			t.Errorf("%s: %d and %d bytes, the list says %d and %d", lang, len(rest), len(files[l.Pack]), l.Total, l.Size)
		}
		kept := map[string]bool{}
		for _, f := range l.Files {
			name, size := f[0].(string), int(f[1].(float64))
			content := rest[:size]
			rest = rest[size:]
			if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != f[2] || !bytes.Equal(content, files[name]) {
				t.Errorf("%s: %s in the pack is another", lang, name)
			}
			if bytes.Contains(content, []byte("%offline-")) {
				t.Errorf("%s: %s has a mark that was not filled in", lang, name)
			}
			kept[name] = true
		}
		for _, name := range files.Paths() {
			if strings.HasPrefix(name, lang+"/s/") && strings.HasSuffix(name, "/to/index.html") {
				continue // links to be passed on by those who are online
			}
			if strings.HasPrefix(name, lang+"/") != kept[name] && strings.HasSuffix(name, "/index.html") {
				t.Errorf("%s: kept is %t for %s", lang, kept[name], name)
			}
		}
		sent := l.Size + len(files["offline/"+lang+".json"])
		t.Logf("%s: %d files, %d bytes sent, %d stored", lang, len(l.Files), sent, l.Total)
		if sent > 500_000 {
			t.Errorf("%s: keeping it takes %d bytes", lang, sent)
		}
	}
}

// TestEdition: an edition is another when its texts are, not when its day is.
func TestEdition(t *testing.T) {
	on := func(archive string, day time.Time) list {
		t.Helper()
		result, problems, err := build.Files(sitetest.Folder(t, archive), build.Options{Today: day, Offline: true})
		if err != nil || result == nil {
			t.Fatal(err, problems.Sorted())
		}
		return listOf(t, result.Files, "de")
	}
	first, next := on(oldSite, sitetest.Today), on(oldSite, sitetest.Today.AddDate(0, 0, 1))
	if first.Edition != next.Edition || first.Date == next.Date {
		t.Errorf("editions %s of %s and %s of %s", first.Edition, first.Date, next.Edition, next.Date)
	}
	if other := on(newSite, sitetest.Today); other.Edition == first.Edition {
		t.Error("another text, the same edition")
	}
}
