package littest

import (
	"os/exec"
	"syscall"
)

// bindToThread has the process asked to end when the thread that starts it does.
func bindToThread(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
