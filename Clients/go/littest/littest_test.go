package littest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// judge notes what becomes of a test.
type judge struct {
	testing.TB
	skipped, failed bool
}

func (j *judge) Helper()              {}
func (j *judge) Skip(...interface{})  { j.skipped = true }
func (j *judge) Fatal(...interface{}) { j.failed = true }

func TestWhatIsMissingSkipsAndFailsWhereCIIsSet(t *testing.T) {
	t.Setenv("LIT", filepath.Join(t.TempDir(), "lit"))
	_, missing := Run(context.Background(), t.TempDir())
	if !errors.Is(missing, ErrMissing) || !strings.Contains(missing.Error(), "$LIT") {
		t.Fatal(missing)
	}
	for _, row := range []struct {
		err  error
		ci   string
		skip bool
	}{{missing, "", true}, {missing, "1", false}, {errors.New("broken"), "", false}} {
		t.Setenv("CI", row.ci)
		judge := &judge{}
		// What really ends a test does not return; this one only notes it.
		func() { Missing(judge, row.err) }()
		if judge.skipped != row.skip || row.skip == false && !judge.failed {
			t.Errorf("%+v: %+v", row, judge)
		}
	}
	t.Setenv("LIT", script(t, "exit 0"))
	t.Setenv("LIT_SIDECAR", "/nowhere/lit-sidecar")
	if _, err := Run(context.Background(), t.TempDir()); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "LIT_SIDECAR") {
		t.Error(err)
	}
}

func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lit")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNetworksThatDoNotStart(t *testing.T) {
	t.Setenv("LIT_SIDECAR", script(t, ""))
	for text, says := range map[string]string{
		"echo no room >&2; exit 1": "no room", "echo nonsense; exec sleep 60": "can be read",
		"echo '{\"accounts\":[]}'; exec sleep 60": "no accounts", "exec sleep 61": "not ready in time",
	} {
		t.Setenv("LIT", script(t, text))
		ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		if !strings.Contains(text, "61") {
			cancel()
			ctx, cancel = context.WithTimeout(context.Background(), 10*time.Second)
		}
		network, err := Run(ctx, t.TempDir())
		cancel()
		if network != nil || err == nil || errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, %v", text, network, err)
		}
	}
}
