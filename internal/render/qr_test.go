package render

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
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
		code, err := encodeQR(text)
		if err != nil {
			t.Fatal(err)
		}
		const scale = 4
		size := (code.Size + 2*qrQuiet) * scale
		img := image.NewGray(image.Rect(0, 0, size, size))
		for y := range size {
			for x := range size {
				if !code.Black(x/scale-qrQuiet, y/scale-qrQuiet) {
					img.SetGray(x, y, color.Gray{255})
				}
			}
		}
		if got := readQR(t, img); got != text {
			t.Errorf("%s is read as %s", text, got)
		}
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
