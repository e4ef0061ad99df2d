package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Make the files of a page or of a language",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newPageCommand(), newLanguageCommand())
	return cmd
}

func newPageCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "page ID",
		Short: "Make a page: its folder, page.toml and text in the source language",
		Long: `Page makes the folder of a page below content/, with page.toml and a text in the
source language, which has the headings of a page about a right.

The ID is the page's address without the language: small letters, digits and
hyphens, in English, the folder above first.`,
		Example: `  beistand new page /residence/asylum`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return makeFiles(cmd, func(dir string) ([]string, error) { return newPage(dir, args[0]) })
		},
	}
}

func newLanguageCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "language CODE",
		Short: "Add a language: to site.toml, and its words to i18n/",
		Long: `Language adds a language to site.toml and makes i18n/CODE.toml with every word of
the interface, for you to translate. Pages that the language lacks are shown in
the next best one, so you can translate them one by one.

CODE is the code of the language (BCP 47), for instance ro, vi or de-simple.`,
		Example: `  beistand new language ro`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return makeFiles(cmd, func(dir string) ([]string, error) { return newLanguage(dir, args[0]) })
		},
	}
}

// makeFiles runs what makes files in the site's folder and says which it made.
func makeFiles(cmd *cobra.Command, work func(dir string) ([]string, error)) error {
	dir, err := cmd.Flags().GetString("source")
	if err != nil {
		return err
	}
	names, err := work(dir)
	for _, name := range names {
		fmt.Fprintln(cmd.OutOrStdout(), name)
	}
	return err
}
