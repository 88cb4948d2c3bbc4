package lit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// These change the environment, and so run by themselves.

func executable(t *testing.T, folder, name string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhereTheSidecarIsLookedFor(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("PATH", folder)
	t.Setenv("LIT_SIDECAR", "")
	_, err := locate(launch{})
	failure := wantCode(t, err, ErrSidecarNotFound)
	for _, said := range []string{"$LIT_SIDECAR is not set", "there is no /", "PATH has neither", "make install", "WithEmbeddedSidecar"} {
		if !strings.Contains(failure.Error(), said) {
			t.Errorf("%q does not say %q", failure, said)
		}
	}
	check := func(want string, arguments int) {
		t.Helper()
		found, err := locate(launch{})
		if err != nil || found.path != want || len(found.arguments) != arguments {
			t.Errorf("%+v, %v; not %s", found, err, want)
		}
	}
	check(executable(t, folder, "lit"), 2)
	check(executable(t, folder, "lit-sidecar"), 0)
	named := executable(t, t.TempDir(), "another")
	t.Setenv("LIT_SIDECAR", named)
	check(named, 0)
	if found, err := locate(launch{path: filepath.Join(folder, "lit")}); err != nil || len(found.arguments) != 2 {
		t.Error(found, err)
	}
	t.Setenv("LIT_SIDECAR", filepath.Join(folder, "nothing"))
	_, err = locate(launch{})
	if failure := wantCode(t, err, ErrSidecarNotFound); !strings.Contains(failure.Message, "$LIT_SIDECAR") {
		t.Error(failure)
	}
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("LIT_SIDECAR", "")
	beside := executable(t, filepath.Dir(own), "lit-sidecar")
	defer os.Remove(beside)
	found, err := locate(launch{})
	if resolved, _ := filepath.EvalSymlinks(filepath.Dir(own)); err != nil || found.path != filepath.Join(resolved, "lit-sidecar") {
		t.Error(found, err)
	}
}

func TestSocketsAreInPrivateFolders(t *testing.T) {
	folder := t.TempDir()
	runtime := filepath.Join(folder, "r")
	t.Setenv("XDG_RUNTIME_DIR", runtime)
	t.Setenv("TMPDIR", folder)
	path, err := socketPath()
	if err != nil || filepath.Dir(path) != filepath.Join(runtime, "lit-go") {
		t.Fatal(path, err)
	}
	if err := os.Chmod(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if again, err := socketPath(); err != nil || again == path {
		t.Error(again, err)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || info.Mode().Perm() != 0o700 {
		t.Error(info, err)
	}
	// Somebody has put a link there: the next place is taken.
	if err := os.RemoveAll(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(folder, filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	other, err := socketPath()
	if err != nil || filepath.Dir(other) != filepath.Join(folder, fmt.Sprintf("lit-go-%d", os.Geteuid())) {
		t.Error(other, err)
	}
	t.Setenv("XDG_RUNTIME_DIR", filepath.Join(folder, strings.Repeat("long", 30)))
	if other, err = socketPath(); err != nil || len(other) > maxSocketPath {
		t.Error(other, err)
	}
}

// shouted is a log that two goroutines use.
type shouted struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (s *shouted) Write(bytes []byte) (int, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.text.Write(bytes)
}

func (s *shouted) String() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.text.String()
}

func TestTheLog(t *testing.T) {
	log := &shouted{}
	client, _ := scripted(t, "good", WithSidecarLog(log))
	await(t, func() bool { return strings.Contains(log.String(), "fake sidecar of") })
	if lines := client.Sidecar().Log(); len(lines) != 1 || !strings.Contains(lines[0], fmt.Sprint("fake sidecar of ", os.Getpid(), " starts")) {
		t.Error(lines)
	}
	for value, want := range map[string]bool{"": false, "0": false, "false": false, "False": false, "1": true, "yes": true} {
		for _, name := range []string{"LIT_DEBUG_SIDECAR", "LIT_DEBUG_JS_SDK_SERVER"} {
			t.Setenv("LIT_DEBUG_SIDECAR", "")
			t.Setenv("LIT_DEBUG_JS_SDK_SERVER", "")
			t.Setenv(name, value)
			if isDebugging() != want {
				t.Errorf("%s=%q", name, value)
			}
		}
	}
	tail := newLogTail(&shouted{})
	tail.read(strings.NewReader(strings.Repeat("x", 3*longestLine) + "\n" + strings.Repeat("line\n", 60) + "last"))
	lines := tail.last(100)
	if len(lines) != keptLines || lines[keptLines-1] != "last" || lines[0] != "line" {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
	tail.read(strings.NewReader(strings.Repeat("y", 3*longestLine)))
	if last := tail.last(1)[0]; len(last) != longestLine {
		t.Errorf("the line has %d bytes", len(last))
	}
}

func TestClosingInterruptsCallsOfSharedSidecars(t *testing.T) {
	options, diary := scriptedOptions(t, "slow")
	sidecar, err := StartSidecar(context.Background(), options...)
	if err != nil {
		t.Fatal(err)
	}
	defer sidecar.Close()
	client, err := Connect(context.Background(), Local(""), WithSidecar(sidecar))
	if err != nil {
		t.Fatal(err)
	}
	result := make(chan error)
	go func() {
		_, err := client.Blockhash(context.Background())
		result <- err
	}()
	await(t, func() bool { return count(diary, "/blockhash") == 1 })
	client.Close()
	err = <-result
	wantCode(t, err, ErrDisconnected)
	if errors.Is(err, ErrOutcomeUnknown) || sidecar.PID() == 0 {
		t.Error(err, sidecar)
	}
}
