package headers_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"beistand/internal/headers"
	"beistand/internal/site"
	"beistand/internal/sitetest"
)

// pages are built with addresses below /rights/, as the base of a site may be.
func pages(t *testing.T, base string) site.Files {
	return sitetest.Build(t, `
-- site.toml --
languages = ["de", "ar"]
base_url = "https://example.org`+base+`"
-- content/page.toml --
-- content/de.md --
+++
title = "Anfang"
+++
Ein Text.
`)
}

// TestHostFile: _headers says for each file, once, what For says.
func TestHostFile(t *testing.T) {
	files := pages(t, "/")
	type rule struct{ path, name, value string }
	var rules []rule
	path := ""
	for line := range strings.Lines(string(files["_headers"])) {
		line = strings.TrimSuffix(line, "\n")
		if field, ok := strings.CutPrefix(line, "  "); ok {
			name, value, _ := strings.Cut(field, ": ")
			rules = append(rules, rule{path, name, value})
		} else {
			path = line
		}
	}
	for _, name := range files.Paths() {
		if name == "_headers" || strings.HasPrefix(name, "headers/") {
			continue // for servers, not for readers
		}
		at := "/" + strings.TrimSuffix(name, "index.html")
		got := map[string][]string{}
		for _, r := range rules {
			if prefix, all := strings.CutSuffix(r.path, "*"); r.path == at || all && strings.HasPrefix(at, prefix) {
				got[r.name] = append(got[r.name], r.value)
			}
		}
		for _, h := range headers.For(name) {
			if v := got[h.Name]; len(v) != 1 || v[0] != h.Value {
				t.Errorf("%s: %s is %q, want %q", name, h.Name, v, h.Value)
			}
		}
	}
}

// TestServers: nginx and Caddy, with the files that a build writes for them,
// send what For says, and the page for addresses that do not exist in the
// language of the address.
func TestServers(t *testing.T) {
	for _, server := range []struct {
		name   string
		config string // %[1]s is the folder, %[2]s the address
		args   []string
	}{
		{"nginx", `daemon off; pid %[1]s/pid; error_log %[1]s/log; events {}
http { access_log off; client_body_temp_path %[1]s/a; proxy_temp_path %[1]s/b; fastcgi_temp_path %[1]s/c; uwsgi_temp_path %[1]s/d; scgi_temp_path %[1]s/e;
types { text/html html; text/css css; text/javascript js; }
server { listen %[2]s; root %[1]s/root; include %[1]s/root/rights/headers/nginx.conf; } }`, []string{"-p", ".", "-c", "config"}},
		{"caddy", `{
	admin off
	auto_https off
}
http://%[2]s {
	root * %[1]s/root
	import %[1]s/root/rights/headers/Caddyfile
}`, []string{"run", "--config", "config", "--adapter", "caddyfile"}},
	} {
		t.Run(server.name, func(t *testing.T) {
			program, err := exec.LookPath(server.name)
			if err != nil {
				t.Skipf("%s is not installed", server.name)
			}
			files := pages(t, "/rights/")
			dir := t.TempDir()
			for name, content := range files {
				at := filepath.Join(dir, "root", "rights", name)
				if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, content, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			allowFolders(t, dir)
			address := freeAddress(t)
			if err := os.WriteFile(filepath.Join(dir, "config"), fmt.Appendf(nil, server.config, dir, address), 0o644); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, program, server.args...)
			cmd.Dir, cmd.Env = dir, append(os.Environ(), "HOME="+dir)
			cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer func() { cancel(); _ = cmd.Wait() }()
			waitFor(t, address)

			asset := ""
			for _, name := range files.Paths() {
				if strings.HasPrefix(name, "assets/site.") && strings.HasSuffix(name, ".js") {
					asset = name
				}
			}
			for _, want := range []struct {
				path, file string
				status     int
			}{
				{"", "index.html", 200},
				{"de/", "de/index.html", 200},
				{asset, asset, 200},
				{"search/de/index.js", "search/de/index.js", 200},
				{"ar/nowhere/", "ar/404.html", 404},
				{"nowhere/", "404.html", 404},
			} {
				response, err := http.Get("http://" + address + "/rights/" + want.path)
				if err != nil {
					t.Fatal(err)
				}
				response.Body.Close()
				if response.StatusCode != want.status || response.ContentLength != int64(len(files[want.file])) {
					t.Errorf("%s: status %d, %d bytes; want %d, %d bytes", want.path, response.StatusCode, response.ContentLength, want.status, len(files[want.file]))
				}
				for _, h := range headers.For(want.file) {
					if got := response.Header.Values(h.Name); len(got) != 1 || got[0] != h.Value {
						t.Errorf("%s: %s is %q, want %q", want.path, h.Name, got, h.Value)
					}
				}
			}
		})
	}
}

// allowFolders lets a server that gives up its rights read the test's folder.
func allowFolders(t *testing.T, dir string) {
	for d := dir; d != os.TempDir() && d != filepath.Dir(d); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func waitFor(t *testing.T, address string) {
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if c, err := net.Dial("tcp", address); err == nil {
			c.Close()
			return
		}
	}
	t.Fatalf("nobody answers at %s", address)
}
