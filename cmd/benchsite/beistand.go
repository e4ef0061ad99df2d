package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"beistand/i18n"
	"beistand/internal/content"
)

// beistandDialect is what the project's own texts are written in.
type beistandDialect struct{}

func (beistandDialect) link(_, id, anchor, text string) string {
	return fmt.Sprintf("[%s](%s#%s)", text, id, anchor)
}

func (beistandDialect) cite(section, paragraph int, law string) string {
	return fmt.Sprintf("§ %d Abs. %d %s", section, paragraph, law)
}

// writeBeistand writes the site as Beistand reads it.
func (s *benchSite) writeBeistand(dir string) error {
	w := &writer{dir: dir}
	w.put("site.toml", "languages = [\""+strings.Join(s.langs, "\", \"")+"\"]\nbase_url = \"https://example.org/\"\nexit_url = \"https://example.org/weather\"\noffline = false\n")
	for _, l := range laws {
		w.add("content/laws.toml", fmt.Sprintf("[[law]]\nabbreviation = %q\ntitle = %q\nurl = %q\nsection_url = %q\n\n",
			l.abbreviation, l.title, l.url, l.url+"__{n}.html"))
	}
	if err := s.writeWords(w); err != nil {
		return err
	}
	for number, p := range s.pages {
		folder := filepath.Join("content", p.id)
		w.put(folder+"/page.toml", fmt.Sprintf("order = %d\nlaw_as_of = 2026-04-29\nreview_by = 2036-10-29\n", p.order))
		source := ""
		for i, lang := range s.langs {
			t := s.text(number, lang, beistandDialect{})
			header := fmt.Sprintf("title = %q\nsummary = %q\nkeywords = [\"%s\"]\n", t.title, t.summary, strings.Join(t.keywords, `", "`))
			if i == 0 {
				source = content.Fingerprint(t.title, t.summary, []byte(t.body))
			} else {
				header += fmt.Sprintf("translation_of = %q\ntranslation_reviewed_by = \"benchsite\"\n", source)
			}
			w.put(folder+"/"+lang+".md", "+++\n"+header+"+++\n"+t.body)
		}
	}
	return w.err
}

// writeWords gives the languages that the project has no words for the English
// ones, so that the site can be built.
func (s *benchSite) writeWords(w *writer) error {
	for _, lang := range s.langs {
		if _, err := fs.Stat(i18n.FS, lang+".toml"); err == nil {
			continue
		}
		words, err := englishWords()
		if err != nil {
			return err
		}
		text, err := toml.Marshal(inAllPluralForms(words))
		if err != nil {
			return err
		}
		w.put("i18n/"+lang+".toml", string(text))
	}
	return nil
}

func englishWords() (map[string]any, error) {
	data, err := fs.ReadFile(i18n.FS, "en.toml")
	if err != nil {
		return nil, err
	}
	words := map[string]any{}
	return words, toml.Unmarshal(data, &words)
}

// flatten calls use for the words under a key, in order: "search.label".
func flatten(prefix string, table map[string]any, use func(key, value string)) {
	for _, key := range sortedKeys(table) {
		switch value := table[key].(type) {
		case string:
			use(prefix+key, value)
		case map[string]any:
			flatten(prefix+key+".", value, use)
		}
	}
}

var pluralForms = []string{"zero", "one", "two", "few", "many", "other"}

// inAllPluralForms lets words that are counted have every form that some
// language counts with.
func inAllPluralForms(words map[string]any) map[string]any {
	if other, ok := words["other"]; ok && len(words) <= len(pluralForms) {
		for _, form := range pluralForms {
			words[form] = other
		}
		return words
	}
	for _, value := range words {
		if table, ok := value.(map[string]any); ok {
			inAllPluralForms(table)
		}
	}
	return words
}

// writer writes files and remembers the first error.
type writer struct {
	dir string
	err error
}

func (w *writer) put(name, text string) { w.write(name, text, os.O_CREATE|os.O_TRUNC|os.O_WRONLY) }

// add writes at the end of a file.
func (w *writer) add(name, text string) { w.write(name, text, os.O_CREATE|os.O_APPEND|os.O_WRONLY) }

func (w *writer) write(name, text string, flags int) {
	if w.err != nil {
		return
	}
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err = os.MkdirAll(filepath.Dir(path), 0o755); w.err != nil {
		return
	}
	f, err := os.OpenFile(path, flags, 0o644)
	if err != nil {
		w.err = err
		return
	}
	_, err = f.WriteString(text)
	w.err = errors.Join(err, f.Close())
}

// putAll writes the files of an embedded folder.
func (w *writer) putAll(files embed.FS, folder string) error {
	return fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := files.ReadFile(name)
		w.put(strings.TrimPrefix(name, folder+"/"), string(text))
		return err
	})
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
