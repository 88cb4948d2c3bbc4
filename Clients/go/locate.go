package lit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is what is started, and what stands before the sidecar's own options.
type program struct {
	path      string
	arguments []string
}

// locate finds the sidecar: as the option says, in $LIT_SIDECAR, beside this program, in PATH; or lit, which is one
// too.
func locate(launch launch) (program, error) {
	if launch.embedded != nil {
		path, err := launch.embedded.unpack()
		return program{path: path}, err
	}
	if launch.path != "" {
		return named(launch.path, "WithSidecarPath")
	}
	if path := os.Getenv("LIT_SIDECAR"); path != "" {
		return named(path, "$LIT_SIDECAR")
	}
	looked := []string{"$LIT_SIDECAR is not set"}
	if own, err := os.Executable(); err == nil {
		if resolved, err := filepath.EvalSymlinks(own); err == nil {
			own = resolved
		}
		beside := filepath.Join(filepath.Dir(own), "lit-sidecar")
		if isProgram(beside) {
			return program{path: beside}, nil
		}
		looked = append(looked, "there is no "+beside)
	}
	for _, name := range []string{"lit-sidecar", "lit"} {
		if path, err := exec.LookPath(name); err == nil {
			return asProgram(path), nil
		}
	}
	return program{}, &Error{
		Code: ErrSidecarNotFound, Operation: "start the sidecar",
		Message: "There is no lit-sidecar: " + strings.Join(looked, ", ") +
			", and PATH has neither lit-sidecar nor lit",
		Hint: "Install Lit for Swift (make install), name the program with WithSidecarPath or $LIT_SIDECAR, or " +
			"embed it with WithEmbeddedSidecar.",
	}
}

// named is a program that somebody has named, by a path or by a name in PATH.
func named(path, how string) (program, error) {
	found, err := exec.LookPath(path)
	if err != nil {
		return program{}, &Error{
			Code: ErrSidecarNotFound, Operation: "start the sidecar",
			Message: "What " + how + " names is no program that can be started: " + path,
			Hint:    "Give the path of lit-sidecar, or of lit.", Cause: err.Error(), err: err,
		}
	}
	return asProgram(found), nil
}

func asProgram(path string) program {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	if filepath.Base(path) == "lit" {
		return program{path: path, arguments: []string{"sidecar", "run"}}
	}
	return program{path: path}
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}
