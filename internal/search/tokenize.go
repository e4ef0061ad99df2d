package search

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The rules of words and of folding are few and the same in Go and in
// assets/js/search-core.js: a test holds the two against each other.

// separates reports whether a character stands between words. What is not
// listed is part of a word: letters, digits and marks of every script.
func separates(r rune) bool {
	switch {
	case r < 0x80:
		return !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '\'')
	case r < 0xC0:
		return r != 0xAA && r != 0xAD && r != 0xB5 && r != 0xBA // ª, soft hyphen, µ, º
	case r == 0xD7 || r == 0xF7: // × ÷
		return true
	case r >= 0x2000 && r <= 0x2BFF:
		return r != 0x200C && r != 0x200D && r != 0x2019 && !(r >= 0x2060 && r <= 0x206F) // joiners, ’, invisible
	case r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFF0F:
		return true
	}
	return r == 0x060C || r == 0x061B || r == 0x061F || r == 0x066A || r == 0x066B || r == 0x066C || r == 0x06D4
}

func isApostrophe(r rune) bool { return r == '\'' || r == 0x2019 }

// word is a word of a text and where it stands, in bytes.
type word struct {
	text       string
	start, end int
}

// words cuts a text into words.
func words(text string) []word {
	var list []word
	eachWord(text, func(start, end int) { list = append(list, word{text[start:end], start, end}) })
	return list
}

// eachWord calls found with where each word of a text starts and ends. An
// apostrophe parts a word whose head has at most two letters (l'avocat, qu'il),
// and belongs to it otherwise (boss's).
func eachWord(text string, found func(start, end int)) {
	start, letters := -1, 0
	finish := func(end int) {
		if start >= 0 {
			found(start, end)
		}
		start, letters = -1, 0
	}
	for i, r := range text {
		switch {
		case separates(r) || r == utf8.RuneError:
			finish(i)
		case isApostrophe(r) && letters <= 2:
			finish(i)
		default:
			if start < 0 {
				start = i
			}
			letters++
		}
	}
	finish(len(text))
}

// letterFolds are letters that do not come apart into a letter and a mark, and
// what they are searched as.
var letterFolds = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h", 'ŋ': "n",
	'ς': "σ",
	'ѐ': "е", 'ё': "е", 'ґ': "г", 'є': "е", 'і': "и", 'ї': "и", 'ѝ': "и",
	'ٱ': "ا", 'أ': "ا", 'إ': "ا", 'آ': "ا", 'ى': "ي", 'ی': "ي", 'ئ': "ي", 'ؤ': "و", 'ة': "ه", 'ک': "ك", 'ھ': "ه", 'ہ': "ه", 'ە': "ه",
	'٠': "0", '١': "1", '٢': "2", '٣': "3", '٤': "4", '٥': "5", '٦': "6", '٧': "7", '٨': "8", '٩': "9",
	'۰': "0", '۱': "1", '۲': "2", '۳': "3", '۴': "4", '۵': "5", '۶': "6", '۷': "7", '۸': "8", '۹': "9",
}

// dropped reports whether a character counts for nothing in a search: accents
// and vowel marks, apostrophes, soft hyphens, joiners, tatweel, hamza alone.
func dropped(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r >= 0x064B && r <= 0x065F || r == 0x0670 || r == 0x0640 || r == 0x0621 ||
		r >= 0x0610 && r <= 0x061A || r >= 0x06D6 && r <= 0x06ED ||
		isApostrophe(r) || r == 0xAD || r == 0x200C || r == 0x200D || r >= 0x2060 && r <= 0x206F || r >= 0x1AB0 && r <= 0x1AFF
}

// fold returns the form under which a word is looked up in the language: small
// letters without accents; in German ä, ae and a are one; in Arabic the
// article is off. fold(fold(w)) == fold(w).
func (r *rules) fold(w string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(norm.NFC.String(w))) {
		switch {
		case dropped(c):
		default:
			if to, ok := letterFolds[c]; ok {
				b.WriteString(to)
			} else {
				b.WriteRune(c)
			}
		}
	}
	s := b.String()
	if r.umlauts {
		s = foldUmlauts(s)
	}
	if r.article {
		s = foldArticle(s)
	}
	return s
}

// foldUmlauts takes the e off ae, oe and ue, so that "Auslaenderbehoerde" and
// "Ausländerbehörde" meet.
func foldUmlauts(s string) string {
	var b strings.Builder
	after := false
	for _, c := range s {
		if c == 'e' && after {
			continue
		}
		after = c == 'a' || c == 'o' || c == 'u'
		b.WriteRune(c)
	}
	return b.String()
}

var articles = []string{"وال", "بال", "كال", "فال", "لل", "ال"}

// foldArticle takes the Arabic article off, with a conjunction or preposition
// before it, where at least three letters stay.
func foldArticle(s string) string {
	for {
		cut := false
		for _, a := range articles {
			if rest, ok := strings.CutPrefix(s, a); ok && utf8.RuneCountInString(rest) >= 3 {
				s, cut = rest, true
				break
			}
		}
		if !cut {
			return s
		}
	}
}
