package main

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows how far a build has come: a bar where a person looks on, a
// line for each stage where a log is kept.
type progress struct {
	screen io.Writer // nil when nobody looks on
	log    io.Writer
	bar    *progressbar.ProgressBar
}

func newProgress(screen, log io.Writer) *progress {
	if f, ok := screen.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &progress{screen: screen}
	}
	return &progress{log: log}
}

// show is a build.Progress.
func (p *progress) show(stage string, done, all int) {
	if p.screen == nil {
		if all == 0 {
			fmt.Fprintln(p.log, stage)
		}
		return
	}
	if all == 0 {
		p.done()
		p.bar = progressbar.NewOptions(1, progressbar.OptionSetWriter(p.screen),
			progressbar.OptionSetDescription(stage), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
		_ = p.bar.RenderBlank()
		return
	}
	p.bar.ChangeMax(all)
	_ = p.bar.Set(done)
}

// done takes the bar off the screen.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}
