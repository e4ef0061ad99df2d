package parallel

import (
	"errors"
	"sync/atomic"
	"testing"
)

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		done := make([]atomic.Int32, n)
		if err := Each(n, func(i int) error {
			done[i].Add(1)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for i := range done {
			if times := done[i].Load(); times != 1 {
				t.Errorf("%d of %d was done %d times", i, n, times)
			}
		}
	}
	full := errors.New("the disk is full")
	var done atomic.Int32
	if err := Each(1_000_000, func(i int) error {
		done.Add(1)
		if i == 10 {
			return full
		}
		return nil
	}); err != full {
		t.Errorf("the error is %v", err)
	}
	if n := done.Load(); n == 1_000_000 {
		t.Error("work goes on after an error")
	}
}
