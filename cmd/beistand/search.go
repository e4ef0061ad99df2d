package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"

	"beistand/assets"
	"beistand/internal/search"
	"beistand/internal/site"
)

func searchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Ask the search index, and say why it answers as it does",
		Long: `Search asks bleve's index of one language directly and lists the sections that
have the words of the query, the best first, with their scores.

Readers' search forgives more: beginnings of words, typing mistakes, other
scripts. With --evaluate it is that search, the browser's own script, which is
asked a file of questions, each with the pages that are a right answer:

  [[query]]
  lang = "de"
  kind = "everyday"
  query = "chef zahlt nicht"
  want = ["/subsistence/unpaid-wages"]`,
		Example: `  beistand search Bedenkfrist --lang de --explain
  beistand search --evaluate internal/search/testdata/queries.toml`,
		Args: cobra.ArbitraryArgs,
	}
	lang := cmd.Flags().StringP("lang", "l", "", "the language to ask (default the source language)")
	explain := cmd.Flags().Bool("explain", false, "say for each hit which fields have which words, and how bleve computes the score")
	evaluate := cmd.Flags().String("evaluate", "", "a file of questions to measure the readers' search by")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		query := strings.Join(args, " ")
		if (query == "") == (*evaluate == "") {
			return fmt.Errorf("search wants either a query or --evaluate")
		}
		s, err := loadSite(cmd)
		if err != nil {
			return err
		}
		if *evaluate != "" {
			return evaluateSearch(cmd.OutOrStdout(), s, *evaluate)
		}
		in := s.Source
		if *lang != "" {
			if in = s.Lang(*lang); in == nil {
				return fmt.Errorf("the site has no language %q", *lang)
			}
		}
		return askIndex(cmd.OutOrStdout(), s, in, query, *explain)
	}
	return cmd
}

func askIndex(w io.Writer, s *site.Site, l *site.Lang, query string, explain bool) error {
	ix, err := search.New(s, l)
	if err != nil {
		return machineError{err}
	}
	defer ix.Close()
	hits, err := ix.Search(query, 10, explain)
	if err != nil {
		return machineError{err}
	}
	if len(hits) == 0 {
		fmt.Fprintln(w, "nothing found")
	}
	for _, h := range hits {
		place := string(h.Document.Text.ID)
		title := h.Document.Text.Title
		if section := h.Document.Section; section != nil {
			place += "#" + section.ID
			title += " › " + section.Title
		}
		fmt.Fprintf(w, "%.3f  %s  %s\n", h.Score, place, title)
		if !explain {
			continue
		}
		matches, err := ix.Matches(h.Document, query)
		if err != nil {
			return machineError{err}
		}
		for _, m := range matches {
			fmt.Fprintf(w, "       %s × %d: %s\n", m.Field, m.Weight, strings.Join(slices.Compact(m.Words), ", "))
		}
		printExplanation(w, h.Explanation, "       ")
	}
	return nil
}

// printExplanation writes how bleve computed a score, what it is made of below
// each line.
func printExplanation(w io.Writer, e *search.Explanation, indent string) {
	fmt.Fprintf(w, "%s%.3f  %s\n", indent, e.Value, strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != unicode.ReplacementChar {
			return r
		}
		return -1
	}, e.Message))
	for _, child := range e.Children {
		printExplanation(w, child, indent+"  ")
	}
}

func evaluateSearch(w io.Writer, s *site.Site, file string) error {
	var questions struct{ Query []search.Question }
	if _, err := toml.DecodeFile(file, &questions); err != nil {
		return fmt.Errorf("--evaluate %s: %w", file, err)
	}
	files, err := search.Files(s)
	if err != nil {
		return machineError{err}
	}
	engine, err := search.NewEngine(assets.SearchCore(), files)
	if err != nil {
		return machineError{err}
	}
	v, err := search.Evaluate(s, engine, questions.Query)
	if err != nil {
		return fmt.Errorf("--evaluate %s: %w", file, err)
	}
	return v.Print(w)
}
