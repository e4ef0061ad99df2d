package search

import (
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

const (
	// tokenizerName is the tokenizer that cuts words as the browser does.
	tokenizerName = "beistand"
	// turkishLowercase makes small letters of the Turkish İ and I, which
	// bleve's own filter cuts in the middle of a letter.
	turkishLowercase = "beistand_lowercase_tr"
	// irregularEnglish brings plurals to their singular that no rule of endings does.
	irregularEnglish = "beistand_irregular_en"
	// wordMark stands around what is one term as it is: a citation.
	wordMark = "\x1f"
)

// tokenizer cuts a text into words. What stands between two marks is one term,
// which no filter changes.
type tokenizer struct{}

func (tokenizer) Tokenize(input []byte) analysis.TokenStream {
	var stream analysis.TokenStream
	add := func(text string, start int, keyword bool) {
		stream = append(stream, &analysis.Token{
			Term: []byte(text), Start: start, End: start + len(text), Position: len(stream) + 1,
			Type: analysis.AlphaNumeric, KeyWord: keyword,
		})
	}
	offset := 0
	for i, part := range strings.Split(string(input), wordMark) {
		if i%2 == 1 {
			add(part, offset, true)
		} else {
			for _, w := range words(part) {
				add(w.text, offset+w.start, false)
			}
		}
		offset += len(part) + len(wordMark)
	}
	return stream
}

// lowercaseTurkish is a token filter.
type lowercaseTurkish struct{}

func (lowercaseTurkish) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		if !t.KeyWord {
			t.Term = []byte(strings.ToLowerSpecial(unicode.TurkishCase, string(t.Term)))
		}
	}
	return input
}

var irregular = map[string]string{
	"children": "child", "women": "woman", "men": "man", "people": "person", "wives": "wife", "lives": "life", "teeth": "tooth",
	"paid": "pay", "got": "get", "took": "take", "taken": "take", "left": "leave", "kept": "keep", "told": "tell",
	"saw": "see", "seen": "see", "went": "go", "gone": "go", "hid": "hide", "hidden": "hide", "stole": "steal", "stolen": "steal",
	"beaten": "beat", "sold": "sell", "fled": "flee", "ran": "run",
}

// regularEnglish is a token filter.
type regularEnglish struct{}

func (regularEnglish) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		if to, ok := irregular[string(t.Term)]; ok && !t.KeyWord {
			t.Term = []byte(to)
		}
	}
	return input
}

func init() {
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	must(registry.RegisterTokenizer(tokenizerName, func(map[string]any, *registry.Cache) (analysis.Tokenizer, error) {
		return tokenizer{}, nil
	}))
	must(registry.RegisterTokenFilter(turkishLowercase, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
		return lowercaseTurkish{}, nil
	}))
	must(registry.RegisterTokenFilter(irregularEnglish, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
		return regularEnglish{}, nil
	}))
}
