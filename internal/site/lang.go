package site

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Lang is a language of the site.
type Lang struct {
	Code     string // BCP 47, for instance "de" or "de-simple"; the first part of every path
	Tag      language.Tag
	Name     string // in the language itself
	Dir      string // "ltr" or "rtl"
	Fallback []*Lang
	Words    *Words
}

// rightToLeft lists the scripts written from right to left (ISO 15924), after
// the Unicode property Bidi_Class of their letters.
var rightToLeft = map[string]bool{
	"Adlm": true, "Arab": true, "Hebr": true, "Nkoo": true, "Rohg": true, "Syrc": true, "Thaa": true,
}

// Direction is the direction in which the language is written, "ltr" or "rtl".
func Direction(tag language.Tag) string {
	script, _ := tag.Script()
	if rightToLeft[script.String()] {
		return "rtl"
	}
	return "ltr"
}

// Script is the script in which the language is written (ISO 15924): "Latn".
func (l *Lang) Script() string {
	script, _ := l.Tag.Script()
	return script.String()
}

// NameOf is the language with the code as the reader's language calls it; the
// code itself when that is not known.
func (l *Lang) NameOf(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	namer := display.Languages(l.Tag)
	if namer == nil {
		namer = display.Languages(language.English)
	}
	if name := namer.Name(tag); name != "" {
		return name
	}
	return code
}
