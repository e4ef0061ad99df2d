// Benchsite makes large sites for measurements, and measures how long Beistand
// and others take to build them. The same arguments give the same site.
//
//	go run ./cmd/benchsite make -pages 1000 -out /tmp/site
//	go run ./cmd/benchsite compare -pages 1000 -runs 5
package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
)

const usage = `Benchsite makes large sites for measurements.

  benchsite make -out DIR [-pages N] [-langs de,en,…] [-hugo DIR] [-eleventy DIR]
      writes a site of N pages in each language, and the same for Hugo and Eleventy

  benchsite compare [-pages N,N,…] [-langs de,en,…] [-runs N] [-dir DIR]
      [-hugo PROGRAM] [-pagefind PROGRAM] [-eleventy PROGRAM]
      builds such sites with Beistand and with what else is there, in turn,
      and prints the tables of docs/benchmarks.md

Call either with -h for its flags.
`

// defaultLangs have a list of words below words/, and bleve an analyzer: nine
// languages in three scripts, and Vietnamese, which has none.
const defaultLangs = "de,en,fr,es,ru,tr,pl,hu,vi,ar"

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	var err error
	switch command, args := os.Args[1], os.Args[2:]; command {
	case "make":
		err = makeCommand(args)
	case "compare":
		err = compareCommand(args)
	default:
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchsite:", err)
		os.Exit(1)
	}
}

func makeCommand(args []string) error {
	flags := flag.NewFlagSet("make", flag.ExitOnError)
	pages := flags.Int("pages", 1000, "how many pages each language has")
	langs := flags.String("langs", defaultLangs, "the languages; the first is the source of the others")
	out := flags.String("out", "", "the folder to write, which must not exist")
	hugo := flags.String("hugo", "", "a folder for the same site as Hugo reads it, which must not exist")
	eleventy := flags.String("eleventy", "", "a folder for the same site as Eleventy reads it, which must not exist")
	_ = flags.Parse(args) // exits
	if *out == "" && *hugo == "" && *eleventy == "" {
		return fmt.Errorf("-out is missing")
	}
	s, err := newSite(*pages, strings.Split(*langs, ","))
	if err != nil {
		return err
	}
	for dir, write := range map[string]func(string) error{*out: s.writeBeistand, *hugo: s.writeHugo, *eleventy: s.writeEleventy} {
		if dir == "" {
			continue
		}
		if _, err := os.Stat(dir); err == nil {
			return fmt.Errorf("%s exists already", dir)
		}
		if err := write(dir); err != nil {
			return err
		}
	}
	return nil
}

func compareCommand(args []string) error {
	flags := flag.NewFlagSet("compare", flag.ExitOnError)
	pages := flags.String("pages", "1000", "how many pages each language has, one size after the other: 100,1000,5000")
	langs := flags.String("langs", defaultLangs, "the languages")
	runs := flags.Int("runs", 5, "how many times each program builds each site")
	dir := flags.String("dir", os.TempDir(), "where sites are made and built; best a file system in memory, such as /dev/shm")
	hugo := flags.String("hugo", "hugo", "Hugo's program")
	pagefind := flags.String("pagefind", "pagefind", "Pagefind's program")
	eleventy := flags.String("eleventy", "eleventy", "Eleventy's program")
	_ = flags.Parse(args) // exits
	c := comparison{langs: strings.Split(*langs, ","), runs: *runs, hugo: *hugo, pagefind: *pagefind, eleventy: *eleventy}
	for _, text := range strings.Split(*pages, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("-pages: %q is not a number of pages", text)
		}
		c.pages = append(c.pages, n)
	}
	return c.run(*dir, os.Stdout)
}
