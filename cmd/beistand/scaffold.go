package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"beistand/internal/content"
	"beistand/internal/site"
)

const configName = "site.toml"

// sections are the headings of a page about a right.
var sections = []struct{ id, de, en string }{
	{"in-short", "Kurz gesagt", "In short"},
	{"who", "Für wen ist das?", "Who is it for?"},
	{"what", "Was bekommen Sie?", "What do you get?"},
	{"steps", "Was können Sie jetzt tun?", "What can you do now?"},
	{"help", "Wer hilft?", "Who helps?"},
	{"law", "Gesetze", "The law"},
}

// skeleton is a new text, with German headings for a German one, with English
// headings for any other.
func skeleton(id site.ID, lang string) string {
	text := fmt.Sprintf("+++\ntitle = %q\nsummary = \"\"\nkeywords = []\n+++\n", id.Last())
	for _, s := range sections {
		title := s.en
		if lang == "de" {
			title = s.de
		}
		text += fmt.Sprintf("\n## %s {#%s}\n", title, s.id)
	}
	return text
}

// newPage makes the files that a page lacks in the site's folder and returns
// their names. It never changes a file that exists.
func newPage(in scaffold, id string) ([]string, error) {
	pageID, ok := site.ParseID("/" + strings.Trim(id, "/"))
	if !ok || pageID == site.HomeID {
		return nil, fmt.Errorf("%q cannot be the id of a page: write it like /residence/asylum", id)
	}
	if content.IsGenerated(pageID) {
		return nil, fmt.Errorf("the generator makes %s itself: give the page another id", pageID)
	}
	folder := path.Join("content", string(pageID))
	if pageID.Parent() != site.HomeID && !in.has(path.Join(path.Dir(folder), "page.toml")) {
		return nil, fmt.Errorf("there is no page above %s: make it first with: beistand new page %s", pageID, pageID.Parent())
	}
	source := in.langs[0].Code
	files := []struct{ name, text string }{
		{path.Join(folder, "page.toml"), "order = 100\n"},
		{path.Join(folder, source+".md"), skeleton(pageID, source)},
	}
	var made []string
	for _, f := range files {
		if in.has(f.name) {
			continue
		}
		if err := in.create(f.name, f.text); err != nil {
			return made, err
		}
		made = append(made, f.name)
	}
	if len(made) == 0 {
		return nil, fmt.Errorf("%s exists already", files[0].name)
	}
	return made, nil
}

// newLanguage adds a language to site.toml and makes its file of words, as far
// as they are missing. It returns the names of the files it made or changed.
func newLanguage(in scaffold, code string) ([]string, error) {
	tag, err := language.Parse(code)
	if err != nil || code != strings.ToLower(code) {
		return nil, fmt.Errorf("%q is not the code of a language: use one such as ro, vi or de-simple", code)
	}
	listed := slices.ContainsFunc(in.langs, func(l *site.Lang) bool { return l.Code == code })
	words := "i18n/" + code + ".toml"
	if listed && in.has(words) {
		return nil, fmt.Errorf("the site has the language %q already", code)
	}
	config, err := fs.ReadFile(in.folder, configName)
	if err != nil {
		return nil, machineError{err}
	}
	if !listed {
		var ok bool
		if config, ok = addToLanguages(config, code); !ok {
			return nil, fmt.Errorf("%s has no list of languages to add to", configName)
		}
	}
	var made []string
	if !in.has(words) {
		text, err := in.sourceWords()
		if err != nil {
			return nil, machineError{err}
		}
		head := fmt.Sprintf("# The words of the interface in %q: translate what stands in quotation marks.\n# This language counts with the plural forms %s.\n",
			code, strings.Join(site.PluralForms(tag), ", "))
		if err := in.create(words, head+text); err != nil {
			return nil, err
		}
		made = append(made, words)
	}
	if listed {
		return made, nil
	}
	if err := os.WriteFile(in.path(configName), config, 0o644); err != nil {
		return made, machineError{err}
	}
	return append(made, configName), nil
}

var (
	languagesList = regexp.MustCompile(`(?m)^[ \t]*languages[ \t]*=[ \t]*\[(?:"[^"\n]*"|'[^'\n]*'|#[^\n]*|[\s,])*\]`)
	listItem      = regexp.MustCompile(`"[^"\n]*"|'[^'\n]*'|#[^\n]*`)
)

// addToLanguages adds a language behind the last one of the list in site.toml;
// ok is false when there is none.
func addToLanguages(config []byte, code string) (added []byte, ok bool) {
	list := languagesList.FindIndex(config)
	if list == nil {
		return nil, false
	}
	last := 0
	for _, item := range listItem.FindAllIndex(config[list[0]:list[1]], -1) {
		if config[list[0]+item[0]] != '#' {
			last = list[0] + item[1]
		}
	}
	return slices.Concat(config[:last], []byte(`, "`+code+`"`), config[last:]), last > 0
}

// scaffold is a site's folder in which files are to be made.
type scaffold struct {
	dir    string
	folder fs.FS // dir with what is built in
	langs  []*site.Lang
}

func (in scaffold) path(name string) string { return filepath.Join(in.dir, filepath.FromSlash(name)) }

func (in scaffold) has(name string) bool {
	_, err := fs.Stat(in.folder, name)
	return err == nil
}

// create writes a new file.
func (in scaffold) create(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(in.path(name)), 0o755); err != nil {
		return machineError{err}
	}
	f, err := os.OpenFile(in.path(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return machineError{err}
	}
	if _, err := f.WriteString(text); err != nil {
		return machineError{errors.Join(err, f.Close())}
	}
	if err := f.Close(); err != nil {
		return machineError{err}
	}
	return nil
}

// sourceWords is the words of the source language; where that has none yet,
// the German ones, which are built in.
func (in scaffold) sourceWords() (string, error) {
	name := "i18n/" + in.langs[0].Code + ".toml"
	if !in.has(name) {
		name = "i18n/de.toml"
	}
	text, err := fs.ReadFile(in.folder, name)
	return string(text), err
}
