package integration

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	lit "lit-swift/clients/go"
)

func TestNetwork(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	info, err := client.RefreshNetwork(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if info.Name != "local" || info.ChainID != 31337 || len(info.Nodes) != 3 || info.Threshold != 2 || !info.Faucet ||
		len(info.NetworkKey) != 48 || len(info.RootKeys) < 2 || strings.TrimSuffix(info.RPCURL, "/") != network(t).RPCURL {
		t.Errorf("%+v", info)
	}
	if staking := info.Contracts["Staking"]; staking.IsZero() {
		t.Errorf("the contracts are %v", info.Contracts)
	}
	if hash, err := client.Blockhash(ctx); err != nil || hash == (lit.Hash{}) {
		t.Error(hash, err)
	}
	enough := errors.New("enough")
	if err := client.WatchNetwork(ctx, func(lit.NetworkInfo) error { return enough }); !errors.Is(err, enough) {
		t.Error(err)
	}
	custom, err := lit.Connect(ctx, lit.Custom(lit.CustomNetwork{
		RPCURL: info.RPCURL, Staking: info.Contracts["Staking"], ChainID: info.ChainID,
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer custom.Close()
	if custom.Network().NetworkKey.String() != info.NetworkKey.String() {
		t.Error("the custom network is another one")
	}
	_, err = lit.Connect(ctx, lit.Local(t.TempDir()))
	if !errors.Is(err, lit.ErrNetworkNotRunning) {
		t.Error(err)
	}
}

func TestActions(t *testing.T) {
	t.Parallel()
	client, pkp, session := minted(t)
	ctx := limited(t)
	const code = `(async () => {
		console.log("hello", name);
		await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" });
		Lit.Actions.setResponse({ response: JSON.stringify({ hello: name, characters: "<&>" }) });
	})();`
	digest := lit.Keccak256([]byte("an action"))
	var heard []string
	result, err := client.Execute(ctx, lit.Action{
		Code: code, Session: session,
		Parameters: map[string]interface{}{"toSign": digest, "publicKey": pkp.PublicKey, "name": "world"},
		OnLogs:     func(logs string) { heard = append(heard, logs) },
	})
	if err != nil {
		t.Fatal(err)
	}
	signature, err := result.Signature("sig1")
	if err != nil || signature.Address != pkp.Address || signature.Digest != digest {
		t.Errorf("%+v, %v", signature, err)
	}
	var response struct{ Hello, Characters string }
	if err := result.Decode(&response); err != nil || response.Hello != "world" || response.Characters != "<&>" {
		t.Errorf("%+v, %v", response, err)
	}
	if result.Logs != "hello world\n" || len(heard) == 0 || heard[0] != "hello world\n" {
		t.Errorf("%q, %q", result.Logs, heard)
	}
	_, err = client.Execute(ctx, lit.Action{Code: `console.log("so far"); throw new Error("boom")`, Session: session})
	var failure *lit.Error
	if !errors.As(err, &failure) || !errors.Is(err, lit.ErrActionFailed) ||
		!strings.Contains(failure.Error(), "boom") || failure.Logs != "so far\n" {
		t.Errorf("%v", err)
	}
	other := session
	other, err = client.Session(ctx, lit.SessionRequest{Allowing: []lit.Permission{lit.SignWith(pkp)}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Execute(ctx, lit.Action{Code: "1", Session: other})
	if !errors.Is(err, lit.ErrSessionLacksPermission) {
		t.Error(err)
	}
}

func TestEncryption(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	secret := []byte("a secret \x00\xff")
	conditions := lit.OnlyAddress(client.Wallet().Address())
	ciphertext, err := client.Encrypt(ctx, secret, conditions)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := client.Decrypt(ctx, lit.DecryptRequest{
		Ciphertext: ciphertext, Conditions: conditions, Session: session(t, client, lit.Decrypt()), Chain: "ethereum",
	})
	if err != nil || string(opened) != string(secret) {
		t.Fatalf("%q, %v", opened, err)
	}
	stranger := network(t).Connect(t)
	_, err = stranger.Decrypt(ctx, lit.DecryptRequest{
		Ciphertext: ciphertext, Conditions: conditions, Session: session(t, stranger, lit.Decrypt()), Chain: "ethereum",
	})
	if !errors.Is(err, lit.ErrNotAuthorized) {
		t.Error(err)
	}
}

func TestDeadlinesReachTheSidecar(t *testing.T) {
	t.Parallel()
	client, _, session := minted(t)
	ctx, cancel := context.WithTimeout(limited(t), 500*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := client.Execute(ctx, lit.Action{Code: `(async () => { await new Promise(r => setTimeout(r, 20000)) })()`, Session: session})
	if !errors.Is(err, lit.ErrTimedOut) || !errors.Is(err, lit.ErrOutcomeUnknown) {
		t.Error(err)
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Error("it took", took)
	}
}
