package lit

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// process is a sidecar that this program has started.
type process struct {
	*endpoint
	command *exec.Cmd
	stdin   io.Closer
	socket  string
	log     *logTail
	started time.Time
	done    chan struct{}
	// state is how it ended, once done is closed.
	state string
}

// startProcess starts a sidecar and waits until it is ready and has said who it is.
func startProcess(ctx context.Context, launch launch, tail *logTail) (*process, error) {
	program, err := locate(launch)
	if err != nil {
		return nil, err
	}
	socket, err := socketPath()
	if err != nil {
		return nil, startFailure(program, err, tail)
	}
	ctx, cancel := context.WithTimeout(ctx, launch.start)
	defer cancel()
	p, ready, err := spawn(program, socket, launch, tail)
	if err != nil {
		return nil, startFailure(program, err, tail)
	}
	if err = p.awaitReady(ctx, ready, launch.start); err == nil {
		p.endpoint = newEndpoint("unix", socket, "http://lit-sidecar", nil)
		p.endpoint.ended = p.done
		_, err = p.handshake(ctx)
	}
	if err != nil {
		p.kill()
		if isOurs := new(Error); errors.As(err, &isOurs) && isOurs.Code == ErrSidecarVersion {
			return nil, isOurs
		}
		if errors.Is(ctx.Err(), context.Canceled) {
			return nil, &expired{err: context.Canceled}
		}
		return nil, startFailure(program, err, tail)
	}
	return p, nil
}

func startFailure(program program, err error, tail *logTail) *Error {
	failure := &Error{
		Code: ErrSidecarFailed, Operation: "start the sidecar",
		Message: program.path + " does not start: " + err.Error(), err: err,
		Hint: "Start it by hand to see more: " + program.path + " --version. LIT_DEBUG_SIDECAR=1 shows its log",
	}
	if lines := tail.last(5); len(lines) > 0 {
		failure.Cause = strings.Join(lines, " / ")
	}
	return failure
}

// spawn starts the program. Its standard input stays open for as long as this program lives and wants it.
func spawn(program program, socket string, launch launch, tail *logTail) (*process, <-chan readyLine, error) {
	arguments := append(append([]string{}, program.arguments...),
		"--socket", socket, "--exit-with-stdin", "--parent", strconv.Itoa(os.Getpid()),
		"--max-body", strconv.FormatInt(launch.maxBody, 10))
	var pipes [3][2]*os.File
	closeAll := func() {
		for _, pipe := range pipes {
			for _, end := range pipe {
				if end != nil {
					end.Close()
				}
			}
		}
	}
	for i := range pipes {
		reader, writer, err := os.Pipe()
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		pipes[i] = [2]*os.File{reader, writer}
	}
	var command *exec.Cmd
	var err error
	for attempt := 0; attempt < 20; attempt++ {
		command = exec.Command(program.path, arguments...)
		command.Env = append(os.Environ(), launch.env...)
		command.Stdin, command.Stdout, command.Stderr = pipes[0][0], pipes[1][1], pipes[2][1]
		detach(command)
		if err = command.Start(); err == nil || !isBusy(err) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil {
		closeAll()
		return nil, nil, err
	}
	for _, theirs := range []*os.File{pipes[0][0], pipes[1][1], pipes[2][1]} {
		theirs.Close()
	}
	p := &process{
		command: command, stdin: pipes[0][1], socket: socket, log: tail, started: time.Now(),
		done: make(chan struct{}),
	}
	ready := make(chan readyLine, 1)
	var readers sync.WaitGroup
	readers.Add(2)
	go func() {
		defer readers.Done()
		readReady(pipes[1][0], ready)
	}()
	go func() {
		defer readers.Done()
		tail.read(pipes[2][0])
	}()
	go p.watch(&readers, pipes[1][0], pipes[2][0])
	return p, ready, nil
}

// watch waits for the end of the process, and clears up after it.
func (p *process) watch(readers *sync.WaitGroup, outputs ...*os.File) {
	_ = p.command.Wait()
	p.state = p.command.ProcessState.String()
	p.stdin.Close()
	// What it wrote last is still in the pipes; nobody else holds their other ends for long.
	read := make(chan struct{})
	go func() {
		readers.Wait()
		close(read)
	}()
	select {
	case <-read:
	case <-time.After(200 * time.Millisecond):
	}
	for _, output := range outputs {
		output.Close()
	}
	<-read
	os.Remove(p.socket)
	close(p.done)
}

// readyLine is the one line that a sidecar prints when it is ready; err if it was another.
type readyLine struct {
	Ready  bool   `json:"ready"`
	Name   string `json:"name"`
	Socket string `json:"socket"`
	API    int    `json:"api"`
	err    error
}

func readReady(output io.Reader, ready chan<- readyLine) {
	reader := bufio.NewReaderSize(output, 64<<10)
	text, err := reader.ReadSlice('\n')
	var line readyLine
	switch {
	case err != nil && len(text) == 0:
		line.err = errors.New("it ended before it was ready")
	case err != nil:
		line.err = fmt.Errorf("its first line has no end: %s", short(string(text)))
	case json.Unmarshal(text, &line) != nil || !line.Ready:
		line.err = fmt.Errorf("its first line does not say that it is ready: %s", short(strings.TrimSpace(string(text))))
	}
	ready <- line
	_, _ = io.Copy(io.Discard, reader)
}

func (p *process) awaitReady(ctx context.Context, ready <-chan readyLine, limit time.Duration) error {
	select {
	case line := <-ready:
		return line.err
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return fmt.Errorf("it was not ready within %v: %w", limit, ctx.Err())
		}
		return ctx.Err()
	}
}

// stop asks the process to end, and waits until it has.
func (p *process) stop() {
	p.stdin.Close()
	select {
	case <-p.done:
	case <-time.After(3 * time.Second):
		askToEnd(p.command.Process)
		select {
		case <-p.done:
		case <-time.After(2 * time.Second):
			p.kill()
		}
	}
	if p.endpoint != nil {
		p.endpoint.close()
	}
}

func (p *process) kill() {
	_ = p.command.Process.Kill()
	<-p.done
	if p.endpoint != nil {
		p.endpoint.close()
	}
}
