package publish

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"beistand/internal/site"
)

// read returns what a folder holds, without the files that Write adds.
func read(t *testing.T, dir string) site.Files {
	t.Helper()
	files := site.Files{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(name)], err = os.ReadFile(p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(files, marker)
	return files
}

func text(files site.Files) string {
	var b strings.Builder
	for _, p := range files.Paths() {
		b.WriteString(p + "=" + string(files[p]) + ";")
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, test := range []struct {
		files site.Files
		want  string
	}{
		{site.Files{"index.html": []byte("1"), "de/index.html": []byte("a")}, "de/index.html=a;index.html=1;"},
		{site.Files{"index.html": []byte("2"), "de/index.html": []byte("a")}, "de/index.html=a;index.html=2;"},
		{site.Files{"index.html": []byte("2")}, "index.html=2;"}, // what is gone is gone
	} {
		if err := Write(dir, test.files); err != nil {
			t.Fatal(err)
		}
		if got := text(read(t, dir)); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	left, _ := os.ReadDir(filepath.Dir(dir))
	if len(left) != 1 {
		t.Errorf("beside the folder lie %v", left)
	}
}

func TestWriteKeepsAndRefuses(t *testing.T) {
	dir := t.TempDir()
	put := func(name string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(".gitignore")
	if err := Write(dir, site.Files{"a": []byte("1")}); err != nil {
		t.Fatal(err)
	}
	if got := text(read(t, dir)); got != ".gitignore=mine;a=1;" {
		t.Errorf("got %q", got)
	}

	dir = t.TempDir()
	put("thesis.odt")
	if err := Write(dir, site.Files{"a": []byte("1")}); err == nil || !strings.Contains(err.Error(), "thesis.odt") {
		t.Errorf("a folder with somebody's files: %v", err)
	}
	if got := text(read(t, dir)); got != "thesis.odt=mine;" {
		t.Errorf("got %q", got)
	}

	for _, name := range []string{"../out", "/etc/passwd", "a/../../b", `a\b`, ""} {
		if err := Write(filepath.Join(t.TempDir(), "p"), site.Files{name: nil}); err == nil {
			t.Errorf("wrote to %q", name)
		}
	}
}

// TestDiscard: an edition that is not published leaves nothing, and the folder
// as it was.
func TestDiscard(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if err := Write(dir, site.Files{"a": []byte("1"), "b": []byte("1")}); err != nil {
		t.Fatal(err)
	}
	e, err := New(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Put("a", []byte("2")); err != nil {
		t.Fatal(err)
	}
	if err := e.Put("a", []byte("3")); err == nil {
		t.Error("a path was taken twice")
	}
	e.Discard()
	if got := text(read(t, dir)); got != "a=1;b=1;" {
		t.Errorf("got %q", got)
	}
	if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 1 {
		t.Errorf("beside the folder lie %v", left)
	}
}

func TestMinify(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"a.css", "p {\n\tcolor: #ffffff; /* white */\n}\n", "p{color:#fff}"},
		{"a.js", "function add(first, second) {\n\treturn first + second; // a sum\n}\n", "function add(e,t){return e+t}"},
		{"a.html", "<p>\n  a </p>\n", "<p>\n  a </p>\n"},
	} {
		if got, err := Minify(test.name, []byte(test.in)); err != nil || string(got) != test.want {
			t.Errorf("%s: %q, %v, want %q", test.name, got, err, test.want)
		}
	}
	if _, err := Minify("a.js", []byte("function (")); err == nil {
		t.Error("a broken script was taken")
	}
}

func TestPrecompress(t *testing.T) {
	page := []byte(strings.Repeat("Aufenthaltserlaubnis ", 100))
	files := site.Files{}
	if err := (site.Files{"a.html": page, "b.png": page, "c.css": []byte("x")}).PutAll(Precompress(files.Put())); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(files.Paths(), " "); got != "a.html a.html.br a.html.gz b.png c.css" {
		t.Errorf("files: %s", got)
	}
	gz, err := gzip.NewReader(bytes.NewReader(files["a.html.gz"]))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{"gz": gz, "br": brotli.NewReader(bytes.NewReader(files["a.html.br"]))} {
		if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, page) {
			t.Errorf("%s does not unpack to the page: %v", name, err)
		}
	}
}
