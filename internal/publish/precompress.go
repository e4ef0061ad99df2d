package publish

import (
	"bytes"
	"compress/gzip"
	"path"

	"github.com/andybalholm/brotli"

	"beistand/internal/site"
)

// compressible are the endings of files that a server may send compressed.
var compressible = map[string]bool{".html": true, ".css": true, ".js": true, ".xml": true, ".txt": true, ".svg": true, ".json": true}

// Precompress returns, beside each file that is worth it, the same compressed
// as .gz and .br, for servers that send those as they are.
func Precompress(files site.Files) (site.Files, error) {
	return each(files, func(name string, content []byte) (site.Files, error) {
		out := site.Files{name: content}
		if !compressible[path.Ext(name)] {
			return out, nil
		}
		var gz bytes.Buffer
		w, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		var br bytes.Buffer
		bw := brotli.NewWriterLevel(&br, brotli.BestCompression)
		if _, err := bw.Write(content); err != nil {
			return nil, err
		}
		if err := bw.Close(); err != nil {
			return nil, err
		}
		if gz.Len() < len(content) {
			out[name+".gz"] = gz.Bytes()
		}
		if br.Len() < len(content) {
			out[name+".br"] = br.Bytes()
		}
		return out, nil
	})
}

// each makes of every file some files, on all cores.
func each(files site.Files, work func(name string, content []byte) (site.Files, error)) (site.Files, error) {
	names := files.Paths()
	results := make([]site.Files, len(names))
	err := onAllCores(len(names), func(i int, _ *[]byte) (err error) {
		results[i], err = work(names[i], files[names[i]])
		return err
	})
	if err != nil {
		return nil, err
	}
	all := make(site.Files, len(files))
	for _, r := range results {
		all.Add(r)
	}
	return all, nil
}
