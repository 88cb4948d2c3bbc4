//go:build !linux

package littest

import "os/exec"

// bindToThread does nothing here: where a test program is killed, `lit down` ends its network.
func bindToThread(*exec.Cmd) {}
