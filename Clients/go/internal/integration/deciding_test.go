package integration

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	lit "lit-swift/clients/go"
)

// cidOf is the CID of an action's code, as the command line says it.
func cidOf(t *testing.T, code string) string {
	t.Helper()
	network(t)
	file := filepath.Join(t.TempDir(), "action.js")
	if err := os.WriteFile(file, []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	program := os.Getenv("LIT")
	if program == "" {
		program = "lit"
	}
	output, err := exec.Command(program, "action", "cid", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(output))[0]
}

func TestSessionsThatAnActionDecidesOn(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	const code = `Lit.Actions.setResponse({ response: password === "open sesame" ? "true" : "false" })`
	cid := cidOf(t, code)
	pkp, err := client.MintPKP(ctx, lit.MintRequest{
		Scopes: []lit.Scope{lit.SignAnything}, AuthMethod: lit.AuthAction(cid),
	})
	if err != nil {
		t.Fatal(err)
	}
	if permitted, err := client.PKPsFor(ctx, lit.AuthAction(cid)); err != nil || len(permitted) != 1 ||
		permitted[0].TokenID != pkp.TokenID {
		t.Error(permitted, err)
	}
	request := lit.SessionRequest{
		Allowing: []lit.Permission{lit.SignWith(pkp)}, PKP: &pkp, ActionCode: code,
		Parameters: map[string]interface{}{"password": "wrong"},
	}
	if session, err := client.Session(ctx, request); err == nil {
		t.Error("the password was wrong:", session)
	}
	request.Parameters["password"] = "open sesame"
	session, err := client.Session(ctx, request)
	if err != nil {
		t.Fatal(err)
	}
	if !session.IsPKP() || session.Account() != pkp.Address {
		t.Error(session)
	}
	// A session of an action is restored by its text, since the action is not to run again.
	before := client.Sidecar().Restarts()
	process, err := os.FindProcess(client.Sidecar().PID())
	if err != nil {
		t.Fatal(err)
	}
	_ = process.Kill()
	signature, err := client.Sign(ctx, pkp, session, lit.Hash{7})
	if err != nil || signature.Address != pkp.Address || client.Sidecar().Restarts() != before+1 {
		t.Error(signature, err)
	}
	t.Logf("renews itself: %v", session.CanRenew())
}

func TestSingleNodesAndStrategies(t *testing.T) {
	t.Parallel()
	client, _, session := minted(t)
	ctx := limited(t)
	for _, action := range []lit.Action{
		{SingleNode: true}, {Strategy: lit.MostCommon}, {Strategy: lit.LeastCommon}, {Repeatable: true},
	} {
		action.Session, action.Code = session, `Lit.Actions.setResponse({ response: "same" })`
		if result, err := client.Execute(ctx, action); err != nil || result.Response != "same" || len(result.Differing) != 0 {
			t.Errorf("%+v: %+v, %v", action, result, err)
		}
	}
	result, err := client.Execute(ctx, lit.Action{
		Session: session, Code: `Lit.Actions.setResponse({ response: String(Math.random()) })`,
	})
	if err != nil || len(result.Differing) == 0 {
		t.Errorf("nodes do not differ: %+v, %v", result, err)
	}
}
