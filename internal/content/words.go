package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// wordList is a file of words: keys with dots, each with a text, with plural
// forms or with a list.
type wordList struct {
	file  string
	at    places
	texts map[string]string
	forms map[string]map[string]string
	lists map[string][]string
}

func (w wordList) keys() []string {
	keys := slices.Concat(slices.Collect(maps.Keys(w.texts)), slices.Collect(maps.Keys(w.forms)), slices.Collect(maps.Keys(w.lists)))
	slices.Sort(keys)
	return keys
}

// loadWords reads i18n/LANG.toml for every language and compares their keys
// with those of the source language.
func (l *loader) loadWords() error {
	var source wordList
	for i, lang := range l.langs {
		file := "i18n/" + lang.Code + ".toml"
		data, found, err := l.read(file)
		if err != nil {
			return err
		}
		if data == nil {
			l.problems.Error(problem.Place{File: file}, "there are no words for the language %q", lang.Code).
				Hint("make the file with: beistand new language %s", lang.Code)
		}
		if !found {
			continue
		}
		words, ok := l.parseWords(lang, file, data)
		if !ok {
			continue
		}
		if i == 0 {
			source = words
		} else if source.at.data != nil {
			l.compareWords(words, source)
		}
		lang.Words = site.NewWords(file, lang.Tag, words.texts, words.forms, words.lists)
	}
	return nil
}

var pluralCategories = []string{"zero", "one", "two", "few", "many", "other"}

func (l *loader) parseWords(lang *site.Lang, file string, data []byte) (wordList, bool) {
	words := wordList{file, places{}, map[string]string{}, map[string]map[string]string{}, map[string][]string{}}
	tree, ok := l.parseTOML(file, data)
	if !ok || !l.checkValues(file, data, tree) {
		return words, false
	}
	words.at = placesIn(file, data)
	l.flatten(&words, "", tree)
	for _, key := range sortedKeys(words.forms) {
		forms := words.forms[key]
		var missing []string
		for _, form := range site.PluralForms(lang.Tag) {
			if forms[form] == "" {
				missing = append(missing, form)
			}
		}
		if len(missing) > 0 {
			l.problems.Error(words.at.key(key), "%q lacks the plural forms %s", key, strings.Join(missing, ", ")).
				Hint("this language counts with %s", strings.Join(site.PluralForms(lang.Tag), ", "))
		}
	}
	for _, want := range []struct {
		key   string
		items int
	}{{"date.weekdays", 7}, {"date.months", 12}} {
		if list, ok := words.lists[want.key]; ok && len(list) != want.items {
			l.problems.Error(words.at.key(want.key), "%q has %d items", want.key, len(list)).Hint("it needs %d", want.items)
		}
	}
	return words, true
}

func (l *loader) flatten(words *wordList, prefix string, tree map[string]any) {
	for _, name := range sortedKeys(tree) {
		key := prefix + name
		switch value := tree[name].(type) {
		case string:
			words.texts[key] = value
		case []any:
			var list []string
			for _, item := range value {
				list = append(list, fmt.Sprint(item))
			}
			words.lists[key] = list
		case map[string]any:
			if forms, ok := pluralForms(value); ok {
				words.forms[key] = forms
			} else {
				l.flatten(words, key+".", value)
			}
		default:
			l.problems.Error(words.at.key(key), "%q is not a text", key).
				Hint("put it in quotation marks")
			words.texts[key] = fmt.Sprint(value) // so that it is not missing, too
		}
	}
}

// pluralForms reports whether a table holds nothing but plural forms.
func pluralForms(table map[string]any) (map[string]string, bool) {
	forms := map[string]string{}
	for name, value := range table {
		text, ok := value.(string)
		if !ok || !slices.Contains(pluralCategories, name) {
			return nil, false
		}
		forms[name] = text
	}
	return forms, len(forms) > 0
}

// compareWords checks that a language has the words of the source language. A
// word under a misspelt key is not missing, too.
func (l *loader) compareWords(words, source wordList) {
	has, wants := words.keys(), source.keys()
	missing := slices.DeleteFunc(slices.Clone(wants), func(key string) bool { return slices.Contains(has, key) })
	for _, key := range has {
		if slices.Contains(wants, key) {
			continue
		}
		p := l.problems.Error(words.at.key(key), "unknown word %q", key)
		if near := nearest(key, missing); near != "" {
			p.Hint("did you mean %q?", near)
			missing = slices.DeleteFunc(missing, func(key string) bool { return key == near })
		} else {
			p.Hint("%s has no such word; delete it", source.file)
		}
	}
	for _, key := range missing {
		p := l.problems.Error(problem.Place{File: words.file}, "the word %q is missing", key)
		if text := source.texts[key]; text != "" {
			p.Hint("%s says %q", source.file, text)
		} else {
			p.Hint("see %s", source.file)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
