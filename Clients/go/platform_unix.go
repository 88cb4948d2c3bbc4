//go:build unix

package lit

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// detach keeps a terminal's Control-C from the sidecar: this program decides when it ends.
func detach(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// askToEnd is what a process is asked with before it is killed.
func askToEnd(process *os.Process) { _ = process.Signal(syscall.SIGTERM) }

// isBusy says whether a program could not be started because somebody still holds it open for writing: a process that
// was forked while it was written does, for a moment.
func isBusy(err error) bool { return errors.Is(err, syscall.ETXTBSY) }

// isOwn says whether a file belongs to this user.
func isOwn(info os.FileInfo) bool {
	status, isUnix := info.Sys().(*syscall.Stat_t)
	return isUnix && int(status.Uid) == os.Geteuid()
}

// makePrivate closes a folder of this user to everybody else, or says why it cannot.
func makePrivate(folder string) error {
	info, err := os.Lstat(folder)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is no folder", folder)
	case !isOwn(info):
		return fmt.Errorf("%s belongs to another user", folder)
	case info.Mode().Perm() == 0o700:
		return nil
	default:
		return os.Chmod(folder, 0o700)
	}
}

// runtimeFolders are where sockets may be kept, best first.
func runtimeFolders() []string {
	var folders []string
	if runtime := os.Getenv("XDG_RUNTIME_DIR"); runtime != "" {
		folders = append(folders, runtime+"/lit-go")
	}
	own := fmt.Sprintf("/lit-go-%d", os.Geteuid())
	folders = append(folders, os.TempDir()+own)
	if os.TempDir() != "/tmp" {
		folders = append(folders, "/tmp"+own)
	}
	return folders
}
