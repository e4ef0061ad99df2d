package publish

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"

	"github.com/andybalholm/brotli"

	"beistand/internal/site"
)

// compressible are the endings of files that a server may send compressed.
var compressible = map[string]bool{".html": true, ".css": true, ".js": true, ".xml": true, ".txt": true, ".svg": true, ".json": true}

// Precompress returns what puts, beside each file that is worth it, the same
// compressed as .gz and .br, for servers that send those as they are.
func Precompress(put site.Put) site.Put {
	return func(name string, content []byte) error {
		if err := put(name, content); err != nil || !compressible[path.Ext(name)] {
			return err
		}
		var gz, br bytes.Buffer
		w, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
		if err != nil {
			return err
		}
		for _, packed := range []struct {
			ending string
			writer io.WriteCloser
			to     *bytes.Buffer
		}{{".gz", w, &gz}, {".br", brotli.NewWriterLevel(&br, brotli.BestCompression), &br}} {
			if _, err := packed.writer.Write(content); err != nil {
				return err
			}
			if err := packed.writer.Close(); err != nil {
				return err
			}
			if packed.to.Len() < len(content) {
				if err := put(name+packed.ending, packed.to.Bytes()); err != nil {
					return err
				}
			}
		}
		return nil
	}
}
