// Package search makes of a site what readers search in: a bleve index in
// memory, frozen into small files that a browser only has to look things up
// in. All analysis of language happens here; the format of the files is
// described in docs/architecture.md.
package search

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/bg"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"

	"beistand/internal/site"
)

// rules are how words of a language become terms.
type rules struct {
	filters   []string // bleve's token filters, after our own tokenizer
	umlauts   bool     // ä is searched as a and as ae
	article   bool     // the Arabic article is off
	compounds bool     // long words are made of others
}

// byLanguage has the languages that bleve, or we, know more of than letters.
// Another language is searched by folded words and their beginnings.
var byLanguage = map[string]*rules{
	"ar": {filters: []string{lowercase.Name, "normalize_ar", ar.StopName, "stemmer_ar"}, article: true},
	"bg": {filters: []string{lowercase.Name, bg.StopName, bulgarianStemmer}},
	// The Snowball stemmer, not bleve's light one, which does not bring
	// Aufenthaltserlaubnis and Aufenthaltserlaubnisse together.
	"de": {filters: []string{lowercase.Name, de.StopName, compoundFilter, "stemmer_de_snowball"}, umlauts: true, compounds: true},
	"en": {filters: []string{"possessive_en", lowercase.Name, en.StopName, irregularEnglish, "stemmer_porter"}},
	"es": {filters: []string{lowercase.Name, es.StopName, "stemmer_es_light"}},
	"fa": {filters: []string{lowercase.Name, "normalize_ar", "normalize_fa", fa.StopName}},
	"fr": {filters: []string{lowercase.Name, fr.StopName, "stemmer_fr_light"}},
	"hu": {filters: []string{lowercase.Name, hu.StopName, "stemmer_hu_snowball"}},
	"pl": {filters: []string{lowercase.Name, pl.StopName, "stemmer_pl"}},
	"ro": {filters: []string{lowercase.Name, ro.StopName, "stemmer_ro_snowball"}},
	"ru": {filters: []string{lowercase.Name, ru.StopName, "stemmer_ru_snowball"}},
	"uk": {filters: []string{lowercase.Name, ukrainianStemmer}},
	"tr": {filters: []string{turkishLowercase, tr.StopName, "stemmer_tr_snowball"}},
}

var plainRules = &rules{filters: []string{lowercase.Name}}

// rulesFor are the rules of the language: those of its base, so that de-simple
// is searched as de is.
func rulesFor(l *site.Lang) *rules {
	base, _, _ := strings.Cut(l.Code, "-")
	if r := byLanguage[base]; r != nil {
		return r
	}
	return plainRules
}
