// Benchsite writes a large site for measurements: pages of the shape of the
// project's own, made of its sentences in new order. The same arguments give
// the same site.
//
//	go run ./cmd/benchsite -pages 1000 -langs de,en,ar -out /tmp/site
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

func main() {
	pages := flag.Int("pages", 1000, "how many pages each language has")
	langs := flag.String("langs", "de,en,ar", "the languages, of those that the project has texts in")
	source := flag.String("source", ".", "the project's folder, whose sentences are taken")
	out := flag.String("out", "", "the folder to write, which must not exist")
	flag.Parse()
	if err := run(*source, *out, strings.Split(*langs, ","), *pages); err != nil {
		fmt.Fprintln(os.Stderr, "benchsite:", err)
		os.Exit(1)
	}
}

func run(source, out string, langs []string, pages int) error {
	if out == "" {
		return fmt.Errorf("-out is missing")
	}
	if _, err := os.Stat(out); err == nil {
		return fmt.Errorf("%s exists already", out)
	}
	w := &writer{out: out}
	w.put("site.toml", "languages = [\""+strings.Join(langs, "\", \"")+"\"]\nbase_url = \"https://example.org/\"\n")
	laws, err := os.ReadFile(filepath.Join(source, "content", "laws.toml"))
	if err != nil {
		return err
	}
	w.put("content/laws.toml", string(laws))
	for _, lang := range langs {
		stock, err := read(source, lang)
		if err != nil {
			return err
		}
		for n := range pages {
			// the same structure in every language: seeded by the page alone
			shape := rand.New(rand.NewPCG(1, uint64(n)))
			words := rand.New(rand.NewPCG(2, uint64(n)))
			w.put(folder(n)+"/"+lang+".md", stock.page(shape, words, n))
		}
	}
	for n := range pages {
		w.put(folder(n)+"/page.toml", fmt.Sprintf("order = %d\nlaw_as_of = 2026-04-29\nreview_by = 2026-10-29\n", n))
	}
	for s := range (pages + perSection - 1) / perSection {
		w.put(sectionFolder(s)+"/page.toml", fmt.Sprintf("order = %d\n", s))
		for _, lang := range langs {
			w.put(sectionFolder(s)+"/"+lang+".md", fmt.Sprintf("+++\ntitle = \"%d\"\nsummary = \"\"\nkeywords = []\n+++\n", s+1))
		}
	}
	return w.err
}

// perSection is how many pages a section has.
const perSection = 50

func sectionFolder(s int) string { return fmt.Sprintf("content/section-%d", s) }

func folder(n int) string { return fmt.Sprintf("%s/page-%d", sectionFolder(n/perSection), n) }

// writer writes files and remembers the first error.
type writer struct {
	out string
	err error
}

func (w *writer) put(name, text string) {
	path := filepath.Join(w.out, filepath.FromSlash(name))
	if w.err == nil {
		w.err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if w.err == nil {
		w.err = os.WriteFile(path, []byte(text), 0o644)
	}
}

// stock is what pages of a language are made of.
type stock struct {
	sentences []string
	words     []string // to make rare words of, so that the vocabulary grows with the site
}

// read takes the sentences of the project's texts in a language.
func read(source, lang string) (*stock, error) {
	s := &stock{}
	err := filepath.WalkDir(filepath.Join(source, "content"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.Name() != lang+".md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		_, body, _ := strings.Cut(strings.TrimPrefix(string(text), "+++"), "\n+++")
		for line := range strings.Lines(body) {
			line = strings.TrimSpace(line)
			if line == "" || strings.ContainsAny(line[:1], "#|>-+[*0123456789") || strings.Contains(line, "](") || strings.Contains(line, "§") {
				continue
			}
			for _, sentence := range strings.SplitAfter(line, ". ") {
				if len(strings.Fields(sentence)) > 3 {
					s.sentences = append(s.sentences, strings.TrimSpace(sentence))
				}
			}
		}
		return nil
	})
	if err == nil && len(s.sentences) < 100 {
		err = fmt.Errorf("only %d sentences in %s below %s", len(s.sentences), lang, source)
	}
	seen := map[string]bool{}
	for _, sentence := range s.sentences {
		for _, w := range strings.FieldsFunc(sentence, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len([]rune(w)) > 4 && !seen[w] {
				seen[w] = true
				s.words = append(s.words, w)
			}
		}
	}
	return s, err
}

var sectionIDs = []string{"in-short", "who", "what", "conditions", "steps", "deadlines", "risks", "help", "law"}

// page is one text: a header, sections with ids, citations, links, a table.
func (s *stock) page(shape, words *rand.Rand, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = %q\nsummary = %q\nkeywords = [%q, %q, %q]\n+++\n", s.title(words), s.sentence(words), s.title(words), s.title(words), s.title(words))
	for _, id := range sectionIDs {
		if id != "in-short" && shape.IntN(4) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n", s.title(words), id)
		for range 2 + shape.IntN(4) {
			b.WriteString(s.sentence(words) + " ")
		}
		fmt.Fprintf(&b, "(§ %d Abs. %d AufenthG)\n", 1+shape.IntN(100), 1+shape.IntN(7))
		switch id {
		case "what":
			fmt.Fprintf(&b, "\n| %s | %s |\n|---|---|\n", s.title(words), s.title(words))
			for range 3 {
				fmt.Fprintf(&b, "| %s | %s |\n", s.title(words), s.title(words))
			}
		case "steps":
			fmt.Fprintf(&b, "\n1. %s\n2. [%s](/section-%d)\n", s.sentence(words), s.title(words), n/perSection)
		}
	}
	return b.String()
}

// sentence is one of the stock; now and then a word in it is a new one.
func (s *stock) sentence(r *rand.Rand) string {
	text := s.sentences[r.IntN(len(s.sentences))]
	if r.IntN(3) > 0 {
		return text
	}
	return text + " " + s.rare(r) + "."
}

// rare is a word that is made of two.
func (s *stock) rare(r *rand.Rand) string {
	return s.words[r.IntN(len(s.words))] + strings.ToLower(s.words[r.IntN(len(s.words))])
}

func (s *stock) title(r *rand.Rand) string {
	fields := strings.Fields(s.sentences[r.IntN(len(s.sentences))])
	return strings.Trim(strings.Join(fields[:min(3, len(fields))], " "), ".,;:!?\"*`„“«»_()")
}
