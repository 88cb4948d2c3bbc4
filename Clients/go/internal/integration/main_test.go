// Package integration has the tests against a real network and a real sidecar. All of them share one network, and run
// beside each other.
package integration

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	lit "lit-swift/clients/go"
	"lit-swift/clients/go/littest"
)

var (
	shared     *littest.Network
	sharedErr  error
	sharedOnce sync.Once
)

// senderVariable has this program be another process that sends transactions of a shared wallet.
const senderVariable = "LIT_GO_SENDER"

func TestMain(m *testing.M) {
	if os.Getenv(senderVariable) != "" {
		os.Exit(sendAsOtherProcess())
	}
	if os.Getenv(victimVariable) != "" {
		waitToBeKilled()
	}
	state, err := os.MkdirTemp("", "lit-go-network-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Setenv("LIT_GO_TEST_STATE", state)
	code := m.Run()
	if shared != nil {
		shared.Close()
	}
	os.RemoveAll(state)
	os.Exit(code)
}

// network is the one that all tests share, started by the first that needs it.
func network(t testing.TB) *littest.Network {
	t.Helper()
	sharedOnce.Do(func() {
		shared, sharedErr = littest.Run(context.Background(), os.Getenv("LIT_GO_TEST_STATE"))
	})
	if sharedErr != nil {
		littest.Missing(t, sharedErr)
	}
	return shared
}

// limited is a context for one test.
func limited(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// minted is a client with a PKP and a session that may use it.
func minted(t testing.TB) (*lit.Client, lit.PKP, *lit.Session) {
	t.Helper()
	client := network(t).Connect(t)
	pkp, err := client.MintPKP(limited(t), lit.MintRequest{Scopes: []lit.Scope{lit.SignAnything}})
	if err != nil {
		t.Fatal(err)
	}
	return client, pkp, session(t, client, lit.ExecuteActions(), lit.SignWith(pkp))
}

func session(t testing.TB, client *lit.Client, allowing ...lit.Permission) *lit.Session {
	t.Helper()
	session, err := client.Session(limited(t), lit.SessionRequest{Allowing: allowing})
	if err != nil {
		t.Fatal(err)
	}
	return session
}
