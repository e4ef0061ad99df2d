package main

import (
	"io"
	"net/url"
	"strings"

	"beistand/internal/problem"
)

// The parts of SARIF 2.1.0 that we write (OASIS, "Static Analysis Results
// Interchange Format").
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID string `json:"id"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

var sarifLevels = map[problem.Severity]string{problem.Error: "error", problem.Warning: "warning", problem.Advice: "note"}

// sarifPlain keeps a viewer from making links of what authors wrote: in SARIF a
// message may hold [text](address).
var sarifPlain = strings.NewReplacer("](", "] (")

func writeSARIF(w io.Writer, l *problem.List) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{"beistand", []sarifRule{{"content"}}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	for _, p := range l.Sorted() {
		text := p.Message
		if p.Advice != "" {
			text += ". " + p.Advice
		}
		at := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: p.File}).EscapedPath()}}
		if p.Line > 0 {
			at.Region = &sarifRegion{p.Line, p.Column}
		}
		run.Results = append(run.Results, sarifResult{"content", sarifLevels[p.Severity], sarifText{sarifPlain.Replace(text)}, []sarifLocation{{at}}})
	}
	return indented(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}
