package lit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strings"
)

// Strategy is how one response is chosen of what nodes answer.
type Strategy string

const (
	// MostCommon takes what most nodes say; it is the default.
	MostCommon Strategy = "mostCommon"
	// LeastCommon takes what fewest nodes say.
	LeastCommon Strategy = "leastCommon"
)

// Action is code to be run by the nodes.
type Action struct {
	// Code is the JavaScript.
	Code string
	// CID is where the code is found, instead.
	CID string
	// Parameters become globals of the code. Bytes become arrays of numbers, as Lit.Actions.signEcdsa takes them.
	Parameters map[string]interface{}
	// Session allows it: a [*Session], or [SessionSigs].
	Session Credential
	// Strategy chooses the response.
	Strategy Strategy
	// SingleNode runs it on one node only.
	SingleNode bool
	// OnLogs is told what the action has logged at each node, as soon as that node has answered. It is called by
	// the goroutine that called Execute; if the sidecar crashes and the action is repeatable, it hears logs again.
	OnLogs func(logs string)
	// Repeatable says that the action may run twice without harm, so that it is sent again if the sidecar crashes.
	Repeatable bool
}

// Differing is a response that was not chosen.
type Differing struct {
	// Node is the URL of who answered so.
	Node string `json:"node"`
	// Response is what it said.
	Response string `json:"response"`
}

// ActionResult is what an action has done.
type ActionResult struct {
	// Response is what it has set, or returned.
	Response string `json:"response"`
	// Logs is what it has logged.
	Logs string `json:"logs"`
	// Signatures are what it has had signed, by the names that it gave.
	Signatures map[string]Signature `json:"signatures"`
	// Claims are the keys that it has claimed, by the names that it gave.
	Claims map[string]Claim `json:"claims"`
	// Differing are responses that were not chosen.
	Differing []Differing `json:"differing"`
	// Reports are what nodes said that could not run it.
	Reports []NodeReport `json:"reports"`
}

// Signature is the one of a name; [ErrSignatureMissing] if there is none.
func (r *ActionResult) Signature(name string) (Signature, error) {
	if signature, isThere := r.Signatures[name]; isThere {
		return signature, nil
	}
	var names []string
	for known := range r.Signatures {
		names = append(names, known)
	}
	sort.Strings(names)
	has := "it has none"
	if len(names) > 0 {
		has = "it has " + strings.Join(names, ", ")
	}
	return Signature{}, &Error{
		Code: ErrSignatureMissing, Operation: "execute", Logs: r.Logs,
		Message: fmt.Sprintf("The result has no signature %q: %s", short(name), has),
		Hint:    "Await Lit.Actions.signEcdsa with that sigName in the action.",
	}
}

// Decode reads a response that is JSON.
func (r *ActionResult) Decode(into interface{}) error {
	if err := json.Unmarshal([]byte(r.Response), into); err != nil {
		return &Error{
			Code: ErrInvalidAnswer, Operation: "execute", Logs: r.Logs, err: err, Cause: err.Error(),
			Message: "The response is not what it is decoded as: " + short(r.Response),
			Hint:    "Have the action set what you decode.",
		}
	}
	return nil
}

// Execute runs an action on the nodes.
func (c *Client) Execute(ctx context.Context, action Action) (*ActionResult, error) {
	const operation = "execute"
	fields := map[string]interface{}{}
	switch {
	case action.Code != "" && action.CID != "":
		return nil, invalid(operation, "Give one of them.", "Code and CID are both given")
	case action.CID != "":
		fields["cid"] = action.CID
	default:
		fields["code"] = action.Code
	}
	if action.Parameters != nil {
		fields["parameters"] = wireParameters(action.Parameters)
	}
	if action.Strategy != "" {
		fields["strategy"] = action.Strategy
	}
	if action.SingleNode {
		fields["singleNode"] = true
	}
	var result ActionResult
	order := call{
		operation: operation, method: http.MethodPost, path: "/actions", into: &result,
		body: c.withCredential(fields, action.Session), sessions: sessionsOf(action.Session),
		isSafe: action.Repeatable, unknown: "whether the action ran, and what it did outside of the network",
		check: "Look at whatever it changes. If running it twice does no harm, set Repeatable.",
	}
	if action.OnLogs != nil {
		order.line = actionEvents(action.OnLogs, &result)
	}
	if err := c.do(ctx, order); err != nil {
		return nil, err
	}
	return &result, nil
}

// actionEvents reads the lines of an action's answer.
func actionEvents(onLogs func(string), result *ActionResult) func([]byte) (bool, error) {
	return func(line []byte) (bool, error) {
		var event struct {
			Event  string          `json:"event"`
			Logs   string          `json:"logs"`
			Result json.RawMessage `json:"result"`
			Error  *wireError      `json:"error"`
		}
		if err := json.Unmarshal(line, &event); err != nil {
			return true, garbled("The sidecar's line makes no sense: "+short(string(line)), err)
		}
		switch {
		case event.Event == "logs":
			onLogs(event.Logs)
			return false, nil
		case event.Event == "result":
			if err := json.Unmarshal(event.Result, result); err != nil {
				return true, garbled("The sidecar's result makes no sense: "+short(string(line)), err)
			}
			return true, nil
		case event.Event == "error" && event.Error != nil:
			return true, event.Error.error()
		default:
			return false, nil
		}
	}
}

// wireParameters has bytes stand as arrays of numbers, wherever they are in maps and slices: JSON would have them as
// base64, of which actions make nothing.
func wireParameters(parameters map[string]interface{}) map[string]interface{} {
	wire := make(map[string]interface{}, len(parameters))
	for name, value := range parameters {
		wire[name] = wireParameter(value)
	}
	return wire
}

func wireParameter(value interface{}) interface{} {
	switch value := value.(type) {
	case []byte:
		numbers := make([]int, len(value))
		for i, byte := range value {
			numbers[i] = int(byte)
		}
		return numbers
	case Hash:
		return wireParameter(value[:])
	case map[string]interface{}:
		return wireParameters(value)
	case []interface{}:
		wire := make([]interface{}, len(value))
		for i, element := range value {
			wire[i] = wireParameter(element)
		}
		return wire
	default:
		return value
	}
}
