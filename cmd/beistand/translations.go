package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"beistand/internal/content"
	"beistand/internal/site"
)

func translationsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "translations",
		Short: "Say what languages lack, and which source text a translation was made from",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(translationsListCommand(), translationsStampCommand())
	return cmd
}

func translationsListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the pages that each language lacks, and the translations that have aged",
		Long: `List says for each language which pages it lacks, and which of its translations
have aged: their source text has changed since they were made from it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := loadSite(cmd)
			if err != nil {
				return err
			}
			for _, l := range s.Langs[1:] {
				var missing, aged []site.ID
				for _, p := range s.Pages {
					switch t := p.Text(l); {
					case t == nil:
						missing = append(missing, p.ID)
					case t.Aged():
						aged = append(aged, p.ID)
					}
				}
				out := cmd.OutOrStdout()
				fmt.Fprintf(out, "%s: %d missing, %d aged\n", l.Code, len(missing), len(aged))
				for _, id := range missing {
					fmt.Fprintln(out, "  missing", id)
				}
				for _, id := range aged {
					fmt.Fprintln(out, "  aged   ", id)
				}
			}
			return nil
		},
	}
}

func translationsStampCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "stamp [FILE...]",
		Short: "Write into translations which source text they say the same as",
		Long: `Stamp writes the fingerprint of the source text, as it is now, into the headers
of the translations, as translation_of. By it check sees when the source text
changes. Stamp a translation once it says what its source text says.

Without a FILE it stamps the translations that have no fingerprint yet. It
prints the files that it changed.`,
		Example: `  beistand translations stamp content/residence/asylum/ar.md`,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := cmd.Flags().GetString("source")
			if err != nil {
				return err
			}
			s, err := loadSite(cmd)
			if err != nil {
				return err
			}
			texts, err := toStamp(s, dir, args)
			if err != nil {
				return err
			}
			for _, t := range texts {
				name := filepath.Join(dir, filepath.FromSlash(t.File))
				changed, err := stamp(name, t.Page.Texts[0].Fingerprint)
				if err != nil {
					return machineError{err}
				}
				if changed {
					fmt.Fprintln(cmd.OutOrStdout(), name)
				}
			}
			return nil
		},
	}
}

// toStamp finds the translations in the files, which are named as from the
// site's folder or from where the command was called; without files those that
// have no fingerprint.
func toStamp(s *site.Site, dir string, files []string) ([]*site.Text, error) {
	byName := map[string]*site.Text{}
	var unstamped []*site.Text
	for _, p := range s.Pages {
		for _, t := range p.Texts {
			byName[filepath.FromSlash(t.File)] = t
			byName[filepath.Join(dir, filepath.FromSlash(t.File))] = t
			if t.Unstamped() {
				unstamped = append(unstamped, t)
			}
		}
	}
	if len(files) == 0 {
		return unstamped, nil
	}
	var texts []*site.Text
	for _, name := range files {
		t := byName[filepath.Clean(name)]
		switch {
		case t == nil:
			return nil, hintedError{fmt.Errorf("%s is no text of the site", name), "name files like content/residence/asylum/ar.md"}
		case t.Lang == s.Source:
			return nil, hintedError{fmt.Errorf("%s is a source text", name), "name its translations, which stand beside it"}
		}
		texts = append(texts, t)
	}
	return texts, nil
}

// stamp writes the fingerprint into a file, if it is not there already.
func stamp(name, fingerprint string) (changed bool, err error) {
	before, err := os.ReadFile(name)
	if err != nil {
		return false, err
	}
	after := content.Stamp(before, fingerprint)
	if bytes.Equal(before, after) {
		return false, nil
	}
	return true, os.WriteFile(name, after, 0o644)
}
