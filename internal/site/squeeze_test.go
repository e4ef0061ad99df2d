package site

import "testing"

func TestSqueeze(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"next to blocks", "<ul>\n  <li>one\n</li>\n</ul>\n", "<ul><li>one</li></ul>"},
		{"between words and links", "one  <a>two</a>\n <b>three</b> .", "one <a>two</a>\n<b>three</b> ."},
		{"what shows nothing", "<meta a>\n<link b>\n<script src=\"x\"></script>\n<b>", "<meta a><link b><script src=\"x\"></script>\n<b>"},
		{"within a tag", "<a  href=\"a  b\"\n title='c  \"d' >x</a >", `<a href="a  b" title='c  "d'>x</a>`},
		{"text that stays", "<pre>\n a  b </pre> <textarea> c </textarea>", "<pre>\n a  b </pre><textarea> c </textarea>"},
		{"text that ends in capitals", "<pre>\n a < b  </PRE>  <p>", "<pre>\n a < b  </PRE><p>"},
		{"a greater-than sign in a value", "<a title=\"> <p> \"> x", "<a title=\"> <p> \"> x"},
	} {
		if got := string(new(Squeezer).Append(nil, test.in)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
