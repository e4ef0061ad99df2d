package render

import (
	"time"

	"beistand/internal/site"
)

// Overdue reports whether the law on the page should have been checked again.
func (v *View) Overdue() bool { return v.Page.Overdue(v.r.Today) }

// StaleAfter is the day after which a copy of the page warns by itself that
// its law is to be checked again, as 2026-10-29; empty when there is none.
func (v *View) StaleAfter() string {
	if v.Page.ReviewBy.IsZero() {
		return ""
	}
	return v.Page.ReviewBy.Format(time.DateOnly)
}

// StatesLaw reports whether the page says what the law is.
func (v *View) StatesLaw() bool { return !v.Page.LawAsOf.IsZero() }

// LawAsOf is the day to which the law was checked.
func (v *View) LawAsOf() (string, error) { return v.Date(v.Page.LawAsOf) }

// ReviewBy is the day until which the law is to be checked again.
func (v *View) ReviewBy() (string, error) { return v.Date(v.Page.ReviewBy) }

// IsTranslation reports whether the text was made from one in another language.
func (v *View) IsTranslation() bool { return v.Text.Lang != v.Site.Source }

// UnreviewedTranslation reports whether nobody has reviewed the translation.
func (v *View) UnreviewedTranslation() bool {
	return v.IsTranslation() && v.Text.ReviewedBy == "" && len(v.Text.Sections) > 0
}

// Aged reports whether the source text has changed since it was translated.
func (v *View) Aged() bool { return v.Text.Aged() }

// SourceURL is the link to the page in the source language.
func (v *View) SourceURL() string { return v.To(v.Site.Source.Path(v.Page.ID)) }

// SourceName is the source language in its own words.
func (v *View) SourceName() string { return v.Site.Source.Name }

// SourceLang is the source language.
func (v *View) SourceLang() *site.Lang { return v.Site.Source }
