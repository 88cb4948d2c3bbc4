package lit

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// begin is a call's context: with a deadline, and cancelled when the client is closed.
func (c *Client) begin(ctx context.Context, isEndless bool) (context.Context, func(), error) {
	var cancel context.CancelFunc
	if _, isSet := ctx.Deadline(); isSet || isEndless {
		ctx, cancel = context.WithCancel(ctx)
	} else {
		ctx, cancel = context.WithTimeout(ctx, c.timeout)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		cancel()
		return nil, nil, errClosed()
	}
	key := &cancel
	c.calls[key] = struct{}{}
	return ctx, func() {
		c.mutex.Lock()
		delete(c.calls, key)
		c.mutex.Unlock()
		cancel()
	}, nil
}

func (c *Client) isClosed() bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.closed
}

// call is one thing that the client does.
type call struct {
	operation string
	method    string
	// path follows the client's own.
	path string
	// body makes the request's body, which may name sessions as this binding knows them; nil for none.
	body func(ctx context.Context, bound *binding) (interface{}, error)
	// finish completes the path in the same way.
	finish func(ctx context.Context, bound *binding) (string, error)
	into   interface{}
	line   func(line []byte) (bool, error)
	// isSafe says that the request may be sent again when nobody knows whether it was heard.
	isSafe bool
	// unknown is what is not known where that is not so, and check how to find out.
	unknown, check string
	// sessions may have to be restored.
	sessions []*Session
	// isEndless is a stream that nobody ends but the caller.
	isEndless bool
	// isBinding is no request but to be known to the sidecar.
	isBinding bool
}

// plain is a body that does not depend on the binding.
func plain(body interface{}) func(context.Context, *binding) (interface{}, error) {
	return func(context.Context, *binding) (interface{}, error) { return body, nil }
}

// maxAttempts is how often a call is tried while sidecars end under it.
const maxAttempts = 5

// do sends a call, and sends it again where that is safe: because it was never heard, or because it changes nothing.
func (c *Client) do(ctx context.Context, call call) error {
	ctx, done, err := c.begin(ctx, call.isEndless)
	if err != nil {
		return c.failure(err, call, "")
	}
	defer done()
	id := newRequestID()
	for attempt := 1; ; attempt++ {
		bound, err := c.try(ctx, call, id)
		if err == nil {
			return nil
		}
		if attempt == maxAttempts || !c.mayRepeat(ctx, err, call, bound) {
			c.explain(err, bound)
			return c.failure(err, call, id)
		}
		if attempt == 1 {
			continue
		}
		select {
		case <-time.After(20 * time.Millisecond << uint(attempt)):
		case <-ctx.Done():
			return c.failure(&expired{err: ctx.Err()}, call, id)
		}
	}
}

// explain adds to a lost answer how the sidecar ended.
func (c *Client) explain(err error, bound *binding) {
	missing := (*lost)(nil)
	if bound == nil || !errors.As(err, &missing) {
		return
	}
	if epitaph := c.sidecar.epitaph(bound.endpoint); epitaph != "" {
		missing.err = fmt.Errorf("%s (%w)", epitaph, missing.err)
	}
}

// try sends a call once.
func (c *Client) try(ctx context.Context, call call, id string) (*binding, error) {
	bound, err := c.bind(ctx)
	if err != nil {
		return nil, unsent(err)
	}
	if call.isBinding {
		return bound, nil
	}
	request := request{
		method: call.method, path: bound.path(call.path), into: call.into, line: call.line, id: id,
		maxBody: c.sidecar.launch.maxBody,
	}
	if call.finish != nil {
		rest, err := call.finish(ctx, bound)
		if err != nil {
			return bound, unsent(err)
		}
		request.path += rest
	}
	if call.body != nil {
		if request.body, err = call.body(ctx, bound); err != nil {
			return bound, unsent(err)
		}
	}
	return bound, bound.endpoint.ask(ctx, request)
}

// mayRepeat says whether a call that failed so may be sent again, because it had no effect or may have it twice, and
// prepares that.
func (c *Client) mayRepeat(ctx context.Context, err error, call call, bound *binding) bool {
	if c.isClosed() {
		return false
	}
	if missing := (*lost)(nil); errors.As(err, &missing) {
		c.forget(bound)
		return !missing.sent || call.isSafe
	}
	failure, isOurs := err.(*Error)
	if !isOurs {
		return false
	}
	switch failure.Code {
	case errUnknownClient:
		c.forget(bound)
		return bound != nil
	case ErrShuttingDown:
		c.forget(bound)
		return c.awaitEnd(ctx)
	case errUnknownSession:
		restorable := false
		for _, session := range call.sessions {
			restorable = session.lose(bound) || restorable
		}
		return restorable
	default:
		return false
	}
}

// awaitEnd waits for a sidecar that takes no requests any more, and says whether another one can be started then.
func (c *Client) awaitEnd(ctx context.Context) bool {
	at, err := c.sidecar.running()
	switch {
	case err != nil:
		return false
	case at == nil:
		return true
	case at.ended == nil:
		return false
	}
	select {
	case <-at.ended:
		return true
	case <-time.After(6 * time.Second):
		return false
	case <-ctx.Done():
		return false
	}
}

// failure is the error that the caller sees.
func (c *Client) failure(err error, call call, id string) error {
	isClosed := c.isClosed()
	failure := settled(err, call.operation)
	if failure.RequestID == "" {
		failure.RequestID = id
	}
	missing, gone := (*lost)(nil), (*expired)(nil)
	isLost := errors.As(err, &missing) && missing.sent
	isLate := errors.As(err, &gone) && gone.sent
	if isClosed && (isLost || isLate || gone != nil || missing != nil) {
		failure.Code, failure.Hint = ErrDisconnected, "Connect again."
		failure.Message = "The client was closed while the call was under way"
	}
	isTold := gone == nil && !failure.isEarly &&
		(failure.Code == ErrTimedOut || failure.Code == ErrCancelled || failure.Code == ErrInvalidAnswer)
	if call.isSafe || call.unknown == "" || !(isLost || isLate || isTold) {
		return failure
	}
	failure.OutcomeUnknown = true
	failure.Hint = sentence(call.check) + " Do not simply repeat the call: it was sent once, and is not sent again."
	why := "The sidecar ended"
	switch {
	case isClosed:
		why = "The client was closed"
	case isLate && errors.Is(err, context.Canceled):
		why = "The context was cancelled"
	case isLate:
		why = "The time was up"
	case isTold:
		why = failure.Message
	}
	failure.Message = sentence(why) + " It is unknown " + call.unknown
	if isLost && !isClosed {
		failure.Code = ErrOutcomeUnknown
	}
	return failure
}

// settled makes an *Error of what happened on the way.
func settled(err error, operation string) *Error {
	var failure Error
	missing, gone := (*lost)(nil), (*expired)(nil)
	switch ours, isOurs := err.(*Error); {
	case isOurs:
		failure = *ours
	case errors.As(err, &gone):
		failure = Error{Code: ErrTimedOut, Message: "There was no answer in time", err: gone.err,
			Hint: "Try again, or allow more time."}
		if errors.Is(gone.err, context.Canceled) {
			failure.Code, failure.Message, failure.Hint = ErrCancelled, "The context was cancelled", ""
		}
	case errors.As(err, &missing):
		failure = Error{
			Code: ErrSidecarFailed, err: missing.err, Cause: missing.err.Error(),
			Message: "The sidecar did not answer", Hint: "See what it says with LIT_DEBUG_SIDECAR=1.",
		}
	default:
		failure = Error{Code: ErrInternal, Message: err.Error(), err: err}
	}
	if failure.Operation == "" {
		failure.Operation = operation
	}
	return &failure
}
