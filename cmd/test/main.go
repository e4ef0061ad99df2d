// Test runs all tests of the project, those in a browser included.
//
//	go run ./cmd/test
//
// Where Chromium is missing and the system's packages can be installed, it
// installs it; where they cannot, it says what to install. Where npm is found,
// the pages are also checked by axe, and where Java is too, by the Nu HTML
// checker.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		var failed *exec.ExitError
		if !errors.As(err, &failed) {
			fmt.Fprintln(os.Stderr, "test: error:", err)
		}
		os.Exit(1)
	}
}

func run() error {
	if err := findBrowser(); err != nil {
		return err
	}
	env := append(os.Environ(), "BEISTAND_REQUIRE_BROWSER=1", "BEISTAND_EDITS=1000")
	checkers, err := checkers()
	if err != nil {
		fmt.Println("pages are not checked by axe and the Nu HTML checker:", err)
	}
	env = append(env, checkers...)
	for _, args := range [][]string{
		{"vet", "./..."},
		append([]string{"test", "-timeout", "40m"}, append(os.Args[1:], "./...")...),
	} {
		if err := execute(env, "go", args...); err != nil {
			return err
		}
	}
	return nil
}

func execute(env []string, name string, args ...string) error {
	fmt.Println("+", name, args)
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = env, os.Stdout, os.Stderr
	return cmd.Run()
}

// findBrowser makes sure that there is a Chromium, as internal/sitetest looks
// for it.
func findBrowser() error {
	if os.Getenv("CHROMIUM") != "" || found("chromium") || found("chromium-browser") || found("google-chrome") || found("google-chrome-stable") {
		return nil
	}
	advice := errors.New("Chromium is missing: install it (on Debian: apt-get install chromium), or set CHROMIUM to its path")
	if !found("apt-get") {
		return advice
	}
	var sudo []string
	if os.Geteuid() != 0 {
		if !found("sudo") || exec.Command("sudo", "-n", "true").Run() != nil {
			return advice
		}
		sudo = []string{"sudo", "-n"}
	}
	for _, args := range [][]string{{"update"}, {"install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-core"}} {
		line := append(append(sudo, "apt-get", "-qq"), args...)
		if err := execute(append(os.Environ(), "DEBIAN_FRONTEND=noninteractive"), line[0], line[1:]...); err != nil {
			return advice
		}
	}
	return nil
}

func found(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// checkers installs what internal/sitetest/package.json names, and returns the
// variables that tell tests where it is.
func checkers() ([]string, error) {
	if !found("npm") {
		return nil, errors.New("they need npm")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(cache, "beistand-test")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	list, err := os.ReadFile(filepath.Join("internal", "sitetest", "package.json"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "package.json"), list, 0o644); err != nil {
		return nil, err
	}
	if out, err := exec.Command("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", dir).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm install: %w\n%s", err, out)
	}
	modules := filepath.Join(dir, "node_modules")
	env := []string{"BEISTAND_AXE=" + filepath.Join(modules, "axe-core", "axe.min.js")}
	if !found("java") {
		fmt.Println("pages are not checked by the Nu HTML checker: it needs Java")
		return env, nil
	}
	return append(env, "BEISTAND_VNU="+filepath.Join(modules, "vnu-jar", "build", "dist", "vnu.jar")), nil
}
