package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"beistand/internal/build"
	"beistand/internal/content"
	"beistand/internal/problem"
)

// formats are how problems can be written, the first for people.
var formats = map[string]func(io.Writer, *problem.List) error{
	"text": func(w io.Writer, l *problem.List) error {
		printProblems(w, l)
		fmt.Fprintln(w, countProblems(l))
		return nil
	},
	"json":   writeJSON,
	"github": writeGitHub,
	"sarif":  writeSARIF,
}

var formatNames = []string{"text", "json", "github", "sarif"}

func checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong with the content, and where",
		Long: `Check reads everything and writes down every problem with file, line and
column, what is wrong and what to do about it.

  error    the site is not built until it is mended
  warning  the site is built; somebody should look soon
  advice   worth knowing; nothing is wrong

The addresses of pages and sections that have been published are recorded in
content/permalinks.lock. One that gets lost is an error; an alias in page.toml
mends it. With --update-permalinks, check records those that are new first.`,
		Example: `  beistand check
  beistand check --format github     notes beside the lines of a pull request
  beistand check --format sarif      for code scanning
  beistand check --update-permalinks before new pages are published`,
		Args: cobra.NoArgs,
	}
	format := cmd.Flags().String("format", "text", "how problems are written: "+strings.Join(formatNames, ", "))
	today := todayFlag(cmd)
	update := cmd.Flags().Bool("update-permalinks", false, "record the addresses of new pages and sections in "+content.PermalinksFile)
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		write, ok := formats[*format]
		if !ok {
			return fmt.Errorf("--format %q is not one of %s", *format, strings.Join(formatNames, ", "))
		}
		day, err := parseToday(*today)
		if err != nil {
			return err
		}
		folder, dir, err := openSource(cmd)
		if err != nil {
			return err
		}
		if *update {
			if err := recordPermalinks(cmd); err != nil {
				return err
			}
		}
		problems, err := build.Check(folder, build.Options{Today: day})
		if err != nil {
			return machineError{err}
		}
		if err := write(cmd.OutOrStdout(), problems.Below(dir)); err != nil {
			return machineError{err}
		}
		if problems.HasErrors() {
			return contentError{fmt.Errorf("the content has errors")}
		}
		return nil
	}
	return cmd
}

// recordPermalinks adds the addresses that are new to those that are recorded.
func recordPermalinks(cmd *cobra.Command) error {
	s, err := loadSite(cmd)
	if err != nil {
		return err
	}
	all := s.ShortLinks()
	if len(all) == len(s.Permalinks) {
		return nil
	}
	dir, err := cmd.Flags().GetString("source")
	if err != nil {
		return err
	}
	file := filepath.Join(dir, filepath.FromSlash(content.PermalinksFile))
	if err := os.WriteFile(file, content.FormatPermalinks(all), 0o644); err != nil {
		return machineError{err}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s: %d addresses added\n", file, len(all)-len(s.Permalinks))
	return nil
}

// problemJSON is one problem in --format json.
type problemJSON struct {
	Severity string `json:"severity"`
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func writeJSON(w io.Writer, l *problem.List) error {
	list := []problemJSON{}
	for _, p := range l.Sorted() {
		list = append(list, problemJSON{p.Severity.String(), p.File, p.Line, p.Column, p.Message, p.Advice})
	}
	return indented(w, list)
}

func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

var (
	githubLevels = map[problem.Severity]string{problem.Error: "error", problem.Warning: "warning", problem.Advice: "notice"}
	// GitHub's workflow commands: how a message and how a property is escaped.
	githubText     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// writeGitHub writes workflow commands, which GitHub shows beside the lines of
// a pull request.
func writeGitHub(w io.Writer, l *problem.List) error {
	for _, p := range l.Sorted() {
		at := "file=" + githubProperty.Replace(p.File)
		if p.Line > 0 {
			at += fmt.Sprintf(",line=%d", p.Line)
		}
		if p.Column > 0 {
			at += fmt.Sprintf(",col=%d", p.Column)
		}
		text := p.Message
		if p.Advice != "" {
			text += "\n" + p.Advice
		}
		fmt.Fprintf(w, "::%s %s::%s\n", githubLevels[p.Severity], at, githubText.Replace(text))
	}
	return nil
}
