package lit

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Sidecar is a running lit-sidecar. [Connect] starts one for a client by itself; [StartSidecar] is for several clients
// that share one.
type Sidecar struct {
	launch launch
	log    *logTail
	// attached is a sidecar that somebody else has started.
	attached *endpoint
	version  string

	// lock holds one token; who has it may start a process.
	lock chan struct{}
	// closing is closed with the sidecar.
	closing chan struct{}

	mutex   sync.Mutex
	current *process
	// retired processes are ending, and others have taken their place.
	retired []*process
	starts  int
	quick   int
	closed  bool
}

// StartSidecar starts a sidecar. It is started again if it crashes, with all that its clients had; it ends with
// [Sidecar.Close], or with this program.
func StartSidecar(ctx context.Context, options ...Option) (*Sidecar, error) {
	config, err := newConfig(options)
	if err != nil {
		return nil, err
	}
	if len(config.wallets) > 0 || config.sidecar != nil {
		return nil, invalid("start the sidecar", "Give them to Connect.", "A sidecar takes no wallets and no sidecar")
	}
	return startSidecar(ctx, config)
}

func startSidecar(ctx context.Context, config config) (*Sidecar, error) {
	sidecar := newSidecar(config.launch)
	if _, err := sidecar.live(ctx); err != nil {
		return nil, settled(err, "start the sidecar")
	}
	return sidecar, nil
}

func newSidecar(launch launch) *Sidecar {
	sidecar := &Sidecar{
		launch: launch, log: newLogTail(launch.log), lock: make(chan struct{}, 1), closing: make(chan struct{}),
	}
	sidecar.lock <- struct{}{}
	return sidecar
}

// AttachSidecar uses a sidecar that somebody else has started: at a URL such as http://127.0.0.1:40123, which needs its
// token, or at a Unix socket, as unix:/path.
func AttachSidecar(ctx context.Context, address, token string) (*Sidecar, error) {
	const operation = "attach to the sidecar"
	var at *endpoint
	var hidden secret
	if token != "" {
		hidden = newSecret(token)
	}
	if path := strings.TrimPrefix(address, "unix:"); path != address {
		at = newEndpoint("unix", path, "http://lit-sidecar", hidden)
	} else {
		parsed, err := url.Parse(address)
		if err != nil || parsed.Scheme != "http" || parsed.Port() == "" || !isLoopback(parsed.Hostname()) {
			return nil, invalid(operation, "Give http://127.0.0.1:PORT, or unix:/path.",
				"%q is no address of a sidecar, which is on this machine only", short(address))
		}
		at = newEndpoint("tcp", parsed.Host, "http://"+parsed.Host, hidden)
	}
	ctx, cancel := context.WithTimeout(ctx, defaultStart)
	defer cancel()
	version, err := at.handshake(ctx)
	if err != nil {
		at.close()
		if ours, isOurs := err.(*Error); isOurs {
			return nil, ours
		}
		return nil, &Error{
			Code: ErrSidecarFailed, Operation: operation, Message: "There is no sidecar at " + address + ": " + err.Error(),
			Hint: "Start one: lit-sidecar --socket PATH", err: err,
		}
	}
	sidecar := newSidecar(launch{maxBody: defaultMaxBody})
	sidecar.attached, sidecar.version = at, version.Version
	return sidecar, nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// live is the running sidecar, which is started if it does not run.
func (s *Sidecar) live(ctx context.Context) (*endpoint, error) {
	if at, err := s.running(); at != nil || err != nil {
		return at, err
	}
	select {
	case <-s.lock:
	case <-ctx.Done():
		return nil, &expired{err: ctx.Err()}
	}
	defer func() { s.lock <- struct{}{} }()
	if at, err := s.running(); at != nil || err != nil {
		return at, err
	}
	if err := s.pause(ctx); err != nil {
		return nil, err
	}
	started, err := s.start(ctx)
	if err != nil {
		return nil, err
	}
	s.mutex.Lock()
	isClosed := s.closed
	if !isClosed {
		s.current = started
		s.starts++
	}
	s.mutex.Unlock()
	if isClosed {
		// Closed while it started: nobody else will end it.
		started.stop()
		return nil, errClosed()
	}
	return started.endpoint, nil
}

// start starts a process, unless the sidecar is closed meanwhile.
func (s *Sidecar) start(ctx context.Context) (*process, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	over := make(chan struct{})
	defer close(over)
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-over:
		}
	}()
	return startProcess(ctx, s.launch, s.log)
}

// running is the sidecar if it runs; neither if it has to be started.
func (s *Sidecar) running() (*endpoint, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	switch {
	case s.closed:
		return nil, errClosed()
	case s.attached != nil:
		return s.attached, nil
	case s.current != nil && s.current.isAlive():
		return s.current.endpoint, nil
	default:
		return nil, nil
	}
}

// retire gives up a process that runs and cannot be reached, because its socket was removed, say. It ends by itself as
// soon as what it is doing is done.
func (s *Sidecar) retire(at *endpoint) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.current != nil && s.current.endpoint == at && at.isAlive() {
		s.current.stdin.Close()
		s.retired, s.current = append(s.retired, s.current), nil
	}
}

// epitaph is how the process behind an endpoint has ended, if it has, or is just ending.
func (s *Sidecar) epitaph(at *endpoint) string {
	s.mutex.Lock()
	current := s.current
	s.mutex.Unlock()
	if current == nil || current.endpoint != at {
		return ""
	}
	select {
	case <-current.done:
		return "the sidecar ended with " + current.state
	case <-time.After(100 * time.Millisecond):
		return ""
	}
}

// pause waits before a sidecar is started again that ended soon after its start: longer each time.
func (s *Sidecar) pause(ctx context.Context) error {
	s.mutex.Lock()
	previous := s.current
	if previous == nil {
		s.mutex.Unlock()
		return nil
	}
	if time.Since(previous.started) < 5*time.Second {
		s.quick++
	} else {
		s.quick = 0
	}
	quick := s.quick
	s.mutex.Unlock()
	previous.endpoint.close()
	if quick < 2 {
		return nil
	}
	wait := 50 * time.Millisecond << uint(quick)
	if quick > 6 {
		wait = 4 * time.Second
	}
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return &expired{err: ctx.Err()}
	}
}

// PID is the process id of the sidecar; 0 if none runs here.
func (s *Sidecar) PID() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.current == nil || !s.current.isAlive() {
		return 0
	}
	return s.current.command.Process.Pid
}

// Restarts is how often the sidecar had to be started again.
func (s *Sidecar) Restarts() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.starts == 0 {
		return 0
	}
	return s.starts - 1
}

// Log is the end of the sidecar's log: its last 50 lines.
func (s *Sidecar) Log() []string { return s.log.last(keptLines) }

// String says which sidecar it is.
func (s *Sidecar) String() string {
	if s.attached != nil {
		return "lit-sidecar " + s.version + " of somebody else"
	}
	return fmt.Sprintf("lit-sidecar, process %d", s.PID())
}

// GoString is String.
func (s *Sidecar) GoString() string { return s.String() }

// Format prints String, with any verb.
func (s *Sidecar) Format(state fmt.State, _ rune) { fmt.Fprint(state, s.String()) }

// Close ends the sidecar, and waits until it has ended. One that was attached to stays.
func (s *Sidecar) Close() error {
	s.mutex.Lock()
	if s.closed {
		s.mutex.Unlock()
		return nil
	}
	s.closed = true
	close(s.closing)
	s.mutex.Unlock()
	// Whoever is just starting one gives up, and ends it.
	<-s.lock
	defer func() { s.lock <- struct{}{} }()
	s.mutex.Lock()
	processes := append([]*process{}, s.retired...)
	if s.current != nil {
		processes = append(processes, s.current)
	}
	s.mutex.Unlock()
	if s.attached != nil {
		s.attached.close()
	}
	for _, process := range processes {
		process.stop()
	}
	return nil
}

var _ io.Closer = (*Sidecar)(nil)

func errClosed() *Error {
	return &Error{Code: ErrDisconnected, Message: "The client is closed", Hint: "Connect again."}
}
