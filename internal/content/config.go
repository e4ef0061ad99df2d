package content

import (
	"cmp"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"beistand/internal/problem"
	"beistand/internal/site"
)

const (
	configFile   = "site.toml"
	lawsFile     = "laws.toml"
	contactsFile = "contacts.toml"
)

// configTOML is site.toml.
type configTOML struct {
	Title     string
	BaseURL   string `toml:"base_url"`
	ExitURL   string `toml:"exit_url"`
	Discreet  *bool
	Minify    *bool
	Offline   *bool
	Languages []string                // codes; the first is the source language
	Language  map[string]languageTOML // what is to be said of a language beyond its code
}

type languageTOML struct {
	Name     string
	Dir      string
	Fallback []string
}

// Languages reads the languages of a site and nothing else of it. There are
// none when the problems say that site.toml cannot be read.
func Languages(fsys fs.FS) ([]*site.Lang, *problem.List, error) {
	l := newLoader(fsys)
	err := l.loadConfig()
	return l.langs, l.problems, err
}

func (l *loader) loadConfig() error {
	data, found, err := l.read(configFile)
	if err != nil {
		return err
	}
	if data == nil {
		l.problems.Error(problem.Place{File: configFile}, "there is no %s", configFile).
			Hint("call this in the site's folder, or name it with --source")
	}
	if !found {
		return nil
	}
	c := configTOML{Title: "Beistand"}
	if !l.decode(configFile, data, &c) {
		return nil
	}
	l.config = site.Config{
		Title: c.Title, BaseURL: c.BaseURL, ExitURL: c.ExitURL,
		Discreet: c.Discreet == nil || *c.Discreet,
		Minify:   c.Minify == nil || *c.Minify,
		Offline:  c.Offline == nil || *c.Offline,
	}
	l.config.BaseURL = l.baseURL(data, c.BaseURL)
	if c.ExitURL != "" && !isWebAddress(c.ExitURL) {
		l.problems.Error(placesIn(configFile, data).key("exit_url"), "exit_url %q is not a web address", c.ExitURL).
			Hint("it starts with https://")
	}
	l.loadLanguages(data, c)
	return nil
}

func (l *loader) baseURL(data []byte, address string) string {
	if address == "" {
		return ""
	}
	clean, err := CleanBaseURL(address)
	if err != nil {
		l.problems.Error(placesIn(configFile, data).key("base_url"), "base_url %q is not a web address", address).
			Hint("write where the site is published: base_url = \"https://…/\"")
	}
	return clean
}

// CleanBaseURL checks the address at which a site is published and returns it
// with a slash at the end.
func CleanBaseURL(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	if !isWebAddress(address) || u.RawQuery != "" || u.Fragment != "" {
		return "", &url.Error{Op: "parse", URL: address, Err: fs.ErrInvalid}
	}
	return strings.TrimSuffix(address, "/") + "/", nil
}

// isWebAddress reports whether the text is an address of the web, whole. A name
// before the host would look like one, and letters of other scripts in a host
// like those of ours: such a host is written as xn--….
func isWebAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && hostName.MatchString(u.Host) &&
		!strings.ContainsAny(address, " \"<>\\^`{|}")
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?$`)

func (l *loader) loadLanguages(data []byte, c configTOML) {
	if len(c.Languages) == 0 {
		l.problems.Error(problem.Place{File: configFile}, "site.toml names no languages").
			Hint("the first is the one that texts are translated from: languages = [\"de\", \"en\", \"ar\"]")
		return
	}
	p := placesIn(configFile, data)
	for i, code := range c.Languages {
		at := p.value(item("languages", i))
		tag, err := language.Parse(code)
		switch {
		case err != nil || code != strings.ToLower(code):
			l.problems.Error(at, "%q is not the code of a language", code).
				Hint("use a code such as de, en, ar or de-simple (BCP 47, small letters)")
			continue
		case l.lang(code) != nil:
			l.problems.Error(at, "language %q is listed twice", code).Hint("delete one")
			continue
		}
		more := c.Language[code]
		lang := &site.Lang{Code: code, Tag: tag, Name: more.Name, Dir: more.Dir}
		if lang.Name == "" {
			lang.Name = display.Self.Name(tag)
		}
		switch lang.Dir {
		case "":
			lang.Dir = site.Direction(tag)
		case "ltr", "rtl":
		default:
			l.problems.Error(p.value("language."+code+".dir"), "dir %q is not a direction", lang.Dir).
				Hint(`write "ltr" for left to right or "rtl" for right to left`)
		}
		l.langs = append(l.langs, lang)
	}
	for _, code := range sortedKeys(c.Language) {
		lang := l.lang(code)
		if lang == nil {
			l.problems.Error(p.key("language."+code), "[language.%s] is not among the languages", code).
				Hint("add %q to languages, or delete the table", code)
			continue
		}
		for i, f := range c.Language[code].Fallback {
			to := l.lang(f)
			if to == nil || to == lang || slices.Contains(lang.Fallback, to) {
				l.problems.Error(p.value(item("language."+code+".fallback", i)), "%q cannot be a fallback of %q", f, code).
					Hint("name other languages of the site, each once, the best first")
				continue
			}
			lang.Fallback = append(lang.Fallback, to)
		}
	}
}

// inEnglish is the name of the language in the language of our messages, its
// code where that has no name for it.
func inEnglish(l *site.Lang) string {
	return cmp.Or(display.English.Languages().Name(l.Tag), l.Code)
}
