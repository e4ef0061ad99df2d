//go:build !linux && !darwin

package publish

func swap(_, _ string) error { return errNoSwap }
