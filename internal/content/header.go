package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// headerTOML is the header of LANG.md.
type headerTOML struct {
	Title         string
	Summary       string
	Keywords      []string
	TranslationOf string `toml:"translation_of"`
	ReviewedBy    string `toml:"translation_reviewed_by"`
}

// splitHeader parts a text into its header and its body. Both have as many
// lines as the file, so that the line numbers of either are those of the file:
// what is not header is blank in the header, and the other way round. The
// header stands between two lines "+++", the first of them the first line of
// the file; ok is false when it does not.
func splitHeader(file []byte) (header, body []byte, ok bool) {
	if !opensHeader(file) {
		return nil, nil, false
	}
	start := lineEnd(file, 0)
	for at := start; at < len(file); {
		end := lineEnd(file, at)
		if string(bytes.TrimRight(file[at:end], breaks)) == fence {
			header = append(blank(file[:start]), file[start:at]...)
			return header, append(blank(file[:end]), file[end:]...), true
		}
		at = end
	}
	return nil, nil, false
}

// opensHeader reports whether the first line of the file is a fence.
func opensHeader(file []byte) bool {
	return string(bytes.TrimRight(file[:lineEnd(file, 0)], breaks)) == fence
}

const fence = "+++"

// lineEnd is where the line that starts at an offset ends, after its newline.
func lineEnd(text []byte, at int) int {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// blank replaces all but the newlines by spaces.
func blank(text []byte) []byte {
	out := bytes.Repeat([]byte{' '}, len(text))
	for i, b := range text {
		if b == '\n' {
			out[i] = '\n'
		}
	}
	return out
}

// Fingerprint identifies what a source text says: its title, its summary and
// its body, whatever the ends of lines and the spaces before them. A
// translation names the fingerprint of the text it was made from in
// translation_of; when the source changes, the translation has aged.
func Fingerprint(title, summary string, body []byte) string {
	said := make([]byte, 0, len(body))
	for line := range bytes.Lines(body) {
		said = append(append(said, bytes.TrimRight(line, breaks)...), '\n')
	}
	sum := sha256.Sum256(slices.Concat([]byte(title), []byte{0}, []byte(summary), []byte{0}, bytes.TrimSpace(said)))
	return hex.EncodeToString(sum[:6])
}
