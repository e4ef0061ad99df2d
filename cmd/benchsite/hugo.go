package main

import (
	"embed"
	"fmt"
	"strings"
)

// hugoFiles are Hugo's layouts for the same pages. What is equal on the pages
// of a language is a cached partial; the table of contents, the breadcrumbs,
// the languages and the neighbours are made for each page. Links stand in the
// texts as finished addresses, so Hugo need not look them up, nor check them.
//
//go:embed all:hugo
var hugoFiles embed.FS

const hugoConfig = `baseURL = "https://example.org/"
title = "Beistand"
defaultContentLanguage = %q
defaultContentLanguageInSubdir = true
enableRobotsTXT = true
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderHooks.link]
useEmbedded = "never"
[markup.tableOfContents]
startLevel = 2
endLevel = 2
`

// hugoExtras lets Hugo make what Beistand makes beside its pages: each in two
// languages side by side, its short link, and those of its sections. It makes no
// QR codes.
const hugoExtras = `[outputFormats.beside]
mediaType = "text/html"
isHTML = true
path = "beside"
[outputFormats.short]
mediaType = "text/html"
isHTML = true
path = "s"
[outputFormats.sections]
mediaType = "text/html"
isHTML = true
path = "to"
[outputs]
home = ["html", "beside", "short", "sections"]
section = ["html", "beside", "short", "sections"]
page = ["html", "beside", "short", "sections"]
[languages.%s.outputs]
home = ["html", "short", "sections"]
section = ["html", "short", "sections"]
page = ["html", "short", "sections"]
`

type hugoDialect struct{}

func (hugoDialect) link(lang, id, anchor, text string) string {
	return fmt.Sprintf("[%s](/%s%s/#%s)", text, lang, strings.TrimSuffix(id, "/"), anchor)
}

func (hugoDialect) cite(section, paragraph int, law string) string {
	for _, l := range laws {
		if l.abbreviation == law {
			return fmt.Sprintf("[§ %d Abs. %d %s](%s__%d.html)", section, paragraph, law, l.url, section)
		}
	}
	return ""
}

// writeHugo writes the site as Hugo reads it.
func (s *benchSite) writeHugo(dir string) error {
	w := &writer{dir: dir}
	w.put("hugo.toml", fmt.Sprintf(hugoConfig, s.langs[0]))
	for i, lang := range s.langs {
		direction := "ltr"
		if lang == "ar" {
			direction = "rtl"
		}
		w.add("hugo.toml", fmt.Sprintf("[languages.%s]\nweight = %d\nlabel = %q\ndirection = %q\ncontentDir = \"content/%s\"\n", lang, i+1, lang, direction, lang))
	}
	w.put("extras.toml", fmt.Sprintf(hugoExtras, s.langs[0]))
	if err := s.writeHugoWords(w); err != nil {
		return err
	}
	if err := w.putAll(hugoFiles, "hugo"); err != nil {
		return err
	}
	for number, p := range s.pages {
		file := p.id + ".md"
		if p.hasPages {
			file = p.id + "/_index.md"
		}
		for _, lang := range s.langs {
			t := s.text(number, lang, hugoDialect{})
			w.put("content/"+lang+file, fmt.Sprintf("+++\ntitle = %q\nsummary = %q\nkeywords = [\"%s\"]\nweight = %d\ndate = 2026-04-29\n+++\n%s",
				t.title, t.summary, strings.Join(t.keywords, `", "`), p.order+1, t.body))
		}
	}
	return w.err
}

// writeHugoWords gives every language the English words of the interface.
func (s *benchSite) writeHugoWords(w *writer) error {
	words, err := englishWords()
	if err != nil {
		return err
	}
	var b strings.Builder
	flatten("", words, func(key, value string) {
		value = strings.NewReplacer("{date}", "{{ .date }}", "{", "", "}", "").Replace(value)
		if key == "law-as-of" {
			value = "Law as of {{ .date }}."
		}
		fmt.Fprintf(&b, "[%q]\nother = %q\n", strings.ReplaceAll(key, ".", "_"), value)
	})
	for _, lang := range s.langs {
		w.put("i18n/"+lang+".toml", b.String())
	}
	return nil
}
