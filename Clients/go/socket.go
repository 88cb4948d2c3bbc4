package lit

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// maxSocketPath is what the systems agree on: 104 bytes on Apple's, 108 on Linux, with the final zero.
const maxSocketPath = 103

// socketPath is a new name in a folder that only this user can enter. The folder stays, so that nothing piles up when
// programs are killed; sockets that nobody listens on any more are removed.
func socketPath() (string, error) {
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("the system has no randomness: %w", err)
	}
	name := fmt.Sprintf("%d-%s.sock", os.Getpid(), hex.EncodeToString(random[:]))
	var tried []string
	for _, folder := range runtimeFolders() {
		path := filepath.Join(folder, name)
		if len(path) > maxSocketPath {
			tried = append(tried, folder+" makes too long a path for a socket")
			continue
		}
		err := os.MkdirAll(folder, 0o700)
		if err == nil {
			err = makePrivate(folder)
		}
		if err != nil {
			tried = append(tried, err.Error())
			continue
		}
		sweep(folder)
		return path, nil
	}
	return "", fmt.Errorf("there is no folder for a socket: %s", strings.Join(tried, "; "))
}

// sweep removes what killed sidecars have left.
func sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.Mode()&os.ModeSocket == 0 || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		connection, err := net.DialTimeout("unix", path, time.Second)
		if err == nil {
			connection.Close()
		} else if errors.Is(err, syscall.ECONNREFUSED) {
			os.Remove(path)
		}
	}
}
