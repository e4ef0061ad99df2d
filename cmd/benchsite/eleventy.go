package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

// eleventyFiles are a configuration and a layout of Eleventy for the same pages
// as Hugo's, its pages alone. The layout is a function of JavaScript, which is
// the fastest that Eleventy has, and Markdown goes through no template language.
//
//go:embed all:eleventy
var eleventyFiles embed.FS

// writeEleventy writes the site as Eleventy reads it.
func (s *benchSite) writeEleventy(dir string) error {
	w := &writer{dir: dir}
	if err := w.putAll(eleventyFiles, "eleventy"); err != nil {
		return err
	}
	words, err := englishWords()
	if err != nil {
		return err
	}
	flat := map[string]string{}
	flatten("", words, func(key, value string) { flat[key] = value })
	for name, value := range map[string]any{"words": flat, "langs": s.langs, "site": "https://example.org"} {
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		w.put("_data/"+name+".json", string(text))
	}
	for number, p := range s.pages {
		file := strings.TrimSuffix(p.id, "/") + ".md"
		if p.hasPages {
			file = strings.TrimSuffix(p.id, "/") + "/index.md"
		}
		for _, lang := range s.langs {
			t := s.text(number, lang, hugoDialect{})
			header, err := json.Marshal(map[string]any{"title": t.title, "summary": t.summary, "keywords": t.keywords, "order": p.order, "date": "2026-04-29"})
			if err != nil {
				return err
			}
			w.put("content/"+lang+file, fmt.Sprintf("---json\n%s\n---\n%s", header, t.body))
		}
	}
	return w.err
}
