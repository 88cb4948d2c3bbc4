package lit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// AuthSig is a signed sign-in message. Whoever has it can use it until it ends: nothing prints what is secret of it.
// In JSON it stands whole, as the JavaScript SDK has it.
type AuthSig struct {
	// DerivedVia says how it was signed, such as web3.eth.personal.sign.
	DerivedVia string
	// Address is who signed: an address, or a session's key.
	Address string
	// Algo is the algorithm, where it is not the usual one of DerivedVia.
	Algo string

	sig, message secret
}

// NewAuthSig is an auth sig that was made elsewhere.
func NewAuthSig(sig, derivedVia, signedMessage, address string) AuthSig {
	return AuthSig{
		DerivedVia: derivedVia, Address: address, sig: newSecret(sig), message: newSecret(signedMessage),
	}
}

// Sig is the signature, in hexadecimal digits.
func (a AuthSig) Sig() string { return a.sig.reveal() }

// SignedMessage is what was signed. That of a session has signatures in it.
func (a AuthSig) SignedMessage() string { return a.message.reveal() }

// authSigWire is an auth sig in JSON.
type authSigWire struct {
	Sig           string `json:"sig"`
	DerivedVia    string `json:"derivedVia"`
	SignedMessage string `json:"signedMessage"`
	Address       string `json:"address"`
	Algo          string `json:"algo,omitempty"`
}

// MarshalJSON writes it whole: JSON is how it is handed on.
func (a AuthSig) MarshalJSON() ([]byte, error) {
	return encodeJSON(authSigWire{a.Sig(), a.DerivedVia, a.SignedMessage(), a.Address, a.Algo})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (a *AuthSig) UnmarshalJSON(text []byte) error {
	var wire authSigWire
	if err := json.Unmarshal(text, &wire); err != nil {
		return err
	}
	*a = NewAuthSig(wire.Sig, wire.DerivedVia, wire.SignedMessage, wire.Address)
	a.Algo = wire.Algo
	return nil
}

// String does not show the signature.
func (a AuthSig) String() string { return "auth sig of " + a.Address + " (hidden)" }

// GoString does not show the signature.
func (a AuthSig) GoString() string { return a.String() }

// Format does not show the signature, with any verb.
func (a AuthSig) Format(state fmt.State, _ rune) { fmt.Fprint(state, a.String()) }

// SessionSigs are what a session shows to each node, by the node's URL: they can be handed to others, who can then do
// what the session allows until it ends. Nothing prints the signatures.
type SessionSigs map[string]AuthSig

// String does not show the signatures.
func (s SessionSigs) String() string {
	return fmt.Sprintf("session signatures for %d nodes (hidden)", len(s))
}

// GoString does not show the signatures.
func (s SessionSigs) GoString() string { return s.String() }

// Format does not show the signatures, with any verb.
func (s SessionSigs) Format(state fmt.State, _ rune) { fmt.Fprint(state, s.String()) }

// Credential is what a call is allowed by: a [*Session], [SessionSigs] of somebody's session, or, for decryption, an
// [AuthSig].
type Credential interface {
	// credential is the member of a request.
	credential(ctx context.Context, client *Client, bound *binding) (name string, value interface{}, err error)
}

func (s SessionSigs) credential(context.Context, *Client, *binding) (string, interface{}, error) {
	if len(s) == 0 {
		return "", nil, invalid("", "Take those of a session: Session.Signatures.", "There are no session signatures")
	}
	return "sessionSigs", map[string]AuthSig(s), nil
}

func (a AuthSig) credential(context.Context, *Client, *binding) (string, interface{}, error) {
	return "authSig", a, nil
}

// withCredential is a body with the credential in it.
func (c *Client) withCredential(
	fields map[string]interface{}, credential Credential,
) func(context.Context, *binding) (interface{}, error) {
	return func(ctx context.Context, bound *binding) (interface{}, error) {
		body := make(map[string]interface{}, len(fields)+1)
		for name, value := range fields {
			body[name] = value
		}
		if isMissing(credential) {
			return nil, invalid("", "Make one with Client.Session.", "No session is given")
		}
		name, value, err := credential.credential(ctx, c, bound)
		if err != nil {
			return nil, err
		}
		body[name] = value
		return body, nil
	}
}

func isMissing(credential Credential) bool {
	session, isSession := credential.(*Session)
	return credential == nil || isSession && session == nil
}

// sessionsOf are the sessions that have to be restored for a credential.
func sessionsOf(credential Credential) []*Session {
	if session, isSession := credential.(*Session); isSession && session != nil {
		return []*Session{session}
	}
	return nil
}

// SIWERequest is a sign-in message to be written (EIP-4361).
type SIWERequest struct {
	// Address is who signs in; the client's wallet, if it is zero.
	Address Address
	// URI is what is signed in to.
	URI string
	// Expiration is when it ends. Where it is zero, Lifetime counts.
	Expiration time.Time
	// Lifetime is how long it lasts: a day, if it is zero as well.
	Lifetime time.Duration
	// Allowing are permissions that the message grants (EIP-5573).
	Allowing []Permission
	// Domain is who asks; localhost unless told.
	Domain string
	// Statement is a sentence for the reader.
	Statement string
}

// SIWE writes a sign-in message, with a recent block's hash as its nonce.
func (c *Client) SIWE(ctx context.Context, request SIWERequest) (string, error) {
	body := map[string]interface{}{"uri": request.URI}
	if !request.Address.IsZero() {
		body["address"] = request.Address
	}
	setEnd(body, request.Expiration, request.Lifetime)
	setText(body, "domain", request.Domain)
	setText(body, "statement", request.Statement)
	if len(request.Allowing) > 0 {
		body["allowing"] = request.Allowing
	}
	var answer struct {
		Message string `json:"message"`
	}
	err := c.do(ctx, call{
		operation: "write a sign-in message", method: http.MethodPost, path: "/siwe", into: &answer, isSafe: true,
		body: plain(body),
	})
	return answer.Message, err
}

const day = 24 * time.Hour

// setEnd says when something ends: then, or after so long, or after a day.
func setEnd(body map[string]interface{}, expiration time.Time, lifetime time.Duration) {
	switch {
	case !expiration.IsZero():
		body["expiration"] = expiration.UTC().Format("2006-01-02T15:04:05.000Z")
	case lifetime > 0:
		body["lifetime"] = lifetime.Seconds()
	default:
		body["lifetime"] = day.Seconds()
	}
}

func setText(body map[string]interface{}, name, value string) {
	if value != "" {
		body[name] = value
	}
}
