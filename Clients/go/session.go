package lit

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// SessionRequest says what session to open. Of a wallet, unless PKP is given; then Proofs or Action have to show that
// it may be opened.
type SessionRequest struct {
	// Allowing is what the session may do.
	Allowing []Permission
	// Lifetime is how long it lasts: a day, if it is zero.
	Lifetime time.Duration
	// Expiration is when it ends; Lifetime counts if it is zero.
	Expiration time.Time
	// Domain is who asks, in the sign-in message; localhost unless told.
	Domain string
	// Statement is a sentence in the sign-in message.
	Statement string
	// Capacity are delegations by which somebody else pays.
	Capacity []AuthSig
	// NoRenewal has a session of a wallet end for good when it ends.
	NoRenewal bool

	// Wallet is whose session it is; the client's first wallet, if it is nil.
	Wallet *Wallet

	// PKP is whose session it is instead.
	PKP *PKP
	// Proofs show who may open a session of the PKP.
	Proofs []Proof
	// ActionCode is an action's code that decides whether the session may be opened.
	ActionCode string
	// ActionCID is the action by its CID, instead.
	ActionCID string
	// Parameters are the action's.
	Parameters map[string]interface{}
}

// Session allows what it was opened for, for a while. It belongs to its client, and is restored with it. One of a PKP
// does not renew itself any more after that, because proofs and actions are not used twice.
type Session struct {
	client *Client
	// body opens it again, if it is a wallet's.
	body map[string]interface{}

	lock chan struct{}

	mutex  sync.Mutex
	info   sessionInfo
	export secret
	bound  *binding
	ended  bool
}

// sessionInfo is a session as the sidecar tells of it.
type sessionInfo struct {
	ID         string       `json:"session"`
	Account    Address      `json:"account"`
	IsPKP      bool         `json:"isPkp"`
	Allowing   []Permission `json:"allowing"`
	IssuedAt   time.Time    `json:"issuedAt"`
	Expiration time.Time    `json:"expiration"`
	CanRenew   bool         `json:"canRenew"`
}

// Session opens a session.
func (c *Client) Session(ctx context.Context, request SessionRequest) (*Session, error) {
	const operation = "open a session"
	if len(request.Allowing) == 0 {
		return nil, invalid(operation, "Give Allowing, such as lit.ExecuteActions().", "The session would allow nothing")
	}
	body := map[string]interface{}{"allowing": request.Allowing}
	setEnd(body, request.Expiration, request.Lifetime)
	setText(body, "domain", request.Domain)
	setText(body, "statement", request.Statement)
	if len(request.Capacity) > 0 {
		body["capacity"] = request.Capacity
	}
	if request.NoRenewal {
		body["renew"] = false
	}
	isOfWallet := request.PKP == nil
	if isOfWallet {
		if request.Wallet != nil {
			body["wallet"] = request.Wallet.address
		}
		if len(request.Proofs) > 0 || request.ActionCode != "" || request.ActionCID != "" {
			return nil, invalid(operation, "Give PKP.", "Proofs and actions open sessions of PKPs, and none is given")
		}
	} else if err := request.describePKP(body); err != nil {
		return nil, err
	}
	session := &Session{client: c, lock: make(chan struct{}, 1)}
	session.lock <- struct{}{}
	if isOfWallet {
		session.body = body
	}
	opening := call{
		operation: operation, method: http.MethodPost, path: "/sessions", into: &session.info, isSafe: isOfWallet,
		unknown: "whether nodes have opened the session, and whether the proofs are used up",
		check:   "A session that nobody holds does no harm. Open another one, with fresh proofs.",
	}
	if err := c.open(ctx, session, opening, plain(body)); err != nil {
		return nil, err
	}
	return session, nil
}

func (r SessionRequest) describePKP(body map[string]interface{}) error {
	body["pkp"] = r.PKP.TokenID
	if r.Wallet != nil {
		return invalid("open a session", "Give one of them, or the wallet as ProofWallet.",
			"Wallet and PKP are both given")
	}
	if len(r.Proofs) > 0 {
		body["proofs"] = wireProofs(r.Proofs)
	}
	switch {
	case r.ActionCode != "" && r.ActionCID != "":
		return invalid("open a session", "Give one of them.", "ActionCode and ActionCID are both given")
	case r.ActionCode != "":
		body["action"] = map[string]string{"code": r.ActionCode}
	case r.ActionCID != "":
		body["action"] = map[string]string{"cid": r.ActionCID}
	case len(r.Proofs) == 0:
		return invalid("open a session", "Give Proofs, or an action that decides.",
			"Nothing shows that the session of the PKP may be opened")
	}
	if r.Parameters != nil {
		body["parameters"] = wireParameters(r.Parameters)
	}
	return nil
}

// open makes a session, and keeps its text for the case that the sidecar crashes.
func (c *Client) open(
	ctx context.Context, session *Session, opening call, body func(context.Context, *binding) (interface{}, error),
) error {
	var bound *binding
	opening.body = func(ctx context.Context, at *binding) (interface{}, error) {
		bound = at
		return body(ctx, at)
	}
	if err := c.do(ctx, opening); err != nil {
		return err
	}
	session.mutex.Lock()
	session.bound = bound
	session.mutex.Unlock()
	_, err := session.Export(ctx)
	return err
}

// ImportSession makes a session of the text of an exported one.
func (c *Client) ImportSession(ctx context.Context, export SessionExport) (*Session, error) {
	session := &Session{client: c, lock: make(chan struct{}, 1), export: export.text}
	session.lock <- struct{}{}
	opening := call{
		operation: "import a session", method: http.MethodPost, path: "/sessions/import", into: &session.info,
		isSafe: true,
	}
	if err := c.open(ctx, session, opening, plain(map[string]string{"export": export.Reveal()})); err != nil {
		return nil, err
	}
	return session, nil
}

func (s *Session) known() sessionInfo {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.info
}

// Account is whose session it is.
func (s *Session) Account() Address { return s.known().Account }

// IsPKP says whether the account is a PKP.
func (s *Session) IsPKP() bool { return s.known().IsPKP }

// Allowing is what the session may do.
func (s *Session) Allowing() []Permission { return append([]Permission{}, s.known().Allowing...) }

// IssuedAt is when the session began.
func (s *Session) IssuedAt() time.Time { return s.known().IssuedAt }

// Expiration is when the session ends, or is renewed by itself if it can be.
func (s *Session) Expiration() time.Time { return s.known().Expiration }

// CanRenew says whether the session renews itself.
func (s *Session) CanRenew() bool { return s.known().CanRenew }

// String says whose session it is, and until when. It shows no secret.
func (s *Session) String() string {
	info := s.known()
	return fmt.Sprintf("session of %s until %s", info.Account, info.Expiration.UTC().Format(time.RFC3339))
}

// GoString is String.
func (s *Session) GoString() string { return s.String() }

// Format prints String, with any verb.
func (s *Session) Format(state fmt.State, _ rune) { fmt.Fprint(state, s.String()) }

func (s *Session) credential(ctx context.Context, client *Client, bound *binding) (string, interface{}, error) {
	if s.client != client {
		return "", nil, &Error{
			Code: ErrInvalidSession, Message: "The session belongs to another client",
			Hint: "Open one with this client, or bring it over with Export and ImportSession.",
		}
	}
	id, err := s.remote(ctx, bound)
	return "session", id, err
}

// lose has the session restored at its next use, and says whether that can be.
func (s *Session) lose(bound *binding) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.ended || s.bound != bound {
		return false
	}
	s.bound = nil
	return s.body != nil || s.export != nil
}

// at is the id of the session at a sidecar that knows it.
func (s *Session) at(bound *binding) (id string, isKnown bool, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.ended {
		return "", false, &Error{
			Code: ErrInvalidSession, Message: "The session is closed", Hint: "Open another one.",
		}
	}
	return s.info.ID, s.bound == bound, nil
}

// remote is the id by which this sidecar knows the session, which is restored if it is a new one.
func (s *Session) remote(ctx context.Context, bound *binding) (string, error) {
	if id, isKnown, err := s.at(bound); isKnown || err != nil {
		return id, err
	}
	select {
	case <-s.lock:
	case <-ctx.Done():
		return "", &expired{err: ctx.Err()}
	}
	defer func() { s.lock <- struct{}{} }()
	if id, isKnown, err := s.at(bound); isKnown || err != nil {
		return id, err
	}
	restoring, err := s.restoring()
	if err != nil {
		return "", err
	}
	var info sessionInfo
	restoring.into, restoring.id = &info, newRequestID()
	restoring.method, restoring.path = http.MethodPost, bound.path(restoring.path)
	if err := bound.endpoint.ask(ctx, restoring); err != nil {
		return "", err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.info, s.bound = info, bound
	return info.ID, nil
}

// restoring is the request that makes the session known again: by its text, or, of one that renews itself and may have
// done so since, by signing in again.
func (s *Session) restoring() (request, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	isOver := !s.info.Expiration.IsZero() && time.Now().After(s.info.Expiration)
	switch {
	case s.body != nil && (s.info.CanRenew || s.export == nil):
		return request{path: "/sessions", body: s.body}, nil
	case isOver:
		return request{}, &Error{
			Code: ErrSessionExpired, Hint: "Open another one.",
			Message: fmt.Sprintf("The session ended at %s", s.info.Expiration.UTC().Format(time.RFC3339)),
		}
	case s.export != nil:
		return request{path: "/sessions/import", body: map[string]string{"export": s.export.reveal()}}, nil
	default:
		return request{}, &Error{
			Code: ErrInvalidSession, Hint: "Open another one.",
			Message: "The sidecar ended before the session could be kept",
		}
	}
}

// own is a call about the session itself.
func (s *Session) own(ctx context.Context, rest string, call call) error {
	call.sessions = []*Session{s}
	call.finish = func(ctx context.Context, bound *binding) (string, error) {
		id, err := s.remote(ctx, bound)
		return "/sessions/" + id + rest, err
	}
	return s.client.do(ctx, call)
}

// Renew signs in again, so that the session lasts longer.
func (s *Session) Renew(ctx context.Context) error {
	var info sessionInfo
	err := s.own(ctx, "/renewal", call{
		operation: "renew a session", method: http.MethodPost, into: &info, isSafe: s.body != nil,
		unknown: "whether the session was renewed", check: "Open another one.",
	})
	if err != nil {
		return err
	}
	s.mutex.Lock()
	s.info = info
	s.mutex.Unlock()
	_, err = s.Export(ctx)
	return err
}

// Export is the session as text, for another client: who has it can use the session until it ends.
func (s *Session) Export(ctx context.Context) (SessionExport, error) {
	var answer struct {
		Export string `json:"export"`
	}
	err := s.own(ctx, "/export", call{
		operation: "export a session", method: http.MethodGet, into: &answer, isSafe: true,
	})
	if err != nil {
		return SessionExport{}, err
	}
	export := newSecret(answer.Export)
	s.mutex.Lock()
	s.export = export
	s.mutex.Unlock()
	return SessionExport{export}, nil
}

// Signatures are what the session shows to nodes, for handing to others.
func (s *Session) Signatures(ctx context.Context) (SessionSigs, error) {
	var answer struct {
		SessionSigs SessionSigs `json:"sessionSigs"`
	}
	err := s.own(ctx, "/signatures", call{
		operation: "sign for nodes", method: http.MethodGet, into: &answer, isSafe: true,
	})
	return answer.SessionSigs, err
}

// Close ends the session here: the sidecar forgets its key. What was signed with it stays valid until it ends.
func (s *Session) Close(ctx context.Context) error {
	s.mutex.Lock()
	id, bound := s.info.ID, s.bound
	s.ended, s.export, s.body = true, nil, nil
	s.mutex.Unlock()
	if bound == nil || s.client.valid() != bound {
		return nil
	}
	err := s.client.do(ctx, call{
		operation: "close a session", method: http.MethodDelete, path: "/sessions/" + id, isSafe: true,
	})
	if errors.Is(err, errUnknownSession) {
		return nil
	}
	return err
}
