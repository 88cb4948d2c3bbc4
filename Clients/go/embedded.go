package lit

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// embedded is a sidecar that the caller's program carries.
type embedded struct {
	program  []byte
	checksum string
	// cache is where it is unpacked; the user's cache folder if empty.
	cache string
}

// unpack makes sure that the program is in the cache, is what it should be, and is nobody else's.
func (e *embedded) unpack() (string, error) {
	fail := func(err error, hint, format string, arguments ...interface{}) (string, error) {
		failure := &Error{
			Code: ErrSidecarFailed, Operation: "unpack the sidecar", Message: fmt.Sprintf(format, arguments...),
			Hint: hint, err: err,
		}
		if err != nil {
			failure.Cause = err.Error()
		}
		return "", failure
	}
	wanted, err := hex.DecodeString(strings.TrimPrefix(e.checksum, "0x"))
	if err != nil || len(wanted) != sha256.Size {
		return fail(nil, "Give the 64 digits that sha256sum prints.", "%q is no SHA-256", short(e.checksum))
	}
	if sum := sha256.Sum256(e.program); subtle.ConstantTimeCompare(sum[:], wanted) != 1 {
		return fail(nil, "Embed the file that the checksum was made of.",
			"The embedded program has the SHA-256 %x, not %x", sum, wanted)
	}
	cache := e.cache
	if cache == "" {
		if cache, err = os.UserCacheDir(); err != nil {
			return fail(err, "Set HOME or XDG_CACHE_HOME.", "This user has no cache folder")
		}
	}
	folder := filepath.Join(cache, "lit-go", hex.EncodeToString(wanted))
	for _, step := range []string{filepath.Dir(folder), folder} {
		if err = os.MkdirAll(step, 0o700); err == nil {
			err = makePrivate(step)
		}
		if err != nil {
			return fail(err, "Remove that folder, or make it this user's own.", "%s is not private", step)
		}
	}
	path := filepath.Join(folder, "lit-sidecar")
	if fileHas(path, wanted) {
		return path, nil
	}
	if err = writeProgram(path, e.program); err != nil {
		return fail(err, "Look whether the disk is full.", "The program could not be written to %s", path)
	}
	if !fileHas(path, wanted) {
		return fail(nil, "Look who else writes there.", "%s is not what was written", path)
	}
	return path, nil
}

// fileHas says whether a file is there, is this user's own, can be run, and has the checksum.
func fileHas(path string, checksum []byte) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm() != 0o700 || !isOwn(info) {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(hash.Sum(nil), checksum) == 1
}

// writeProgram puts the file there in one step, so that nobody starts half a program.
func writeProgram(path string, program []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".lit-sidecar-")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	if _, err = file.Write(program); err == nil {
		err = file.Chmod(0o700)
	}
	if err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
