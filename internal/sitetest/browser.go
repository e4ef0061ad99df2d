package sitetest

import (
	"bytes"
	"compress/gzip"
	"context"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"beistand/internal/headers"
	"beistand/internal/site"
)

// Required is the variable that makes tests fail, not skip, without a browser.
const Required = "BEISTAND_REQUIRE_BROWSER"

// Long skips a test that looks at every page, or many times, unless all tests
// are to run: go run ./cmd/test says so by the variable Required.
func Long(t testing.TB) {
	t.Helper()
	if os.Getenv(Required) == "" {
		t.Skip("this takes long: go run ./cmd/test runs it")
	}
}

// browserPath finds Chromium, by the names under which systems have it.
func browserPath() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); name != "" && err == nil {
			return p
		}
	}
	return ""
}

// Tab is a tab of a browser that looks at a site.
type Tab struct {
	Server   *httptest.Server
	t        testing.TB
	ctx      context.Context
	mu       sync.Mutex
	handler  http.Handler
	close    context.CancelFunc // nil for the first tab
	requests []string
	served   []string
	weight   int
}

// counter counts the bytes of answers.
type counter struct {
	http.ResponseWriter
	tab *Tab
}

func (c *counter) Write(b []byte) (int, error) {
	c.tab.mu.Lock()
	c.tab.weight += len(b)
	c.tab.mu.Unlock()
	return c.ResponseWriter.Write(b)
}

// An Option changes how a tab is opened.
type Option func(*options)

type options struct {
	script        bool
	width, height int64
	medium        string
	before        []string
	unguarded     bool
}

// Script says whether the tab runs scripts.
func Script(on bool) Option { return func(o *options) { o.script = on } }

// Size is the size of the tab in CSS pixels; a tab has 360 by 640 unless told.
func Size(width, height int64) Option {
	return func(o *options) { o.width, o.height = width, height }
}

// Unguarded lets scripts of the test do what the site's Content-Security-Policy
// forbids its pages.
func Unguarded() Option { return func(o *options) { o.unguarded = true } }

// Paper shows pages as they are printed.
func Paper() Option { return func(o *options) { o.medium = "print" } }

// Before runs a script in every page before the page's own: to put something
// known in the place of what a browser has.
func Before(script string) Option {
	return func(o *options) { o.before = append(o.before, script) }
}

// Open serves the files on this machine and opens a new browser at the root of
// the site. It skips the test where there is no browser.
func Open(t testing.TB, files site.Files, opts ...Option) *Tab {
	t.Helper()
	binary := browserPath()
	if binary == "" {
		if os.Getenv(Required) != "" {
			t.Fatal("no Chromium found, and " + Required + " is set")
		}
		t.Skip("no Chromium found: install it (on Debian: apt-get install chromium) or set CHROMIUM to its path")
	}
	o := options{script: true, width: 360, height: 640}
	for _, opt := range opts {
		opt(&o)
	}
	tab := &Tab{t: t, handler: Handler(files)}
	tab.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tab.mu.Lock()
		tab.served = append(tab.served, r.URL.Path)
		handler := tab.handler
		tab.mu.Unlock()
		handler.ServeHTTP(&counter{w, tab}, r)
	}))
	t.Cleanup(func() { atMost(10*time.Second, tab.Server.Close) })
	for try := 1; !tab.start(binary); try++ {
		if try == 3 {
			t.Fatal("Chromium does not start")
		}
	}
	tab.must(chromedp.Listen(tab.ctx, func(ev any) {
		if e, ok := ev.(*network.EventRequestWillBeSent); ok {
			tab.mu.Lock()
			tab.requests = append(tab.requests, e.Request.URL)
			tab.mu.Unlock()
		}
	}))
	ctx, cancel := tab.within()
	defer cancel()
	tab.must(chromedp.Do(ctx, chromedp.EmulateViewport(o.width, o.height)))
	if !o.script {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		tab.must(err)
	}
	if o.unguarded {
		_, err := chromedp.Call(ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
		tab.must(err)
	}
	for _, script := range o.before {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		tab.must(err)
	}
	if o.medium != "" {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: o.medium})
		tab.must(err)
	}
	return tab
}

// start starts a browser, and reports whether it answers in time.
func (tab *Tab) start(binary string) bool {
	allocator, end := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(binary), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true),
		chromedp.UserDataDir(tab.t.TempDir()))
	ctx, close := chromedp.NewContext(allocator)
	tab.t.Cleanup(func() {
		atMost(10*time.Second, close)
		end()
	})
	started := make(chan error, 1)
	go func() { started <- chromedp.Do(ctx) }() // a limit of the context would end the browser later
	select {
	case err := <-started:
		tab.ctx = ctx
		return err == nil
	case <-time.After(time.Minute):
		return false
	}
}

// atMost waits for something to be done, but not for ever.
func atMost(limit time.Duration, do func()) {
	done := make(chan struct{})
	go func() {
		do()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(limit):
	}
}

// Handler serves files as a static host does, compressed, with the headers of
// the site.
func Handler(files site.Files) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		status := http.StatusOK
		content, ok := files[name]
		if !ok {
			name, content, status = "404.html", files["404.html"], http.StatusNotFound
		}
		for _, h := range headers.For(name) {
			w.Header().Set(h.Name, h.Value)
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			w.Header().Set("Content-Encoding", "gzip")
			content = gzipped(content)
		}
		w.WriteHeader(status)
		_, _ = w.Write(content)
	})
}

func gzipped(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(content) // a buffer does not fail
	_ = w.Close()
	return b.Bytes()
}

// Serve changes what the server answers: to the files of another build, or by
// a handler that fails on purpose.
func (tab *Tab) Serve(h http.Handler) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.handler = h
}

// Another is a second tab of the same browser.
func (tab *Tab) Another() *Tab {
	tab.t.Helper()
	ctx, cancel := chromedp.NewContext(tab.ctx)
	tab.t.Cleanup(cancel)
	tab.must(chromedp.Do(ctx))
	return &Tab{Server: tab.Server, t: tab.t, ctx: ctx, close: cancel}
}

// Close closes a tab that Another opened, whatever it is doing.
func (tab *Tab) Close() { tab.close() }

// Quota limits what the site may store in the browser, in bytes.
func (tab *Tab) Quota(bytes float64) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	_, err := chromedp.Call(ctx, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: tab.Server.URL, QuotaSize: &bytes})
	tab.must(err)
}

func (tab *Tab) must(err error) {
	tab.t.Helper()
	if err != nil {
		tab.t.Fatal(err)
	}
}

// within bounds the time of one step.
func (tab *Tab) within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(tab.ctx, time.Minute)
}

// Visit opens a page of the site: "/de/".
func (tab *Tab) Visit(path string) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	tab.must(chromedp.Do(ctx, chromedp.Navigate(tab.Server.URL+path)))
}

// Resize makes the tab another size.
func (tab *Tab) Resize(width, height int64) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	tab.must(chromedp.Do(ctx, chromedp.EmulateViewport(width, height)))
}

// Prefer sets a preference of the reader, in place of the one before:
// Prefer("prefers-color-scheme", "dark"). Without a name there is none.
func (tab *Tab) Prefer(name, value string) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	params := emulation.SetEmulatedMediaParams{}
	if name != "" {
		params.Features = []*emulation.MediaFeature{{Name: name, Value: value}}
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, params)
	tab.must(err)
}

// VisitFile opens a file of this machine.
func (tab *Tab) VisitFile(path string) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	tab.must(chromedp.Do(ctx, chromedp.Navigate((&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String())))
}

// Print is the page as it is printed, as PDF.
func (tab *Tab) Print() []byte {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	result, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{})
	tab.must(err)
	return result.Data
}

// Requests lists what the browser has asked for since the last call.
func (tab *Tab) Requests() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	list := tab.requests
	tab.requests = nil
	return list
}

// Served lists the paths that the server was asked for since the last call, by
// the page or by what it started.
func (tab *Tab) Served() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	list := tab.served
	tab.served = nil
	return list
}

// ForgetCache empties the browser's cache, so that the next visit is a first.
func (tab *Tab) ForgetCache() {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	_, err := chromedp.Call(ctx, network.ClearBrowserCache, cdp.Empty{})
	tab.must(err)
}

// Weight is how many bytes the server has sent since the last call, as it sent
// them: compressed, without headers.
func (tab *Tab) Weight() int {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	n := tab.weight
	tab.weight = 0
	return n
}

// Eval is the value of an expression in the page. It works with scripts of the
// page off, too.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	tab.must(err)
	return v
}

// Now is whether an expression is true in the page at this moment, also while
// the page is on its way to another one.
func (tab *Tab) Now(expression string) bool {
	tab.t.Helper()
	is, err := tab.now(expression)
	tab.must(err)
	return is
}

func (tab *Tab) now(expression string) (bool, error) {
	ctx, cancel := tab.within()
	defer cancel()
	result, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "!!(" + expression + ")", ReturnByValue: new(true)})
	return err == nil && string(result.Result.Value) == "true", err
}

// WaitFor waits until an expression in the page is true.
func (tab *Tab) WaitFor(expression string) {
	tab.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		is, err := tab.now(expression)
		if is {
			return
		}
		if time.Now().After(deadline) {
			tab.t.Fatalf("never true: %s (%v)", expression, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Click clicks the first element that the selector finds.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	tab.must(chromedp.Do(ctx, chromedp.Click(selector)))
}

// Press types keys into what has the focus; see package kb for special ones.
func (tab *Tab) Press(keys string) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	tab.must(chromedp.Do(ctx, chromedp.KeyEvent(keys)))
}

// Type puts a text at once into what has the focus, as keyboards of phones put
// words.
func (tab *Tab) Type(text string) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text})
	tab.must(err)
}

// Tabs is how many tabs the browser has open.
func (tab *Tab) Tabs() int {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	targets, err := chromedp.Targets(ctx)
	tab.must(err)
	n := 0
	for _, target := range targets {
		if target.Type == "page" {
			n++
		}
	}
	return n
}

// Location is the address in the address bar.
func (tab *Tab) Location() string {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Location())
	tab.must(err)
	return at
}

// Screenshot is a picture of the tab, as PNG.
func (tab *Tab) Screenshot() []byte {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	tab.must(err)
	return png
}

// PDF is the page as the reader prints it, on paper as the page wants it.
func (tab *Tab) PDF() []byte {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, 60*time.Second)
	defer cancel()
	asPageWants := true
	pdf, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &asPageWants})
	tab.must(err)
	return pdf.Data
}

// SlowDown makes the tab's processor so many times slower.
func (tab *Tab) SlowDown(times float64) {
	tab.t.Helper()
	ctx, cancel := tab.within()
	defer cancel()
	_, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times})
	tab.must(err)
}
