package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// comparison is which sites are built how often by which programs.
type comparison struct {
	langs          []string
	pages          []int
	runs           int
	hugo, pagefind string
	eleventy       string
}

// program builds a site in one or more steps.
type program struct {
	name  string
	fresh bool // whether it starts without the files of a build before
	out   string
	steps [][]string
}

// sample is what one build took.
type sample struct {
	wall, cpu time.Duration
	peak      int64
	stages    []stage
}

type stage struct {
	name string
	took time.Duration
}

// measured is all builds of a site by a program.
type measured struct {
	program program
	samples []sample
	files   int
	bytes   int64
}

// run makes the sites below dir and prints what building them took. Programs
// take turns, so that what else the machine does hits all of them alike.
func (c comparison) run(dir string, out io.Writer) error {
	dir, err := os.MkdirTemp(dir, "benchsite-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	beistand := filepath.Join(dir, "beistand")
	if text, err := exec.Command("go", "build", "-o", beistand, "./cmd/beistand").CombinedOutput(); err != nil {
		return fmt.Errorf("go build ./cmd/beistand: %v\n%s", err, text)
	}
	fmt.Fprintf(out, "%d cores, %s, Beistand built with %s; peers: %s\n", runtime.NumCPU(), fileSystem(dir), runtime.Version(), c.versions())
	var own []measured
	for _, pages := range c.pages {
		s, err := newSite(pages, c.langs)
		if err != nil {
			return err
		}
		here := filepath.Join(dir, strconv.Itoa(pages))
		if err := s.writeBeistand(filepath.Join(here, "beistand")); err != nil {
			return err
		}
		if c.has(c.hugo) {
			if err := s.writeHugo(filepath.Join(here, "hugo")); err != nil {
				return err
			}
		}
		if c.has(c.eleventy) {
			if err := s.writeEleventy(filepath.Join(here, "eleventy")); err != nil {
				return err
			}
		}
		results, err := measure(c.programs(beistand, here), c.runs)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "\n%s pages (%s in each of %d languages), %d runs in turn, medians:\n\n",
			thousands(pages*len(c.langs)), thousands(pages), len(c.langs), c.runs)
		printPrograms(out, results)
		own = append(own, results[0])
		if err := os.RemoveAll(here); err != nil {
			return err
		}
	}
	fmt.Fprint(out, "\nWhere Beistand's time goes, seconds of wall time:\n\n")
	printStages(out, c, own)
	return nil
}

func (c comparison) has(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// versions names the peers that are there and those that are missing.
func (c comparison) versions() string {
	var list []string
	for _, peer := range [][]string{{c.hugo, "version"}, {c.pagefind, "--version"}, {c.eleventy, "--version"}} {
		text, err := exec.Command(peer[0], peer[1:]...).Output()
		if err != nil {
			list = append(list, filepath.Base(peer[0])+" is missing")
			continue
		}
		fields := strings.Fields(string(text))
		if len(fields) == 1 {
			fields = append([]string{filepath.Base(peer[0])}, fields...)
		}
		list = append(list, strings.Join(fields[:min(2, len(fields))], " "))
	}
	return strings.Join(list, ", ")
}

// programs lists what builds the sites in the folder.
func (c comparison) programs(beistand, here string) []program {
	source, out := filepath.Join(here, "beistand"), filepath.Join(here, "out-beistand")
	build := []string{beistand, "build", "--source", source, "--out", out, "--today", "2026-11-23"}
	list := []program{
		{"Beistand: minified, with search index", true, out, [][]string{build}},
		{"Beistand again, nothing changed", false, out, [][]string{build}},
	}
	if c.has(c.eleventy) {
		source, out := filepath.Join(here, "eleventy"), filepath.Join(here, "out-eleventy")
		list = append(list, program{"Eleventy, its pages alone: neither minified nor searchable", true, out, [][]string{
			{"sh", "-c", `cd "$0" && exec "$1" --quiet --output "$2"`, source, c.eleventy, out},
		}})
	}
	if !c.has(c.hugo) {
		return list
	}
	source = filepath.Join(here, "hugo")
	hugo := func(out string, more ...string) []string {
		return append([]string{c.hugo, "--quiet", "--noBuildLock", "--source", source, "--destination", out, "--cacheDir", filepath.Join(here, "cache")}, more...)
	}
	out = filepath.Join(here, "out-hugo")
	const extras = "hugo.toml,extras.toml"
	list = append(list,
		program{"Hugo with the same kinds of pages: neither minified nor searchable", true, out, [][]string{hugo(out, "--config", extras)}},
		program{"Hugo, its pages alone: neither minified nor searchable", true, out, [][]string{hugo(out)}},
	)
	if c.has(c.pagefind) {
		// Pairs and short links are not to be found.
		pages := fmt.Sprintf("{%s}/{index.html,section-*/**/*.html}", strings.Join(c.langs, ","))
		list = append(list,
			program{"Hugo --minify with the same kinds of pages, then Pagefind for the pages", true, out, [][]string{hugo(out, "--minify", "--config", extras), {c.pagefind, "--site", out, "--glob", pages}}},
			program{"Hugo --minify, its pages alone, then Pagefind", true, out, [][]string{hugo(out, "--minify"), {c.pagefind, "--site", out}}},
		)
	}
	return list
}

// measure runs the programs in turn, so many times.
func measure(programs []program, runs int) ([]measured, error) {
	results := make([]measured, len(programs))
	for n := range runs {
		for i, p := range programs {
			fmt.Fprintf(os.Stderr, "run %d of %d: %s\n", n+1, runs, p.name)
			if p.fresh {
				if err := os.RemoveAll(p.out); err != nil {
					return nil, err
				}
			}
			s, err := p.build()
			if err != nil {
				return nil, err
			}
			results[i].program = p
			results[i].samples = append(results[i].samples, s)
			if n == 0 {
				if results[i].files, results[i].bytes, err = size(p.out); err != nil {
					return nil, err
				}
			}
		}
	}
	return results, nil
}

func (p program) build() (sample, error) {
	var s sample
	for _, step := range p.steps {
		cmd := exec.Command(step[0], step[1:]...)
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		start := time.Now()
		if err := cmd.Run(); err != nil {
			return s, fmt.Errorf("%s: %v\n%s%s", strings.Join(step, " "), err, &stdout, &stderr)
		}
		s.wall += time.Since(start)
		s.cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		s.peak = max(s.peak, peak(cmd.ProcessState))
		s.stages = append(s.stages, stages(stdout.String())...)
	}
	return s, nil
}

// summary is the line in which beistand build says where the time went:
// "1.20 s: read 0.40, render 0.80".
var (
	summary     = regexp.MustCompile(`(?m)^[0-9.]+ s: (.*)$`)
	stageInLine = regexp.MustCompile(`(\w+) ([0-9.]+)`)
)

func stages(output string) []stage {
	line := summary.FindStringSubmatch(output)
	if line == nil {
		return nil
	}
	var list []stage
	for _, m := range stageInLine.FindAllStringSubmatch(line[1], -1) {
		seconds, err := strconv.ParseFloat(m[2], 64)
		if err == nil {
			list = append(list, stage{m[1], time.Duration(seconds * float64(time.Second))})
		}
	}
	return list
}

// size is how many files and bytes lie in a folder.
func size(dir string) (files int, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files++
		bytes += info.Size()
		return nil
	})
	return files, bytes, err
}
