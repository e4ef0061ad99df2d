package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"beistand/internal/build"
	"beistand/internal/preview"
)

func serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in a browser while you write",
		Long: `Serve builds the site, shows it at an address of this machine and, whenever you
save a file, builds again what depends on it. Pages that are open reload by
themselves; where the content has errors, they show what is wrong and where.
Nothing is written.

Only this machine can see the preview. End it with Ctrl+C.`,
		Example: `  beistand serve
  beistand serve --port 9000`,
		Args: cobra.NoArgs,
	}
	port := cmd.Flags().IntP("port", "p", 4747, "the port; when it is taken, the next free one")
	today := todayFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *port < 1 || *port > 65535 {
			return fmt.Errorf("--port %d is not between 1 and 65535", *port)
		}
		day, err := parseToday(*today)
		if err != nil {
			return err
		}
		folder, dir, err := openSource(cmd)
		if err != nil {
			return err
		}
		listener, err := preview.Listen(*port)
		if err != nil {
			return machineError{err}
		}
		out := cmd.OutOrStdout()
		p := preview.New(folder, build.Options{Today: day}, func(line string) { fmt.Fprintln(out, line) })
		fmt.Fprintf(out, "open http://%s/ and end with Ctrl+C\n", listener.Addr())
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		watching := make(chan error, 1)
		go func() { watching <- preview.Watch(ctx, dir, p.Rebuild) }()
		if err := p.Serve(ctx, listener); err != nil {
			return machineError{err}
		}
		if err := <-watching; err != nil {
			return machineError{err}
		}
		return nil
	}
	return cmd
}
