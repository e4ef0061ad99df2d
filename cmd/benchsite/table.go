package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

func median[T cmp.Ordered](list []T) T {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

func of[T cmp.Ordered](m measured, value func(sample) T) []T {
	var list []T
	for _, s := range m.samples {
		list = append(list, value(s))
	}
	return list
}

func wall(s sample) time.Duration    { return s.wall }
func cpu(s sample) time.Duration     { return s.cpu }
func memory(s sample) int64          { return s.peak }
func seconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }

// printPrograms compares what building one site took, the first of the
// programs being what the others are held against.
func printPrograms(out io.Writer, results []measured) {
	fmt.Fprintln(out, "| | wall s (fastest to slowest) | cpu s | memory MB | files | MB | Beistand's share of wall | of cpu | of memory |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|---|")
	own := results[0]
	for _, r := range results {
		walls := of(r, wall)
		fmt.Fprintf(out, "| %s | %s (%s to %s) | %s | %d | %s | %.1f | %.2f | %.2f | %.2f |\n",
			r.program.name, seconds(median(walls)), seconds(slices.Min(walls)), seconds(slices.Max(walls)),
			seconds(median(of(r, cpu))), median(of(r, memory))/1e6, thousands(r.files), float64(r.bytes)/1e6,
			ratio(own, r, wall), ratio(own, r, cpu), ratio(own, r, memory))
	}
}

func ratio[T ~int64](a, b measured, value func(sample) T) float64 {
	return float64(median(of(a, value))) / float64(max(1, median(of(b, value))))
}

// printStages says where the time goes, and how it grows with the site.
func printStages(out io.Writer, c comparison, own []measured) {
	if len(own[0].samples[0].stages) == 0 {
		return
	}
	head, line := "| pages |", "|---|"
	for _, s := range own[0].samples[0].stages {
		head, line = head+" "+s.name+" |", line+"---|"
	}
	fmt.Fprintln(out, head+" all | memory MB | times the pages | times the time |")
	fmt.Fprintln(out, line+"---|---|---|---|")
	for i, m := range own {
		fmt.Fprintf(out, "| %s |", thousands(c.pages[i]*len(c.langs)))
		for n := range m.samples[0].stages {
			fmt.Fprintf(out, " %s |", seconds(median(of(m, func(s sample) time.Duration { return s.stages[n].took }))))
		}
		fmt.Fprintf(out, " %s | %d |", seconds(median(of(m, wall))), median(of(m, memory))/1e6)
		if i == 0 {
			fmt.Fprintln(out, " | |")
			continue
		}
		fmt.Fprintf(out, " %.1f | %.1f |\n", float64(c.pages[i])/float64(c.pages[i-1]), ratio(m, own[i-1], wall))
	}
}

// thousands writes a number with a sign between its thousands.
func thousands(n int) string {
	digits := fmt.Sprint(n)
	var parts []string
	for len(digits) > 3 {
		parts = append([]string{digits[len(digits)-3:]}, parts...)
		digits = digits[:len(digits)-3]
	}
	return strings.Join(append([]string{digits}, parts...), ",")
}
