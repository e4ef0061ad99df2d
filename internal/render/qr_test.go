package render

import (
	"image"
	"image/color"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"rsc.io/qr/coding"
)

// TestQRCodesAreRead: another library (zxing) reads from each code the address
// that was put into it.
func TestQRCodesAreRead(t *testing.T) {
	for _, text := range []string{
		"https://a.de/de/s/k7m2/",
		"https://beistand.example/de/s/k7m2/",
		"https://beistand.example/ar/s/k7m2/to/#3",
		"https://rights.of-people.example/a/longer/path/" + strings.Repeat("x", 200) + "/de-simple/s/k7m2x/to/#112",
	} {
		var code qrCode
		if err := code.encode(text); err != nil {
			t.Fatal(err)
		}
		const scale = 4
		size := (code.size + 2*qrQuiet) * scale
		img := image.NewGray(image.Rect(0, 0, size, size))
		for y := range size {
			for x := range size {
				if !isBlack(code, x/scale-qrQuiet, y/scale-qrQuiet) {
					img.SetGray(x, y, color.Gray{255})
				}
			}
		}
		if got := readQR(t, img); got != text {
			t.Errorf("%s is read as %s", text, got)
		}
	}
}

// TestQRCodesAdd: a code that is added up of its bytes is the one that rsc.io/qr
// makes of the text, module by module, whatever its length and its bytes.
func TestQRCodesAdd(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sizes := map[int]bool{}
	for _, n := range []int{0, 1, 13, 26, 27, 40, 45, 60, 100, 250, 500, 1000, 2331} {
		text := make([]byte, n)
		for i := range text {
			text[i] = byte(random.IntN(256))
		}
		want, err := libraryQR(string(text))
		if err != nil {
			t.Fatal(err)
		}
		var code qrCode
		if err := code.encode(string(text)); err != nil {
			t.Fatal(err)
		}
		if code.size != want.Size {
			t.Fatalf("%d bytes: size %d, want %d", n, code.size, want.Size)
		}
		sizes[code.size] = true
		for y := range code.size {
			for x := range code.size {
				if isBlack(code, x, y) != want.Black(x, y) {
					t.Fatalf("%d bytes: module %d, %d differs", n, x, y)
				}
			}
		}
	}
	if len(sizes) < 9 {
		t.Errorf("only %d sizes", len(sizes))
	}
	if err := new(qrCode).encode(strings.Repeat("x", 2332)); err == nil {
		t.Error("2,332 bytes were taken")
	}
}

func isBlack(c qrCode, x, y int) bool {
	return x >= 0 && y >= 0 && x < c.size && y < c.size && c.bits[y*c.row+x/64]>>(x%64)&1 == 1
}

// libraryQR is the smallest code of the text, by rsc.io/qr.
func libraryQR(text string) (*coding.Code, error) {
	content := coding.String(text)
	v := coding.Version(coding.MinVersion)
	for content.Bits(v) > v.DataBytes(qrLevel)*8 {
		v++
	}
	plan, err := coding.NewPlan(v, qrLevel, 0)
	if err != nil {
		return nil, err
	}
	return plan.Encode(content)
}

// BenchmarkQR makes the codes of a page with nine sections.
func BenchmarkQR(b *testing.B) {
	b.ReportAllocs()
	sheet := new(qrSheet)
	for b.Loop() {
		sheet.clear()
		for i := range 10 {
			if err := sheet.add(strconv.Itoa(i), "https://beistand.example/de/s/k7m2/to/#"+strconv.Itoa(i)); err != nil {
				b.Fatal(err)
			}
		}
		sheet.svg()
	}
}

func readQR(t *testing.T, img image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result.GetText()
}
