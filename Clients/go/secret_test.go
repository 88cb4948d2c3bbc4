package lit

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
)

func secretSig() AuthSig {
	return NewAuthSig("the-secret-signature", "web3.eth.personal.sign", "the-secret-message", "0x01")
}

func TestSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	client, _ := scripted(t, "good")
	ctx := context.Background()
	session, err := client.Session(ctx, SessionRequest{
		Allowing: []Permission{SignWithAny()}, Capacity: []AuthSig{secretSig()},
	})
	if err != nil {
		t.Fatal(err)
	}
	export, err := session.Export(ctx)
	if err != nil {
		t.Fatal(err)
	}
	type holder struct {
		Inside  interface{}
		private interface{}
	}
	parsed := key(t)
	secrets := []string{testKey[2:], strings.ToUpper(testKey[2:]), "the-secret", "token-secret", keyBytes()}
	for _, value := range []interface{}{
		parsed, &parsed, export, &export, client, *client.Wallet(), client.Wallet(), session, client.Sidecar(),
		secretSig(), SessionSigs{"n": secretSig()},
		ProofToken(6, "token-secret"), ProofAuthSig(secretSig()),
		client.PKPAccount(PKP{}, session), WithWallet(parsed), Network{}, config{wallets: []PrivateKey{parsed}},
		SessionRequest{Proofs: []Proof{ProofToken(6, "token-secret")}}, Action{Session: session},
		DecryptRequest{Session: secretSig()},
		Action{Session: SessionSigs{"n": secretSig()}},
	} {
		for _, inside := range []interface{}{value, holder{value, value}, &holder{value, value}, []interface{}{value}} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				text := fmt.Sprintf(verb, inside)
				for _, secret := range secrets {
					if strings.Contains(text, secret) {
						t.Errorf("%s of %T shows %s: %s", verb, value, secret, text)
					}
				}
			}
		}
	}
	for _, value := range []interface{}{parsed, export, holder{Inside: parsed}} {
		if text, err := json.Marshal(value); err == nil {
			t.Errorf("%T gets into JSON: %s", value, text)
		}
	}
}

// keyBytes is the key as %v and %d would print its bytes.
func keyBytes() string {
	bytes, _ := hex.DecodeString(testKey[2:])
	return strings.Trim(fmt.Sprint(bytes), "[]")
}

func TestPrivateKeys(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"", "0x", "12", strings.Repeat("0", 64), strings.Repeat("f", 64), strings.Repeat("g", 64), testKey + "00",
	} {
		_, err := ParsePrivateKey(bad)
		failure := wantCode(t, err, ErrInvalidArgument)
		if len(bad) > 10 && strings.Contains(failure.Error(), bad) {
			t.Error("the error shows the key")
		}
	}
	made, err := NewPrivateKey()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParsePrivateKey(made.Reveal())
	if err != nil || again.Reveal() != made.Reveal() || len(made.Reveal()) != 66 {
		t.Error(err)
	}
	_, err = PrivateKeyFromECDSA(&ecdsa.PrivateKey{PublicKey: ecdsa.PublicKey{Curve: elliptic.P256()}, D: big.NewInt(5)})
	wantCode(t, err, ErrInvalidArgument)
	curve := &elliptic.CurveParams{N: curveOrder}
	from, err := PrivateKeyFromECDSA(&ecdsa.PrivateKey{PublicKey: ecdsa.PublicKey{Curve: curve}, D: big.NewInt(5)})
	if err != nil || from.Reveal() != "0x"+strings.Repeat("0", 63)+"5" {
		t.Error(err)
	}
}
