package lit

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"sync/atomic"
	"time"
)

// apiVersion is the version of the sidecar's protocol that this package speaks.
const apiVersion = 1

// endpoint is one running sidecar, as requests reach it.
type endpoint struct {
	http  *http.Client
	base  string
	token secret
	// ended is closed when the process has ended; nil where it is nobody's child.
	ended <-chan struct{}
}

// newEndpoint speaks to a Unix socket, or to a loopback port.
func newEndpoint(network, address, base string, token secret) *endpoint {
	dialer := &net.Dialer{Timeout: 5 * time.Second}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			connection, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			return &countingConn{Conn: connection}, nil
		},
		MaxIdleConns: 64, MaxIdleConnsPerHost: 64, IdleConnTimeout: 30 * time.Second, DisableCompression: true,
	}
	client := &http.Client{
		Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("the sidecar answers with a redirect, which it never does")
		},
	}
	return &endpoint{http: client, base: base, token: token}
}

func (e *endpoint) isAlive() bool {
	select {
	case <-e.ended:
		return false
	default:
		return true
	}
}

func (e *endpoint) close() { e.http.CloseIdleConnections() }

// countingConn knows how many bytes it was given to send, so that a request that never left is known from one that may
// have been heard.
type countingConn struct {
	net.Conn
	written int64
}

func (c *countingConn) Write(bytes []byte) (int, error) {
	count, err := c.Conn.Write(bytes)
	atomic.AddInt64(&c.written, int64(count))
	return count, err
}

// sendWatch tells whether any byte of a request has left, over however many connections it was tried.
type sendWatch struct {
	connection *countingConn
	before     int64
	sent       bool
}

func (w *sendWatch) gotConn(info httptrace.GotConnInfo) {
	w.settle()
	if connection, isOurs := info.Conn.(*countingConn); isOurs {
		w.connection, w.before = connection, atomic.LoadInt64(&connection.written)
	}
}

func (w *sendWatch) settle() {
	if w.connection != nil && atomic.LoadInt64(&w.connection.written) != w.before {
		w.sent = true
	}
}

// request is one question to a sidecar.
type request struct {
	method, path string
	// body is sent as JSON if it is not nil.
	body interface{}
	// into is where the answer is read into; nil if there is nothing in it.
	into interface{}
	// line is told each line of a stream; what it returns as done ends it. nil if the answer is none.
	line func(line []byte) (done bool, err error)
	id   string
	// maxBody bounds the body; 0 does not.
	maxBody int64
}

// lost is a request without an answer: the sidecar ended, or the connection did.
type lost struct {
	// sent says that the sidecar may have heard it.
	sent bool
	err  error
}

func (l *lost) Error() string { return "the sidecar's answer was lost: " + l.err.Error() }
func (l *lost) Unwrap() error { return l.err }

// isUnreachable says that there was no connection, and none could be made.
func (l *lost) isUnreachable() bool {
	dialing := (*net.OpError)(nil)
	return !l.sent && errors.As(l.err, &dialing) && dialing.Op == "dial"
}

// ask sends a request once. Errors are *Error: what the sidecar answered; *lost; or *expired, if the context ended.
func (e *endpoint) ask(ctx context.Context, request request) error {
	var body io.Reader
	if request.body != nil {
		encoded, err := encodeJSON(request.body)
		if err != nil {
			return invalid("", "Take values that JSON has.", "The request is not for JSON: %v", err)
		}
		if request.maxBody > 0 && int64(len(encoded)) > request.maxBody {
			return &Error{
				Code:    ErrBodyTooLarge,
				Message: fmt.Sprintf("The request has %d bytes, and %d are allowed", len(encoded), request.maxBody),
				Hint:    "Nothing was sent. Send less, or allow more with WithMaxBody.",
			}
		}
		body = bytes.NewReader(encoded)
	}
	watch := &sendWatch{}
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: watch.gotConn})
	httpRequest, err := http.NewRequestWithContext(traced, request.method, e.base+request.path, body)
	if err != nil {
		return invalid("", "Correct the argument.", "It makes no request: %v", err)
	}
	if body != nil {
		httpRequest.Header.Set("Content-Type", "application/json")
	}
	accept := "application/json"
	if request.line != nil {
		accept = "application/x-ndjson"
	}
	httpRequest.Header.Set("Accept", accept)
	httpRequest.Header.Set("User-Agent", "lit-go/0.1.0")
	if request.id != "" {
		httpRequest.Header.Set("X-Request-Id", request.id)
	}
	if e.token != nil {
		httpRequest.Header.Set("Authorization", "Bearer "+e.token.reveal())
	}
	if deadline, isSet := ctx.Deadline(); isSet {
		httpRequest.Header.Set("Lit-Timeout", timeoutHeader(time.Until(deadline)))
	}
	response, err := e.http.Do(httpRequest)
	if err != nil {
		watch.settle()
		return missed(ctx, watch.sent, err)
	}
	defer response.Body.Close()
	return e.read(ctx, request, response)
}

// timeoutHeader leaves the sidecar a little less time than there is, so that it says itself what took too long.
func timeoutHeader(remaining time.Duration) string {
	margin := remaining / 10
	if margin > 250*time.Millisecond {
		margin = 250 * time.Millisecond
	}
	seconds := (remaining - margin).Seconds()
	if seconds < 0.001 {
		seconds = 0.001
	}
	return strconv.FormatFloat(seconds, 'f', 3, 64)
}

// missed is an answer that did not come: because of the context, or of the sidecar.
func missed(ctx context.Context, sent bool, err error) error {
	if ctx.Err() != nil {
		return &expired{sent: sent, err: ctx.Err()}
	}
	return &lost{sent: sent, err: err}
}

// expired is a call whose context ended first.
type expired struct {
	sent bool
	err  error
}

func (e *expired) Error() string { return e.err.Error() }
func (e *expired) Unwrap() error { return e.err }

func (e *endpoint) read(ctx context.Context, request request, response *http.Response) error {
	isGood := response.StatusCode >= 200 && response.StatusCode < 300
	if isGood && request.line != nil {
		return readLines(ctx, response.Body, request.line)
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return missed(ctx, true, err)
	}
	if len(content) > maxAnswer {
		return garbled(fmt.Sprintf("The sidecar's answer has more than %d bytes", maxAnswer), nil)
	}
	if !isGood {
		return refusal(response, content)
	}
	if request.into == nil {
		return nil
	}
	if err := json.Unmarshal(content, request.into); err != nil {
		return garbled(fmt.Sprintf("The sidecar's answer makes no sense: %s", short(string(content))), err)
	}
	return nil
}

// garbled is an answer that cannot be read, to a request that was heard.
func garbled(message string, err error) *Error {
	failure := &Error{
		Code: ErrInvalidAnswer, Message: message, err: err,
		Hint: "Use a lit-sidecar of the same release as this package.",
	}
	if err != nil {
		failure.Cause = err.Error()
	}
	return failure
}

func readLines(ctx context.Context, body io.Reader, told func(line []byte) (bool, error)) error {
	reader := bufio.NewReader(body)
	var line []byte
	for {
		part, err := reader.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxAnswer:
			return garbled(fmt.Sprintf("A line of the sidecar's answer has more than %d bytes", maxAnswer), nil)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			// Half a line is none, and the last one has an end, too.
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return missed(ctx, true, err)
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if done, err := told(line); done || err != nil {
				return err
			}
		}
		line = line[:0]
	}
}

// wireError is an error as the sidecar writes it.
type wireError struct {
	Code      Code         `json:"code"`
	Message   string       `json:"message"`
	Hint      string       `json:"hint"`
	Node      string       `json:"node"`
	RequestID string       `json:"requestId"`
	Operation string       `json:"operation"`
	Logs      string       `json:"logs"`
	Cause     string       `json:"cause"`
	Reports   []NodeReport `json:"reports"`
}

func (w wireError) error() *Error {
	return &Error{
		Code: w.Code, Message: w.Message, Hint: w.Hint, Node: w.Node, RequestID: w.RequestID,
		Operation: w.Operation, Logs: w.Logs, Cause: w.Cause, Reports: w.Reports,
	}
}

func refusal(response *http.Response, content []byte) *Error {
	var answer struct {
		Error *wireError `json:"error"`
	}
	if err := json.Unmarshal(content, &answer); err != nil || answer.Error == nil || answer.Error.Code == "" {
		return garbled(fmt.Sprintf("The sidecar answers %s: %s", response.Status, short(string(content))), err)
	}
	failure := answer.Error.error()
	if failure.RequestID == "" {
		failure.RequestID = response.Header.Get("X-Request-Id")
	}
	return failure
}

// encodeJSON leaves characters of HTML as they are: code has many.
func encodeJSON(value interface{}) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), nil
}

// newRequestID is random, so that it names the request in the logs of every node.
func newRequestID() string {
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return ""
	}
	return "go_" + hex.EncodeToString(random[:])
}

// handshake asks who is there, and refuses whoever speaks another version.
func (e *endpoint) handshake(ctx context.Context) (sidecarVersion, error) {
	var version sidecarVersion
	err := e.ask(ctx, request{method: http.MethodGet, path: "/v1/version", into: &version})
	var failure *Error
	switch {
	case errors.As(err, &failure) && failure.Code == ErrUnauthorized:
		return version, failure
	case err != nil:
		return version, fmt.Errorf("it does not say which version it is: %w", err)
	case version.Name != "lit-sidecar":
		return version, fmt.Errorf("it says that it is %q, not lit-sidecar", short(version.Name))
	case version.API != apiVersion:
		return version, &Error{
			Code: ErrSidecarVersion, Operation: "start the sidecar",
			Message: fmt.Sprintf("lit-sidecar %s speaks version %d of the protocol, and this package version %d",
				version.Version, version.API, apiVersion),
			Hint: "Use a lit-sidecar of the same release as this package.",
		}
	}
	return version, nil
}

type sidecarVersion struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	API     int    `json:"api"`
	PID     int    `json:"pid"`
}
