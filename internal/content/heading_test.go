package content

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestLayoutIDs: no heading can have an id that one of our layouts has.
func TestLayoutIDs(t *testing.T) {
	names, err := filepath.Glob("../../layouts/*.html")
	if err != nil || len(names) == 0 {
		t.Fatalf("no layouts: %v", err)
	}
	id := regexp.MustCompile(`\bid="([a-z0-9-]+)"`)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range id.FindAllSubmatch(text, -1) {
			if !isTaken(string(m[1])) {
				t.Errorf("%s has the id %q: add it to layoutIDs", name, m[1])
			}
		}
	}
}
