package site

// What a page says of the copies that readers can take along is known only
// when all pages are there. Until package offline fills them in, these marks
// stand for it.
const (
	MarkPages    = "%offline-pages%"    // pages of the language
	MarkDownload = "%offline-download%" // kB that are loaded to keep it
	MarkStored   = "%offline-stored%"   // MB that it takes on the device
	MarkDate     = "%offline-date%"     // day of this edition, in words
	MarkZip      = "%offline-zip%"      // kB of the zip
	MarkSingle   = "%offline-single%"   // kB of the single file

	// Marks is how all of them start.
	Marks = "%offline-"
)

// ZipPath is where the language lies as a folder to be unpacked.
func (l *Lang) ZipPath() Path { return Path("download/beistand-" + l.Code + ".zip") }

// SinglePath is where the language lies as a single file.
func (l *Lang) SinglePath() Path { return Path("download/beistand-" + l.Code + ".html") }
