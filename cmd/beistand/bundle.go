package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"beistand/internal/build"
	"beistand/internal/publish"
	"beistand/internal/site"
)

func bundleCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bundle",
		Short: "Write the site as files to take along: a zip and a single file",
		Long: `Bundle writes each language as two files that need no server and no connection:

  beistand-ar.zip    a folder for a USB stick: unpack it and open index.html
  beistand-ar.html   one file with all pages, which can be sent by messenger

Both are read, searched, printed and left like the site, in any browser. The
single file can be read without JavaScript, too; it leaves out the lists of
keywords and laws. Whoever finds a file can read it, and it ages: pages whose
law should have been checked again say so by the clock of the device.

Every build makes the same files below download/, and its pages link to them.
Without --out, bundle puts them there, into public/ of the site's folder.`,
		Example: `  beistand bundle
  beistand bundle --lang ar --out /media/usb`,
		Args: cobra.NoArgs,
	}
	lang := cmd.Flags().StringP("lang", "l", "", "the language to write (default all)")
	out := cmd.Flags().StringP("out", "o", "", "the folder to write to (default public/download/ in the site's folder)")
	today := todayFlag(cmd)
	_ = cmd.MarkFlagDirname("out")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		folder, dir, err := openSource(cmd)
		if err != nil {
			return err
		}
		o := build.Options{Offline: true}
		if o.Today, err = parseToday(*today); err != nil {
			return err
		}
		if *out != "" {
			if err := checkOut(*out, dir); err != nil {
				return err
			}
		}
		bar := newProgress(cmd.ErrOrStderr(), cmd.OutOrStdout())
		o.Progress = bar.show
		result, problems, err := build.Files(folder, o)
		bar.done()
		if err != nil {
			return machineError{err}
		}
		if result == nil {
			printProblems(cmd.ErrOrStderr(), problems.Below(dir))
			return contentError{fmt.Errorf("%s; nothing was written", countProblems(problems))}
		}
		if !result.Site.Offline {
			return hintedError{errors.New("site.toml says that the site is not to be taken along"), "delete the line offline = false"}
		}
		langs := result.Site.Langs
		if *lang != "" {
			l := result.Site.Lang(*lang)
			if l == nil {
				return hintedError{fmt.Errorf("the site has no language %q", *lang), "its languages are " + codes(langs)}
			}
			langs = []*site.Lang{l}
		}
		if *out == "" {
			public := filepath.Join(dir, "public")
			err = publish.Claim(public)
			*out = filepath.Join(public, "download")
		}
		files := site.Files{}
		for _, l := range langs {
			for _, p := range []site.Path{l.ZipPath(), l.SinglePath()} {
				files[path.Base(string(p))] = result.Files[string(p)]
			}
		}
		if err == nil {
			err = publish.Put(*out, files)
		}
		var foreign *publish.ForeignError
		switch {
		case errors.As(err, &foreign):
			return err
		case err != nil:
			return machineError{err}
		}
		for _, name := range files.Paths() {
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", filepath.Join(*out, name), bytesInWords(len(files[name])))
		}
		return nil
	}
	return cmd
}

func codes(langs []*site.Lang) string {
	var list []string
	for _, l := range langs {
		list = append(list, l.Code)
	}
	return strings.Join(list, ", ")
}
