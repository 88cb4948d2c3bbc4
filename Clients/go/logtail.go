package lit

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
)

const (
	keptLines   = 50
	longestLine = 4096
)

// logTail keeps the last lines of a sidecar's log, and passes all of it on to whoever wants it.
type logTail struct {
	mutex sync.Mutex
	lines []string
	echo  io.Writer
}

func newLogTail(echo io.Writer) *logTail {
	if echo == nil && isDebugging() {
		echo = os.Stderr
	}
	return &logTail{echo: echo}
}

// isDebugging says whether the environment wants the sidecar's log.
func isDebugging() bool {
	for _, name := range []string{"LIT_DEBUG_SIDECAR", "LIT_DEBUG_JS_SDK_SERVER"} {
		switch strings.ToLower(os.Getenv(name)) {
		case "", "0", "false":
		default:
			return true
		}
	}
	return false
}

func (l *logTail) read(from io.Reader) {
	reader := bufio.NewReaderSize(from, longestLine)
	isStart := true
	for {
		part, err := reader.ReadSlice('\n')
		if len(part) > 0 {
			l.write(part, isStart)
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
		isStart = err == nil
	}
}

// write takes a line, or a part of one that is too long: of such a line the start is kept.
func (l *logTail) write(part []byte, isStart bool) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if isStart {
		l.lines = append(l.lines, strings.TrimRight(string(part), "\r\n"))
		if len(l.lines) > keptLines {
			l.lines = append(l.lines[:0], l.lines[1:]...)
		}
	}
	if l.echo != nil {
		_, _ = l.echo.Write(part)
	}
}

// last is the end of the log, at most so many lines.
func (l *logTail) last(count int) []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if count > len(l.lines) {
		count = len(l.lines)
	}
	return append([]string{}, l.lines[len(l.lines)-count:]...)
}
