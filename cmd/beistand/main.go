// Beistand makes a static site of multilingual Markdown about the rights of
// people affected by human trafficking and exploitation in Germany.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"beistand/internal/problem"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// A build makes twenty times as much garbage as it keeps: at 150 it takes
		// a sixteenth less time than at the usual 100, and a fifth more memory, see
		// docs/benchmarks.md.
		debug.SetGCPercent(150)
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// Exit codes, the same for every command.
const (
	exitFine    = 0
	exitContent = 1 // the content has errors
	exitUsage   = 2 // the command was called wrongly
	exitMachine = 3 // the machine failed: a file could not be written, say
)

// contentError says that the problems, which are printed already, stop the
// command.
type contentError struct{ error }

// machineError is an error that is neither the author's nor the caller's.
type machineError struct{ error }

// hintedError is a mistake of the caller with advice of its own.
type hintedError struct {
	error
	hint string
}

// run is the program: arguments in, exit code out.
func run(args []string, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	called, err := root.ExecuteC()
	var content contentError
	var machine machineError
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &content):
		fmt.Fprintf(stderr, "beistand: %v\n", content.error)
		return exitContent
	case errors.As(err, &machine):
		fmt.Fprintf(stderr, "beistand: error: %s\n", problem.Line(machine.Error()))
		return exitMachine
	}
	message, hint := err.Error(), called.CommandPath()+" --help says how to call it"
	var hinted hintedError
	if errors.As(err, &hinted) {
		hint = hinted.hint
	}
	// cobra puts what it takes for meant below the message
	if before, names, ok := strings.Cut(message, "\n\nDid you mean this?\n"); ok {
		message, hint = before, "did you mean "+strings.Join(strings.Fields(names), " or ")+"?"
	}
	fmt.Fprintf(stderr, "beistand: error: %s\nbeistand: hint: %s\n", problem.Line(message), problem.Line(hint))
	return exitUsage
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "beistand",
		Short: "Makes a multilingual, searchable, offline-capable site of Markdown",
		Long: `Beistand makes a static site of multilingual Markdown.

A folder below content/ is a page; a file in it, for instance de.md, is that
page in one language; page.toml beside it says what is true in every language.

A first site, step by step:

  beistand new page /residence/asylum   makes the files of a page
  beistand serve                        shows the site while you write
  beistand check                        says what is wrong, and where
  beistand build                        writes the site to public/
  beistand bundle                       writes it as files to take along

Exit codes: 0 fine, 1 the content has errors, 2 wrong use, 3 the machine failed.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().StringP("source", "s", ".", "the site's folder, with site.toml and content/")
	_ = root.MarkPersistentFlagDirname("source")
	root.AddCommand(buildCommand(), bundleCommand(), serveCommand(), checkCommand(), newCommand(), searchCommand(), translationsCommand(), versionCommand())
	return root
}
