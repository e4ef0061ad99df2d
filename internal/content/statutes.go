package content

import (
	"strings"

	"beistand/internal/problem"
	"beistand/internal/site"
)

// statutesTOML is content/laws.toml.
type statutesTOML struct {
	Law []statuteTOML
}

type statuteTOML struct {
	Abbreviation string
	Also         []string
	Title        string
	URL          string
	SectionURL   string `toml:"section_url"`
	Symbol       string
}

func (l *loader) loadStatutes() error {
	const file = "content/" + lawsFile
	data, found, err := l.read(file)
	if err != nil {
		return err
	}
	l.cite = site.NewAbbreviations(nil)
	var t statutesTOML
	if !found || !l.decode(file, data, &t) {
		return nil
	}
	places := placesIn(file, data)
	whole := !l.problems.HasErrorsIn(file)
	slugs := map[string]string{}
	for i, s := range t.Law {
		at := places.key(item("law", i))
		if s.Abbreviation != "" {
			at = places.value(item("law", i) + ".abbreviation")
		}
		statute := &site.Statute{
			Abbreviation: s.Abbreviation, Also: s.Also, Title: s.Title,
			URL: s.URL, SectionURL: s.SectionURL, Symbol: s.Symbol, Place: at,
		}
		if statute.Symbol == "" {
			statute.Symbol = "§"
		}
		switch {
		case !whole && (s.Abbreviation == "" || s.Title == "" || s.URL == ""):
			// an unknown key is likely what is missing
		case s.Abbreviation == "" || s.Title == "":
			l.problems.Error(at, "a law needs an abbreviation and a title")
		case statute.Symbol != "§" && statute.Symbol != "Art.":
			l.problems.Error(at, "the symbol of %s is %q", s.Abbreviation, s.Symbol).Hint(`write "§" or "Art."`)
		case !isWebAddress(s.URL) || s.SectionURL != "" && !isWebAddress(strings.ReplaceAll(s.SectionURL, "{n}", "1")):
			l.problems.Error(at, "%s has no web address", s.Abbreviation).
				Hint("give the official text: url = \"https://…\"")
		case !site.IsName(statute.Slug()):
			l.problems.Error(at, "%q cannot be part of an address", s.Abbreviation).
				Hint("an abbreviation has letters a to z or digits, and not many")
		case slugs[statute.Slug()] != "":
			l.problems.Error(at, "%s has the same address as %s", s.Abbreviation, slugs[statute.Slug()]).
				Hint("delete one of the two")
		default:
			slugs[statute.Slug()] = s.Abbreviation
			l.statutes = append(l.statutes, statute)
		}
	}
	l.cite = site.NewAbbreviations(l.statutes)
	return nil
}

// abbreviations lists what texts may cite.
func (l *loader) abbreviations() []string {
	var list []string
	for _, s := range l.statutes {
		list = append(list, s.Abbreviation)
	}
	return list
}

func (l *loader) statute(abbreviation string) *site.Statute {
	for _, s := range l.statutes {
		if s.Abbreviation == abbreviation {
			return s
		}
	}
	return nil
}

// citationProblem says of a citation that it names no statute we know.
func (l *loader) citationProblem(at problem.Place, provision, unknown string) {
	if unknown == "" {
		p := l.problems.Error(at, "%q does not say of which law", provision)
		if len(l.statutes) > 0 {
			p.Hint("add its abbreviation, for instance %s %s", provision, l.statutes[0].Abbreviation)
		} else {
			p.Hint("add its abbreviation, and the law to content/%s", lawsFile)
		}
		return
	}
	if l.problems.HasErrorsIn("content/" + lawsFile) {
		return // the law may be what could not be read
	}
	p := l.problems.Error(at, "no law %q in content/%s", unknown, lawsFile)
	if near := nearest(unknown, l.abbreviations()); near != "" {
		p.Hint("did you mean %s?", near)
	} else {
		p.Hint("add it there, with title and official address, or check the spelling")
	}
}
