//go:build !unix

package lit

import (
	"errors"
	"os"
	"os/exec"
)

// There is no lit-sidecar for this platform: a client can attach to one elsewhere, and starts none.
var errNoSidecarHere = errors.New("there is no lit-sidecar for this platform")

func detach(*exec.Cmd) {}

func askToEnd(process *os.Process) { _ = process.Kill() }

func isBusy(error) bool { return false }

func isOwn(os.FileInfo) bool { return false }

func makePrivate(string) error { return errNoSidecarHere }

func runtimeFolders() []string { return nil }
