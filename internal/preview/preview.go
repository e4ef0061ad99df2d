// Package preview shows a site while it is being written: it builds it anew on
// every change, keeps it in memory, reloads the pages that are open and shows
// authors' mistakes on them.
package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"beistand/internal/build"
	"beistand/internal/headers"
	"beistand/internal/problem"
	"beistand/internal/site"
)

// Preview is the state of a site that is being shown.
type Preview struct {
	folder  fs.FS
	options build.Options
	report  func(string) // tells the author what happened, a line at a time

	mu       sync.Mutex
	files    site.Files // of the last build without errors; nil before it
	problems string     // of the last build, as text
	builds   int
	changed  chan struct{} // closed and replaced at every build
}

// New prepares a preview of the site in the folder and builds it once.
func New(folder fs.FS, o build.Options, report func(string)) *Preview {
	p := &Preview{folder: folder, options: o, report: report, changed: make(chan struct{})}
	p.Rebuild()
	return p
}

// Rebuild builds the site again and tells the pages that are open.
func (p *Preview) Rebuild() {
	start := time.Now()
	result, problems, err := build.Files(p.folder, p.options)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.problems = text(problems)
	switch {
	case err != nil:
		p.problems = problem.Line(err.Error())
		p.report("error: " + p.problems)
	case result == nil:
		p.report(p.problems)
	default:
		p.files = result.Files
		p.report(fmt.Sprintf("built %d files in %.2f s", len(result.Files), time.Since(start).Seconds()))
	}
	p.builds++
	close(p.changed)
	p.changed = make(chan struct{})
}

func text(problems *problem.List) string {
	var lines []string
	for _, p := range problems.Sorted() {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

// Listen opens the port on this machine only, or the next free one of twenty.
func Listen(port int) (net.Listener, error) {
	var err error
	for try := range 20 {
		var l net.Listener
		if l, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port+try)); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("no free port from %d on: %w", port, err)
}

// Serve answers requests until the context ends.
func (p *Preview) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{Handler: p, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

const (
	eventsPath = "/_preview/events"
	scriptPath = "/_preview/reload.js"
)

func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// A name that leads here from outside must not read the author's drafts.
	if host, _, err := net.SplitHostPort(r.Host); err != nil || host != "127.0.0.1" && host != "localhost" {
		http.Error(w, "this preview is for this machine only", http.StatusForbidden)
		return
	}
	w.Header().Set("Cache-Control", "no-store") // what is shown changes with every build
	switch r.URL.Path {
	case eventsPath:
		p.events(w, r)
	case scriptPath:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write([]byte(script))
	default:
		p.page(w, r)
	}
}

// page serves a file of the site, with our script in every page.
func (p *Preview) page(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	files := p.files
	p.mu.Unlock()
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if _, isFolder := files[path.Join(name, "index.html")]; isFolder {
		if name != "" && !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, "/"+name+"/", http.StatusMovedPermanently)
			return
		}
		name = path.Join(name, "index.html")
	}
	status := http.StatusOK
	content, ok := files[name]
	switch {
	case files == nil:
		name, content, status = "index.html", []byte("<!doctype html><title>beistand</title><body></body>"), http.StatusServiceUnavailable
	case !ok:
		lang, _, _ := strings.Cut(name, "/")
		status = http.StatusNotFound
		name = lang + "/404.html"
		if content, ok = files[name]; !ok {
			name, content = "404.html", files["404.html"]
		}
	}
	if path.Ext(name) == ".html" {
		content = bytes.Replace(content, []byte("</body>"), []byte(`<script src="`+scriptPath+`"></script></body>`), 1)
	}
	w.Header().Set("Content-Type", contentType(name))
	for _, h := range headers.For(name) {
		if h.Name != "Cache-Control" {
			w.Header().Set(h.Name, h.Value)
		}
	}
	w.WriteHeader(status)
	_, _ = w.Write(content)
}

// contentType is the media type of a file of the site.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// events tells one open page of builds, as server-sent events
// (https://html.spec.whatwg.org/multipage/server-sent-events.html).
func (p *Preview) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	first := 0
	for {
		p.mu.Lock()
		builds, problems, changed := p.builds, p.problems, p.changed
		p.mu.Unlock()
		event := "problems"
		if first != 0 && builds != first && problems == "" {
			event = "reload"
		}
		if first == 0 {
			first = builds
		}
		fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, strings.ReplaceAll(problems, "\n", "\ndata: "))
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// script reloads the page after a build and shows problems above it.
const script = `(function () {
	const events = new EventSource("` + eventsPath + `");
	let panel;
	events.addEventListener("reload", function () { location.reload(); });
	events.addEventListener("problems", function (event) {
		if (panel) panel.remove();
		if (!event.data) return;
		panel = document.createElement("pre");
		panel.id = "preview-problems";
		panel.textContent = event.data;
		panel.setAttribute("role", "alert");
		panel.style.cssText = "position:fixed;inset:auto 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;background:#300;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;z-index:9;text-align:left;direction:ltr";
		document.body.append(panel);
	});
})();
`
