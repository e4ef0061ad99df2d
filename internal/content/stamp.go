package content

import (
	"bytes"
	"slices"
)

// Stamp writes the fingerprint of a source text into the header of a
// translation, as its translation_of, and leaves every other byte as it is. A
// file without a header is returned unchanged.
func Stamp(file []byte, fingerprint string) []byte {
	text := bytes.TrimPrefix(file, utf8BOM)
	before := file[:len(file)-len(text)]
	header, _, ok := splitHeader(text)
	if !ok {
		return file
	}
	value := []byte(`"` + fingerprint + `"`)
	if at, ok := placesIn("", header).spots["translation_of"]; ok {
		start := len(bytes.TrimRight(text[:at.value], `"'`))
		return slices.Concat(before, text[:start], value, text[at.end:])
	}
	line := "translation_of = " + string(value) + "\n"
	if bytes.HasSuffix(text[:len(header)], []byte("\r\n")) {
		line = line[:len(line)-1] + "\r\n"
	}
	return slices.Concat(before, text[:len(header)], []byte(line), text[len(header):])
}
