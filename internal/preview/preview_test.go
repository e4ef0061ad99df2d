package preview

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"beistand/internal/build"
	"beistand/internal/headers"
)

// write puts a site of one page into a folder.
func write(t *testing.T, dir, text string) {
	t.Helper()
	for name, content := range map[string]string{
		"site.toml":             "languages = [\"de\"]\n",
		"content/job/page.toml": "",
		"content/job/de.md":     "+++\ntitle = \"Arbeit\"\n+++\n" + text,
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if old, err := os.ReadFile(name); err == nil && string(old) == content {
			continue
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func start(t *testing.T, dir string) (*Preview, *httptest.Server) {
	t.Helper()
	folder, err := build.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	p := New(folder, build.Options{}, func(string) {})
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return p, server
}

func get(t *testing.T, address string) (status int, body string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(b)
}

// TestSaved: a file is saved, open pages are told, the new text is there; a
// mistake is shown and the last good page stays.
func TestSaved(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "Vorher")
	p, server := start(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	watching := make(chan error, 1)
	go func() { watching <- Watch(ctx, dir, p.Rebuild) }()

	response, err := http.Get(server.URL + eventsPath)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	events := bufio.NewScanner(response.Body)
	next := func() string { // an event with its data
		var lines []string
		for events.Scan() && events.Text() != "" {
			lines = append(lines, events.Text())
		}
		return strings.Join(lines, "\n")
	}
	if got := next(); got != "event: problems\ndata: " {
		t.Fatalf("at first: %q", got)
	}
	time.Sleep(50 * time.Millisecond) // until the folder is watched

	write(t, dir, "Nachher")
	if got := next(); got != "event: reload\ndata: " {
		t.Errorf("after a change: %q", got)
	}
	if _, body := get(t, server.URL+"/de/job/"); !strings.Contains(body, "Nachher") || !strings.Contains(body, scriptPath) {
		t.Errorf("the page is %q", body)
	}

	write(t, dir, "[Lohn](/wages)")
	if got := next(); !strings.Contains(got, `content/job/de.md:4:1: error: no page "/wages"`) {
		t.Errorf("after a mistake: %q", got)
	}
	if _, body := get(t, server.URL+"/de/job/"); !strings.Contains(body, "Nachher") {
		t.Errorf("the last good page is gone: %q", body)
	}

	cancel()
	if err := <-watching; err != nil {
		t.Error(err)
	}
}

// TestSearchFollows: the page is there first, then the search finds its words.
func TestSearchFollows(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "Vorher")
	p, server := start(t, dir)
	for _, word := range []string{"Nachher", "Zuletzt"} {
		write(t, dir, word)
		p.Rebuild("content/job/de.md")
		if _, body := get(t, server.URL+"/de/job/"); !strings.Contains(body, word) {
			t.Errorf("the page is %q", body)
		}
	}
	p.Wait()
	if _, body := get(t, server.URL+"/search/de/0.js"); !strings.Contains(body, "zuletzt") || strings.Contains(body, "nachher") {
		t.Errorf("the index is %q", body)
	}
}

func TestAddresses(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "Text")
	_, server := start(t, dir)
	for _, test := range []struct {
		path   string
		status int
		holds  string
	}{
		{"/", 200, "Auf Deutsch weiterlesen"},
		{"/de/job", 200, "Text"}, // led on to /de/job/
		{"/de/no-such-page/", 404, "Diese Seite gibt es nicht"},
		{"/../../etc/passwd", 404, "Diese Seite gibt es nicht"},
		{scriptPath, 200, "EventSource"},
	} {
		status, body := get(t, server.URL+test.path)
		if status != test.status || !strings.Contains(body, test.holds) {
			t.Errorf("%s: %d without %q", test.path, status, test.holds)
		}
	}
	request, _ := http.NewRequest("GET", server.URL+"/de/job/", nil)
	request.Host = "elsewhere.example:80"
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusForbidden {
		t.Errorf("another host's name: %d", response.StatusCode)
	}
}

func TestListenTakesTheNextFreePort(t *testing.T) {
	first, err := Listen(41747)
	if err != nil {
		t.Skip(err)
	}
	defer first.Close()
	second, err := Listen(41747)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if first.Addr().String() == second.Addr().String() || !strings.HasPrefix(second.Addr().String(), "127.0.0.1:") {
		t.Errorf("%s and %s", first.Addr(), second.Addr())
	}
}

// TestHeaders: a preview sends the headers of the site, so that what they
// forbid is seen while writing; only that nothing is kept.
func TestHeaders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "Text")
	_, server := start(t, dir)
	for _, path := range []string{"de/job/index.html", "de/nowhere/index.html", "index.html"} {
		response, err := http.Get(server.URL + "/" + strings.TrimSuffix(path, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		for _, h := range headers.For(path) {
			if got := response.Header.Values(h.Name); len(got) != 1 || got[0] != h.Value {
				t.Errorf("%s: %s is %q, want %q", path, h.Name, got, h.Value)
			}
		}
	}
}
