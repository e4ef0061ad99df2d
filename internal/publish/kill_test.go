package publish

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"beistand/internal/site"
)

// edition is a site of many files that all say the same.
func edition() site.Files {
	content := []byte(time.Now().String())
	files := site.Files{}
	for i := range editionFiles {
		files[fmt.Sprintf("%d/page-%d.html", i%10, i)] = content
	}
	return files
}

const editionFiles = 100

// TestKilled ends a process that publishes over and over, at random instants,
// and looks each time whether the folder holds one whole edition. The process
// is this test again, see the variable.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("PUBLISH_FOR_EVER"); dir != "" {
		for {
			if err := Write(dir, edition()); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
			fmt.Println("published")
		}
	}
	dir := filepath.Join(t.TempDir(), "public")
	if err := Write(dir, edition()); err != nil {
		t.Fatal(err)
	}
	// A child is killed after its first edition, however long that takes on a
	// busy machine, so that each is at a random point of a later one.
	seen := map[string]bool{}
	for len(seen) < 20 {
		child := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		child.Env = append(os.Environ(), "PUBLISH_FOR_EVER="+dir)
		said, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(said).ReadString('\n'); err != nil || line != "published\n" {
			t.Fatalf("the child says %q, %v", line, err)
		}
		time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatalf("the child ended by itself: %v", err)
		}
		_ = child.Wait()
		files := read(t, dir)
		if len(files) != editionFiles {
			t.Fatalf("%d of %d files after a kill", len(files), editionFiles)
		}
		first := files["0/page-0.html"]
		for name, content := range files {
			if !bytes.Equal(content, first) {
				t.Fatalf("a mixture: %s says %q, another file %q", name, content, first)
			}
		}
		seen[string(first)] = true
	}
}
