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

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"beistand/i18n"
	"beistand/internal/content"
	"beistand/internal/site"
)

const configName = "site.toml"

// siteTOML is what we need to know of site.toml to add to it.
type siteTOML struct{ Languages []string }

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

// newPage makes the files of a page in the site's folder and returns their
// names. It never changes a file that exists.
func newPage(dir, id string) ([]string, error) {
	pageID, ok := site.ParseID("/" + strings.Trim(id, "/"))
	if !ok || pageID == site.HomeID {
		return nil, fmt.Errorf("%q cannot be the id of a page: write it like /residence/asylum", id)
	}
	if content.IsGenerated(pageID) {
		return nil, fmt.Errorf("the generator makes %s itself: give the page another id", pageID)
	}
	source, err := sourceLanguage(dir)
	if err != nil {
		return nil, err
	}
	folder := path.Join("content", strings.TrimPrefix(string(pageID), "/"))
	parent := filepath.Join(dir, "content", filepath.FromSlash(string(pageID.Parent())))
	if pageID.Parent() != site.HomeID {
		if _, err := os.Stat(filepath.Join(parent, "page.toml")); err != nil {
			return nil, fmt.Errorf("there is no page above %s: make it first with: beistand new page %s", pageID, pageID.Parent())
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(folder)), 0o755); err != nil {
		return nil, err
	}
	var made []string
	for _, f := range []struct{ name, text string }{
		{path.Join(folder, "page.toml"), "order = 100\n"},
		{path.Join(folder, source+".md"), skeleton(pageID, source)},
	} {
		if err := create(filepath.Join(dir, filepath.FromSlash(f.name)), f.text); err != nil {
			return made, err
		}
		made = append(made, f.name)
	}
	return made, nil
}

// create writes a new file.
func create(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

func sourceLanguage(dir string) (string, error) {
	var c siteTOML
	if _, err := toml.DecodeFile(filepath.Join(dir, configName), &c); err != nil {
		return "", err
	}
	if len(c.Languages) == 0 {
		return "", fmt.Errorf("site.toml names no languages")
	}
	return c.Languages[0], nil
}

var languagesList = regexp.MustCompile(`(?m)^([ \t]*languages[ \t]*=[ \t]*\[[^\]]*?)(,?[ \t\n]*\])`)

// newLanguage adds a language to site.toml and makes its file of words. It
// returns the names of the files it made or changed.
func newLanguage(dir, code string) ([]string, error) {
	tag, err := language.Parse(code)
	if err != nil || code != strings.ToLower(code) {
		return nil, fmt.Errorf("%q is not the code of a language: use one such as ro, vi or de-simple", code)
	}
	config := filepath.Join(dir, configName)
	data, err := os.ReadFile(config)
	if err != nil {
		return nil, err
	}
	var c siteTOML
	if _, err := toml.Decode(string(data), &c); err != nil {
		return nil, fmt.Errorf("%s: %w", configName, err)
	}
	if slices.Contains(c.Languages, code) {
		return nil, fmt.Errorf("the site has the language %q already", code)
	}
	if len(c.Languages) == 0 || !languagesList.Match(data) {
		return nil, fmt.Errorf("%s has no list of languages to add to", configName)
	}
	words := filepath.Join(dir, "i18n", code+".toml")
	var made []string
	if _, err := fs.Stat(i18n.FS, code+".toml"); err != nil {
		source, err := os.ReadFile(filepath.Join(dir, "i18n", c.Languages[0]+".toml"))
		if errors.Is(err, fs.ErrNotExist) {
			source, err = fs.ReadFile(i18n.FS, c.Languages[0]+".toml")
		}
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(filepath.Dir(words), 0o755); err != nil {
			return nil, err
		}
		head := fmt.Sprintf("# The words of the interface in %q: translate what stands in quotation marks.\n# This language counts with the plural forms %s.\n",
			code, strings.Join(site.PluralForms(tag), ", "))
		if err := create(words, head+string(source)); err != nil {
			return nil, err
		}
		made = append(made, "i18n/"+code+".toml")
	}
	data = languagesList.ReplaceAll(data, []byte(`${1}, "`+code+`"${2}`))
	return append(made, configName), os.WriteFile(config, data, 0o644)
}
