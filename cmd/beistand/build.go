package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"beistand/internal/build"
	"beistand/internal/content"
	"beistand/internal/problem"
	"beistand/internal/publish"
	"beistand/internal/site"
)

func buildCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the site to a folder",
		Long: `Build reads the site's folder and writes the site to public/.

The folder is replaced in one step: whoever looks sees the old site or the new
one. Where the content has errors, it stays as it was. The same content gives
the same bytes, on every machine, on the same day.`,
		Example: `  beistand build
  beistand build --out /srv/www --base-url https://example.org/rights/ --precompress`,
		Args: cobra.NoArgs,
	}
	out := cmd.Flags().StringP("out", "o", "", "the folder to write to (default public/ in the site's folder)")
	baseURL := cmd.Flags().String("base-url", "", "where the site is published, instead of base_url in site.toml")
	today := todayFlag(cmd)
	precompress := cmd.Flags().Bool("precompress", false, "write .gz and .br beside each file, for servers that send those")
	_ = cmd.MarkFlagDirname("out")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		folder, dir, err := openSource(cmd)
		if err != nil {
			return err
		}
		o := build.Options{Precompress: *precompress, Offline: true}
		if o.Today, err = parseToday(*today); err != nil {
			return err
		}
		if *baseURL != "" {
			if o.BaseURL, err = content.CleanBaseURL(*baseURL); err != nil {
				return fmt.Errorf("--base-url %q is not a web address: it starts with https://", *baseURL)
			}
		}
		if *out == "" {
			*out = filepath.Join(dir, "public")
		}
		if err := checkOut(*out, dir); err != nil {
			return err
		}
		bar := newProgress(cmd.ErrOrStderr(), cmd.OutOrStdout())
		o.Progress = bar.show
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		context.AfterFunc(ctx, stop) // who asks again is heard at once
		result, problems, err := build.Publish(ctx, folder, *out, o)
		stop()
		bar.done()
		var foreign *publish.ForeignError
		switch {
		case errors.Is(err, context.Canceled):
			return machineError{errors.New("interrupted; nothing was written")}
		case errors.As(err, &foreign):
			return err
		case err != nil:
			return machineError{err}
		case result == nil:
			printProblems(cmd.ErrOrStderr(), problems.Below(dir))
			return contentError{fmt.Errorf("%s; nothing was written", countProblems(problems))}
		}
		printSummary(cmd.OutOrStdout(), result, *out)
		return nil
	}
	return cmd
}

// checkOut refuses to write the site into the folders that it is made of.
func checkOut(out, source string) error {
	target, err := filepath.Abs(out)
	if err != nil {
		return machineError{err}
	}
	for _, name := range []string{"content", "i18n", "layouts"} {
		name = filepath.Join(source, name)
		folder, err := filepath.Abs(name)
		if err != nil {
			return machineError{err}
		}
		if rel, err := filepath.Rel(folder, target); err == nil && filepath.IsLocal(rel) {
			return hintedError{fmt.Errorf("--out %s is in %s, of which the site is made", out, name), "name a folder of its own with --out"}
		}
	}
	return nil
}

// openSource opens the folder that --source names.
func openSource(cmd *cobra.Command) (fs.FS, string, error) {
	dir, err := cmd.Flags().GetString("source")
	if err != nil {
		return nil, "", err
	}
	folder, err := build.Open(dir)
	if err != nil {
		return nil, "", fmt.Errorf("--source %s: %w", dir, err)
	}
	return folder, dir, nil
}

// loadSite reads the site that --source names; where it has errors, it prints
// them.
func loadSite(cmd *cobra.Command) (*site.Site, error) {
	folder, dir, err := openSource(cmd)
	if err != nil {
		return nil, err
	}
	s, problems, err := content.Load(folder)
	if err != nil {
		return nil, machineError{err}
	}
	if s == nil {
		printProblems(cmd.ErrOrStderr(), problems.Below(dir))
		return nil, contentError{fmt.Errorf("%s", countProblems(problems))}
	}
	return s, nil
}

func todayFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("today", "", "the day by which notices go, as 2026-11-23 (default today)")
}

func parseToday(text string) (time.Time, error) {
	if text == "" {
		now := time.Now()
		return time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC), nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("--today %q is not a day: write it as 2026-11-23", text)
	}
	return day, nil
}

func printProblems(w io.Writer, problems *problem.List) {
	for _, p := range problems.Sorted() {
		fmt.Fprintln(w, p)
	}
}

// countProblems says how many errors and warnings there are: "1 error, 2 warnings".
func countProblems(problems *problem.List) string {
	var parts []string
	for _, s := range []problem.Severity{problem.Error, problem.Warning, problem.Advice} {
		n := problems.Count(s)
		switch {
		case n == 0:
		case n == 1 || s == problem.Advice:
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if len(parts) == 0 {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}

// printSummary says what was built and where the time went.
func printSummary(w io.Writer, r *build.Result, dir string) {
	texts, fallbacks := 0, 0
	for _, p := range r.Site.Pages {
		texts += len(p.Texts)
		fallbacks += len(r.Site.Langs) - len(p.Texts)
	}
	var total time.Duration
	var stages []string
	for _, s := range r.Stages {
		total += s.Took
		stages = append(stages, fmt.Sprintf("%s %.2f", s.Name, s.Took.Seconds()))
	}
	fmt.Fprintf(w, "%s: %d pages in %d languages (%d texts, %d to be translated), %d files, %s\n",
		dir, len(r.Site.Pages), len(r.Site.Langs), texts, fallbacks, r.Count, bytesInWords(r.Size))
	fmt.Fprintf(w, "%.2f s: %s\n", total.Seconds(), strings.Join(stages, ", "))
}

func bytesInWords(n int) string {
	switch {
	case n >= 10_000_000:
		return fmt.Sprintf("%.0f MB", float64(n)/1e6)
	case n >= 1_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 10_000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}
