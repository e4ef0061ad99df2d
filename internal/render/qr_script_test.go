package render

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"rsc.io/qr/coding"
)

// TestScriptsQRCodes: the browser's script makes of a text the same code as
// rsc.io/qr, module by module, whatever its length.
func TestScriptsQRCodes(t *testing.T) {
	source, err := os.ReadFile("../../assets/js/qr.js")
	if err != nil {
		t.Fatal(err)
	}
	script, _, _ := strings.Cut(string(source), "\nexport {")
	vm := goja.New()
	if _, err := vm.RunString(script); err != nil {
		t.Fatal(err)
	}
	var qrCode func(text string) [][]bool
	if err := vm.ExportTo(vm.Get("qrCode"), &qrCode); err != nil {
		t.Fatal(err)
	}
	const largest = 20
	most := 0
	lengths := []int{0, 1, 30, 40, 50, 60, 70, 80, 90, 100, 120, 150}
	for v := coding.Version(coding.MinVersion); v <= largest; v++ {
		most = v.DataBytes(qrLevel) - 3 // beside the mode and the length
		lengths = append(lengths, most)
	}
	random := rand.New(rand.NewPCG(1, 2))
	versions := map[int]bool{}
	for _, n := range lengths {
		text := make([]byte, n)
		for i := range text {
			text[i] = byte(' ' + random.IntN('~'-' '+1))
		}
		want, err := libraryQR(string(text))
		if err != nil {
			t.Fatal(err)
		}
		got := qrCode(string(text))
		versions[want.Size] = true
		if len(got) != want.Size {
			t.Errorf("%d bytes: %d rows, want %d", n, len(got), want.Size)
			continue
		}
		wrong := 0
		for y, row := range got {
			for x := range want.Size {
				if row[x] != want.Black(x, y) {
					wrong++
				}
			}
		}
		if wrong > 0 {
			t.Errorf("%d bytes: %d of %d modules differ", n, wrong, want.Size*want.Size)
		}
	}
	if len(versions) != largest {
		t.Errorf("%d versions of codes were compared, want %d", len(versions), largest)
	}
	if got := qrCode(fmt.Sprintf("%*s", most+1, "")); got != nil {
		t.Error("there is a code for a text that is too long")
	}
}
