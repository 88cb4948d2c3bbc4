package integration

import (
	"context"
	"testing"

	lit "lit-swift/clients/go"
)

// BenchmarkConnect starts a sidecar, connects, and ends both.
func BenchmarkConnect(b *testing.B) {
	local := network(b).Local()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		client, err := lit.Connect(context.Background(), local)
		if err != nil {
			b.Fatal(err)
		}
		client.Close()
	}
}

// BenchmarkBlockhash is the way to the sidecar and back, and little else.
func BenchmarkBlockhash(b *testing.B) {
	client := network(b).Connect(b)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := client.Blockhash(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSign has the nodes sign a digest.
func BenchmarkSign(b *testing.B) {
	client, pkp, session := minted(b)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		if _, err := client.Sign(context.Background(), pkp, session, lit.Hash{1}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkExecute runs an action that signs nothing.
func BenchmarkExecute(b *testing.B) {
	client, _, session := minted(b)
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		action := lit.Action{Code: `Lit.Actions.setResponse({ response: "x" })`, Session: session}
		if _, err := client.Execute(context.Background(), action); err != nil {
			b.Fatal(err)
		}
	}
}
