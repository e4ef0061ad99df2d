package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"beistand/internal/content"
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
		Args:    oneArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			return makeFiles(cmd, func(in scaffold) ([]string, error) { return newPage(in, args[0]) })
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
		Args:    oneArg,
		RunE: func(cmd *cobra.Command, args []string) error {
			return makeFiles(cmd, func(in scaffold) ([]string, error) { return newLanguage(in, args[0]) })
		},
	}
}

// oneArg asks for the one argument that a command's Use names.
func oneArg(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	return hintedError{
		fmt.Errorf("%s takes one %s, not %d", cmd.CommandPath(), strings.TrimPrefix(cmd.Use, cmd.Name()+" "), len(args)),
		"for instance: " + strings.TrimSpace(cmd.Example),
	}
}

// makeFiles runs what makes files in the site's folder and says which it made.
func makeFiles(cmd *cobra.Command, work func(scaffold) ([]string, error)) error {
	folder, dir, err := openSource(cmd)
	if err != nil {
		return err
	}
	langs, problems, err := content.Languages(folder)
	if err != nil {
		return machineError{err}
	}
	if len(langs) == 0 {
		printProblems(cmd.ErrOrStderr(), problems.Below(dir))
		return contentError{fmt.Errorf("%s; nothing was made", countProblems(problems))}
	}
	names, err := work(scaffold{dir, folder, langs})
	for _, name := range names {
		fmt.Fprintln(cmd.OutOrStdout(), name)
	}
	return err
}
