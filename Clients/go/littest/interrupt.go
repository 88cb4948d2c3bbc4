package littest

import "os"

// interrupt asks a process to end, as Control-C does.
func interrupt(process *os.Process) {
	if process.Signal(os.Interrupt) != nil {
		_ = process.Kill()
	}
}
