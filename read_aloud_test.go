package beistand

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"beistand/internal/sitetest"
)

// voice is a voice of the device, or of a company's server.
type voice struct {
	Name         string `json:"name"`
	Lang         string `json:"lang"`
	LocalService bool   `json:"localService"`
	Default      bool   `json:"default"`
}

// speech stands in for the browser's speech: it says nothing, and writes down
// what it is asked. heard.finish() ends what is being said; with heard.auto it
// ends by itself. heard.arrive() brings other voices.
const speech = `(() => {
	let voices = %s;
	const log = [];
	const queue = [];
	function end(kind) {
		const u = queue.shift();
		if (u && u["on" + kind]) u["on" + kind]({ error: "interrupted" });
	}
	window.heard = {
		log,
		auto: false,
		finish: () => end("end"),
		fail: () => end("error"),
		arrive(list) { voices = list; speechSynthesis.onvoiceschanged(); },
		texts: () => log.filter((l) => l.text).map((l) => l.text),
	};
	window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
	Object.defineProperty(window, "speechSynthesis", { value: {
		getVoices: () => voices,
		speak(u) {
			log.push({ text: u.text, voice: u.voice ? u.voice.name : "", lang: u.lang, rate: u.rate });
			queue.push(u);
			if (!u.text) heard.finish();
			else if (heard.auto) setTimeout(heard.finish);
		},
		cancel() {
			log.push({ cancel: true });
			const broken = queue.splice(0);
			setTimeout(() => broken.forEach((u) => u.onend({}))); // some browsers call this an end
		},
	} });
})();`

// withVoices is a browser with these voices.
func withVoices(voices ...voice) sitetest.Option {
	return sitetest.Before(fmt.Sprintf(speech, voiceList(voices)))
}

// arrive gives the browser other voices, while it shows a page.
func arrive(tab *sitetest.Tab, voices ...voice) {
	sitetest.Eval[bool](tab, "heard.arrive("+voiceList(voices)+") || true")
}

func voiceList(voices []voice) string {
	list, err := json.Marshal(append([]voice{}, voices...))
	if err != nil {
		panic(err)
	}
	return string(list)
}

var (
	german   = voice{Name: "de", Lang: "de-DE", LocalService: true}
	austrian = voice{Name: "at", Lang: "de_AT", LocalService: true}
	english  = voice{Name: "en", Lang: "en-GB", LocalService: true}
	arabic   = voice{Name: "ar", Lang: "ar-SA", LocalService: true}
	remote   = voice{Name: "remote", Lang: "de-DE", Default: true}
)

// spoken is one thing that the browser was asked to say.
type spoken struct {
	Text  string  `json:"text"`
	Voice string  `json:"voice"`
	Lang  string  `json:"lang"`
	Rate  float64 `json:"rate"`
}

const shown = `!document.querySelector("[data-read-aloud]").hidden`

// aloudSite has on its page all that texts are made of.
const aloudSite = `
-- site.toml --
languages = ["de", "ar"]
exit_url = "https://exit.example/"
-- content/page.toml --
-- content/de.md --
+++
title = "Start"
+++
Willkommen.
-- content/contacts.toml --
[police]
name = "Polizei (Notruf)"
phone = "110"
about.de = "Kommt sofort."
about.ar = "تأتي فورًا."
-- content/laws.toml --
[[law]]
abbreviation = "BGB"
title = "Bürgerliches Gesetzbuch"
url = "https://law.example/bgb/"
section_url = "https://law.example/bgb/{n}"
-- content/glossary/page.toml --
kind = "glossary"
-- content/glossary/de.md --
+++
title = "Glossar"
+++
## Kaution {#deposit}
Geld, das Sie hinterlegen.
-- content/lease/page.toml --
contacts = ["police"]
-- content/lease/de.md --
+++
title = "Mietvertrag"
summary = "Was darin steht."
+++
## Die Kaution {#deposit}

Die [Kaution](glossary:deposit) ist begrenzt (§ 551 Abs. 1 BGB).[^1] Fragen Sie nach! Rufen Sie [110](contact:police) an.

- Erstens
  - Darunter
- Zweitens, z. B. so

> [!WARNING]
> Nicht bar zahlen.

[^1]: Die Note.

## Fristen {#terms}

| Wer | Frist |
|---|---|
| Mieterin | drei Monate |
| Vermieter | länger |
-- content/lease/ar.md --
+++
title = "عقد الإيجار"
summary = "ماذا فيه."
+++
## الضمان {#deposit}

الضمان (Kaution) محدود. اسألوا.

## المهل {#terms}

ثلاثة أشهر.
`

// TestReadAloudText: what is read is the article in its order, sentence by
// sentence, without explanations, marks of notes, lists of links and buttons;
// each block with a voice of its language. Nothing is asked of a voice that is
// not on the device, though it is the browser's own choice.
func TestReadAloudText(t *testing.T) {
	tab := sitetest.Open(t, sitetest.Build(t, aloudSite), withVoices(remote, german, arabic))
	for _, test := range []struct {
		page string
		want string
	}{
		{"/de/lease/", `
			de: Mietvertrag
			de: Was darin steht.
			de: Die Kaution
			de: Die Kaution ist begrenzt (§ 551 Abs. 1 BGB).
			de: Fragen Sie nach!
			de: Rufen Sie 1 1 0 an.
			de: Erstens
			de: Darunter
			de: Zweitens, z. B. so
			de: Achtung
			de: Nicht bar zahlen.
			de: Fristen
			de: Wer: Mieterin.
			de: Frist: drei Monate
			de: Wer: Vermieter.
			de: Frist: länger
			de: Die Note.
			de: Wer hilft
			de: Polizei (Notruf)
			de: Kommt sofort.
			de: Anrufen: 1 1 0`},
		{"/ar/lease/", `
			ar: عقد الإيجار
			ar: ماذا فيه.
			ar: ترجمة آلية لم تُراجع بعد.
			ar: المرجع هو النص الأصلي: Deutsch
			ar: الضمان
			ar: الضمان (Kaution) محدود.
			ar: اسألوا.
			ar: المهل
			ar: ثلاثة أشهر.
			ar: من يساعد
			de: Polizei (Notruf)
			ar: تأتي فورًا.
			ar: اتصال: 1 1 0`},
	} {
		tab.Visit(test.page)
		tab.WaitFor(shown)
		sitetest.Eval[bool](tab, `heard.auto = true`)
		tab.Click("[data-read-aloud]")
		tab.WaitFor(`heard.log.length > 2 && !document.querySelector("[data-aloud]")`)
		var got []string
		for _, s := range sitetest.Eval[[]spoken](tab, `heard.log`) {
			if s.Text != "" {
				got = append(got, s.Voice+": "+s.Text)
			} else if s.Voice == remote.Name {
				t.Error("a remote voice is woken")
			}
		}
		var want []string
		for line := range strings.Lines(test.want) {
			if line = strings.TrimSpace(line); line != "" {
				want = append(want, line)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %s\nwant %s", test.page, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
}

// TestReadAloudVoices: the control is there where the device itself has a voice
// for the language of the text, which need not be the language of the page;
// also when the voice comes late, and not without script or without speech.
func TestReadAloudVoices(t *testing.T) {
	tab := sitetest.Open(t, sitetest.BuildProject(t), withVoices(),
		sitetest.Before(`if (location.hash === "#mute") { delete window.speechSynthesis; delete Window.prototype.speechSynthesis; }`))
	for _, page := range []struct {
		path string
		want string // the voices that can read it
	}{
		{"/de/help-now/emergency/", "de at"},
		{"/en/", "en"},
		{"/ar/help-now/emergency/", "ar"},
		{"/ar/guide/", "en"}, // in English on the Arabic site
	} {
		tab.Visit(page.path)
		tab.WaitFor(`document.readyState === "complete"`)
		for _, v := range []voice{{Name: "none"}, remote, german, austrian, english, arabic} {
			if v.Name != "none" { // at first there are none, as without script
				arrive(tab, v)
			}
			want := slices.Contains(strings.Fields(page.want), v.Name)
			if got := sitetest.Eval[bool](tab, `document.querySelector("[data-read-aloud]").getClientRects().length > 0`); got != want {
				t.Errorf("%s with voice %q: control shown: %t, want %t", page.path, v.Name, got, want)
			}
		}
	}
	tab.Visit("/de/#mute")
	tab.WaitFor(`document.readyState === "complete"`)
	if !sitetest.Eval[bool](tab, `!window.speechSynthesis && document.querySelector("[data-read-aloud]").hidden && !document.querySelector("[role=search]").hidden`) {
		t.Error("a browser without speech is offered some, or loses what else it has")
	}
}

// TestReadAloudControls is a listener's story: listen, pause, go on, slower,
// another section, silence.
func TestReadAloudControls(t *testing.T) {
	sitetest.Long(t)
	tab := sitetest.Open(t, sitetest.Build(t, aloudSite), withVoices(german))
	last := func(what, text string, rate float64) {
		t.Helper()
		tab.WaitFor(`heard.log.length && heard.log[heard.log.length - 1].text !== ""`)
		got := sitetest.Eval[spoken](tab, `heard.log[heard.log.length - 1]`)
		if want := (spoken{text, "de", "de-DE", rate}); got != want {
			t.Errorf("%s: says %v, want %v", what, got, want)
		}
	}
	silent := func(what string) {
		t.Helper()
		n := sitetest.Eval[int](tab, `heard.texts().length`)
		sitetest.Eval[bool](tab, `new Promise((done) => setTimeout(() => done(true), 0))`) // what was broken off has ended
		if got := sitetest.Eval[[]bool](tab, `[!!heard.log[heard.log.length - 1].cancel, heard.texts().length === `+fmt.Sprint(n)+`]`); !got[0] || !got[1] {
			t.Errorf("%s: the voice goes on", what)
		}
	}
	highlighted := func(what, text string) {
		t.Helper()
		if got := sitetest.Eval[string](tab, `Array.from(document.querySelectorAll(".being-read"), (e) => e.firstChild.data.trim()).join("|")`); got != text {
			t.Errorf("%s: %q is highlighted, want %q", what, got, text)
		}
	}
	finish := func(times int) {
		for range times {
			sitetest.Eval[bool](tab, `heard.finish() || true`)
		}
	}
	tab.Visit("/de/lease/")
	tab.WaitFor(shown)
	tab.Requests()
	tab.Click("[data-read-aloud]")
	tab.WaitFor(`document.querySelector("[data-aloud]")`)
	last("start", "Mietvertrag", 1)
	highlighted("start", "Mietvertrag")
	tab.WaitFor(`document.activeElement === document.querySelector("[data-read-aloud][aria-pressed=true]")`)

	finish(4)
	last("fourth sentence", "Fragen Sie nach!", 1)
	highlighted("fourth sentence", "Die")
	tab.Click(`[data-aloud="toggle"]`)
	silent("pause")
	tab.Click(`[data-aloud="toggle"]`)
	last("go on", "Fragen Sie nach!", 1)

	for _, rate := range []float64{1.25, 1.5, 0.75} {
		tab.Click(`[data-aloud="speed"]`)
		last("speed", "Fragen Sie nach!", rate)
	}
	finish(1)
	last("keeps the speed", "Rufen Sie 1 1 0 an.", 0.75)

	tab.Click(`[data-aloud="previous"]`)
	last("its own section again", "Die Kaution", 0.75)
	tab.Click(`[data-aloud="next"]`)
	last("next section", "Fristen", 0.75)
	tab.WaitFor(`(() => { const box = document.querySelector(".being-read").getBoundingClientRect();
		return box.top >= document.querySelector("header").getBoundingClientRect().bottom - 1
			&& box.bottom <= document.querySelector("[data-aloud]").parentElement.getBoundingClientRect().top; })()`)
	sitetest.Eval[bool](tab, `(location.hash = "#deposit", true)`)
	tab.WaitFor(`heard.log[heard.log.length - 1].text === "Die Kaution"`)

	sitetest.Eval[bool](tab, `heard.fail() || true`)
	if n := sitetest.Eval[int](tab, `heard.texts().length`); sitetest.Eval[int](tab, `(heard.finish(), heard.texts().length)`) != n {
		t.Error("a voice that fails goes on")
	}
	tab.Click(`[data-aloud="toggle"]`)
	last("go on after a failure", "Die Kaution", 0.75)

	// The bar goes, and who used it by keyboard is where they began.
	sitetest.Eval[bool](tab, `(document.querySelector("[data-aloud=stop]").focus(), true)`)
	tab.Press(kb.Enter)
	tab.WaitFor(`document.activeElement === document.querySelector("[data-read-aloud][aria-pressed=false]")`)
	silent("stop")
	highlighted("stop", "")
	tab.Press(kb.Enter)
	last("again, from the section in the address", "Die Kaution", 0.75)
	tab.Press(kb.Escape)
	silent("Escape")

	tab.Click("[data-read-aloud]")
	sitetest.Eval[bool](tab, `(Object.defineProperty(document, "visibilityState", { value: "hidden" }), document.dispatchEvent(new Event("visibilitychange")))`)
	silent("the page is hidden")

	// The whole of it took one file of the site, and left nothing.
	if r := tab.Requests(); len(r) != 1 || !strings.HasPrefix(r[0], tab.Server.URL+"/assets/read-aloud.") {
		t.Errorf("listening asks for %q", r)
	}
	if sitetest.Eval[bool](tab, `(async () => document.cookie + localStorage.length + sessionStorage.length + (await caches.keys()).length + (await indexedDB.databases()).length !== "0000")()`) {
		t.Error("listening leaves traces")
	}
	tab.Visit("/de/lease/")
	tab.WaitFor(shown)
	tab.Click("[data-read-aloud]")
	last("another visit", "Mietvertrag", 1)
}

// TestReadAloudLeftOut: a block whose language has no voice is left out, and
// the bar says so; a name is read by the voice around it.
func TestReadAloudLeftOut(t *testing.T) {
	tab := sitetest.Open(t, sitetest.Build(t, aloudSite), withVoices(arabic))
	all := `(() => {
		const bar = document.querySelector("[data-aloud]").parentElement;
		while (bar.isConnected) heard.finish();
		return [String(!bar.querySelector("p").hidden)].concat(heard.texts());
	})()`
	tab.Visit("/ar/lease/")
	tab.WaitFor(shown)
	tab.Click("[data-read-aloud]")
	tab.WaitFor(`document.querySelector("[data-aloud]")`)
	if got := sitetest.Eval[[]string](tab, all); got[0] != "false" || !slices.Contains(got, "Polizei (Notruf)") {
		t.Errorf("reads %q; something is left out: %s", got[1:], got[0])
	}
	tab.Visit("/ar/glossary/") // German text below an Arabic notice
	arrive(tab, german)
	tab.Click("[data-read-aloud]")
	tab.WaitFor(`document.querySelector("[data-aloud]")`)
	if got, want := sitetest.Eval[[]string](tab, all), []string{"true", "Glossar", "Kaution", "Geld, das Sie hinterlegen."}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestReadAloudExit: the exit silences the voice at once, also where the
// network is so slow that the page stays for a while.
func TestReadAloudExit(t *testing.T) {
	weather, hold, release := harmless(t)
	files := sitetest.Build(t, aloudSite)
	// While a page is being left, only its server hears of it, which the site's
	// own policy would forbid.
	tab := sitetest.Open(t, files, sitetest.Unguarded(), withVoices(german), sitetest.Before(`{
		const cancel = speechSynthesis.cancel;
		speechSynthesis.cancel = () => { navigator.sendBeacon("/silent/" + heard.texts().length); cancel(); };
	}`))
	for _, leave := range []string{
		`document.querySelector("[data-quick-exit]").click()`,
		`for (let i = 0; i < 3; i++) document.dispatchEvent(new KeyboardEvent("keyup", { key: "Shift", bubbles: true }))`,
	} {
		tab.Visit("/de/lease/")
		tab.WaitFor(shown)
		tab.Click("[data-read-aloud]")
		tab.WaitFor(`heard.texts().length === 1`)
		hold()
		sitetest.Eval[bool](tab, fmt.Sprintf(`(() => { document.querySelector("[data-quick-exit]").href = %q; setTimeout(() => { %s }); return true; })()`, weather.URL, leave))
		silent := false
		for i := 0; i < 500 && !silent; i++ {
			time.Sleep(20 * time.Millisecond)
			silent = slices.Contains(tab.Served(), "/silent/1")
		}
		if !silent {
			t.Errorf("%s: the voice goes on", leave)
		}
		release()
		tab.WaitFor(atWeather)
	}
}
