package lit

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Code says what kind of failure an [*Error] is. Codes are errors themselves, so that
// errors.Is(err, lit.ErrNotAuthorized) asks for one. More may come with later versions.
type Code string

// Error is the code's name.
func (c Code) Error() string { return "lit: " + string(c) }

// Codes of networks.
const (
	// ErrUnknownNetwork: no network has that name.
	ErrUnknownNetwork Code = "unknownNetwork"
	// ErrRetiredNetwork: the network is no more.
	ErrRetiredNetwork Code = "retiredNetwork"
	// ErrNetworkNotRunning: no local network runs in that folder.
	ErrNetworkNotRunning Code = "networkNotRunning"
	// ErrAttestationRequired: the network's nodes have to prove what they run, which cannot be verified.
	ErrAttestationRequired Code = "attestationRequired"
	// ErrChainUnreachable: the chain does not answer, or answers nonsense.
	ErrChainUnreachable Code = "chainUnreachable"
	// ErrWrongChain: it is another chain than the network's.
	ErrWrongChain Code = "wrongChain"
	// ErrContractNotFound: there is no contract where one has to be.
	ErrContractNotFound Code = "contractNotFound"
	// ErrTooFewNodes: fewer nodes than a threshold have answered.
	ErrTooFewNodes Code = "tooFewNodes"
	// ErrNodesDisagree: nodes say different things where they have to say the same.
	ErrNodesDisagree Code = "nodesDisagree"
	// ErrNetworkNotReady: the network has no keys yet.
	ErrNetworkNotReady Code = "networkNotReady"
	// ErrDisconnected: the client was closed, before the call or during it.
	ErrDisconnected Code = "disconnected"
)

// Codes of nodes.
const (
	// ErrNodeUnreachable: a node does not answer.
	ErrNodeUnreachable Code = "nodeUnreachable"
	// ErrNotAuthorized: nodes refused, because who asks may not do that.
	ErrNotAuthorized Code = "notAuthorized"
	// ErrRateLimited: somebody has to pay, or has used up what was paid for.
	ErrRateLimited Code = "rateLimited"
	// ErrRequestRefused: nodes refused the request itself.
	ErrRequestRefused Code = "requestRefused"
	// ErrNodeFailed: nodes failed for reasons of their own.
	ErrNodeFailed Code = "nodeFailed"
	// ErrInvalidAnswer: an answer makes no sense.
	ErrInvalidAnswer Code = "invalidAnswer"
)

// Codes of sessions.
const (
	// ErrSessionExpired: the session is over.
	ErrSessionExpired Code = "sessionExpired"
	// ErrSessionLacksPermission: the session does not allow that.
	ErrSessionLacksPermission Code = "sessionLacksPermission"
	// ErrInvalidSession: the session makes no sense, or is of another network or client.
	ErrInvalidSession Code = "invalidSession"
	// ErrSignInFailed: what signs the session did not, or signed something else.
	ErrSignInFailed Code = "signInFailed"
	// ErrAuthMethodRefused: nodes did not believe the auth methods.
	ErrAuthMethodRefused Code = "authMethodRefused"
	// ErrSessionStoreFailed: sessions could not be kept or read.
	ErrSessionStoreFailed Code = "sessionStoreFailed"
)

// Codes of actions and signatures.
const (
	// ErrActionFailed: the action threw an error.
	ErrActionFailed Code = "actionFailed"
	// ErrActionTimedOut: the action took longer than nodes allow.
	ErrActionTimedOut Code = "actionTimedOut"
	// ErrActionNotFound: nodes could not get the action's code.
	ErrActionNotFound Code = "actionNotFound"
	// ErrSignatureMissing: the result has no signature of that name.
	ErrSignatureMissing Code = "signatureMissing"
	// ErrTooFewShares: too few nodes have sent a share of the signature.
	ErrTooFewShares Code = "tooFewShares"
	// ErrInvalidSignature: what the shares add up to is no signature of the key.
	ErrInvalidSignature Code = "invalidSignature"
)

// Codes of everything.
const (
	// ErrInvalidArgument: an argument makes no sense.
	ErrInvalidArgument Code = "invalidArgument"
	// ErrInsufficientFunds: an account has too little for a transaction and its gas.
	ErrInsufficientFunds Code = "insufficientFunds"
	// ErrPKPNotFound: there is no such PKP.
	ErrPKPNotFound Code = "pkpNotFound"
	// ErrTransactionFailed: a transaction was refused or failed.
	ErrTransactionFailed Code = "transactionFailed"
	// ErrTimedOut: there was no time left.
	ErrTimedOut Code = "timedOut"
	// ErrCancelled: the context was cancelled.
	ErrCancelled Code = "cancelled"
	// ErrUnsupported: this network, platform or version cannot do that.
	ErrUnsupported Code = "unsupported"
	// ErrInternal: a defect.
	ErrInternal Code = "internalError"
)

// Codes of the sidecar and of the way to it.
const (
	// ErrOutcomeUnknown: what was asked for may or may not have happened. The message says what is unknown, the
	// hint how to find out. Such a call is never sent twice.
	ErrOutcomeUnknown Code = "outcomeUnknown"
	// ErrSidecarNotFound: there is no lit-sidecar where one was looked for.
	ErrSidecarNotFound Code = "sidecarNotFound"
	// ErrSidecarFailed: the sidecar does not start, or ends again and again.
	ErrSidecarFailed Code = "sidecarFailed"
	// ErrSidecarVersion: the sidecar speaks another version of the protocol than this package.
	ErrSidecarVersion Code = "sidecarVersion"
	// ErrMalformedRequest: the sidecar does not understand a request, and says which member of it.
	ErrMalformedRequest Code = "malformedRequest"
	// ErrBodyTooLarge: a request has more bytes than the sidecar takes.
	ErrBodyTooLarge Code = "bodyTooLarge"
	// ErrTooManyClients: the sidecar has as many clients as it may.
	ErrTooManyClients Code = "tooManyClients"
	// ErrUnauthorized: the sidecar's token is wrong.
	ErrUnauthorized Code = "unauthorized"
	// ErrUnknownWallet: the client has no such wallet.
	ErrUnknownWallet Code = "unknownWallet"

	// ErrShuttingDown: the sidecar is ending, and takes no requests any more.
	ErrShuttingDown Code = "shuttingDown"

	errUnknownClient  Code = "unknownClient"
	errUnknownSession Code = "unknownSession"
)

// NodeReport is what one node said.
type NodeReport struct {
	// Node is its URL.
	Node string `json:"node"`
	// Status is that of HTTP; 0 if the node did not answer.
	Status int `json:"status,omitempty"`
	// Code is the node's own name of what is wrong.
	Code string `json:"code,omitempty"`
	// Message says it in words.
	Message string `json:"message"`
}

// String is the report as a sentence.
func (r NodeReport) String() string {
	if r.Status == 0 && r.Code == "" {
		return fmt.Sprintf("%s did not answer: %s", r.Node, sentence(r.Message))
	}
	answer := r.Code
	if r.Status != 0 {
		answer = strings.TrimSpace(fmt.Sprint(r.Status, " ", r.Code))
	}
	if r.Message == "" {
		return fmt.Sprintf("%s said %s.", r.Node, answer)
	}
	return fmt.Sprintf("%s said %s: %s", r.Node, answer, sentence(r.Message))
}

// Error is every failure of this package: what failed, where, why, and what to do about it.
type Error struct {
	// Code is what to decide by; errors.Is compares it.
	Code Code
	// Message says what failed, and why.
	Message string
	// Hint says what to do.
	Hint string
	// Node is the URL of the node it happened at, if it was one.
	Node string
	// RequestID is by what sidecar and nodes know the request: it stands in their logs.
	RequestID string
	// Operation is what was being done, such as execute.
	Operation string
	// Logs is what an action had logged.
	Logs string
	// Cause is what lay below, in words.
	Cause string
	// Reports are what nodes said.
	Reports []NodeReport
	// OutcomeUnknown says that what was asked for may have happened all the same, because there was no time left to
	// hear of it. errors.Is(err, ErrOutcomeUnknown) is true then, whatever the code.
	OutcomeUnknown bool

	err error
	// isEarly says that it is about what had to come before what was asked for, which was not sent.
	isEarly bool
}

// Error is one paragraph that says all of it.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString("lit: ")
	if e.Operation != "" {
		text.WriteString(e.Operation + ": ")
	}
	text.WriteString(sentence(e.Message))
	if e.Cause != "" && !strings.Contains(e.Message, e.Cause) {
		text.WriteString(" Cause: " + sentence(e.Cause))
	}
	for _, report := range e.Reports {
		text.WriteString(" " + report.String())
	}
	if e.Hint != "" {
		text.WriteString(" " + sentence(e.Hint))
	}
	text.WriteString(" [" + string(e.Code))
	if e.Node != "" {
		text.WriteString(", " + e.Node)
	}
	if e.RequestID != "" {
		text.WriteString(", request " + e.RequestID)
	}
	return text.String() + "]"
}

// Is compares codes, for errors.Is.
func (e *Error) Is(target error) bool {
	code, isCode := target.(Code)
	if !isCode {
		return false
	}
	switch {
	case code == e.Code, code == ErrOutcomeUnknown && e.OutcomeUnknown:
		return true
	case code == ErrTimedOut:
		return errors.Is(e.err, context.DeadlineExceeded)
	case code == ErrCancelled:
		return errors.Is(e.err, context.Canceled)
	default:
		return false
	}
}

// Unwrap is the error below, such as context.DeadlineExceeded.
func (e *Error) Unwrap() error { return e.err }

func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// invalid is an argument that makes no sense; nothing was sent.
func invalid(operation, hint, format string, arguments ...interface{}) *Error {
	return &Error{
		Code: ErrInvalidArgument, Operation: operation, Message: fmt.Sprintf(format, arguments...), Hint: hint,
	}
}
