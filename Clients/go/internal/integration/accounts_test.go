package integration

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	lit "lit-swift/clients/go"
)

func TestSignaturesOfAllKinds(t *testing.T) {
	t.Parallel()
	client, pkp, session := minted(t)
	ctx := limited(t)
	if pkp.PublicKey.Address() != pkp.Address {
		t.Errorf("%v has the key %v", pkp, pkp.PublicKey)
	}
	typed := json.RawMessage(`{"types":{"EIP712Domain":[{"name":"name","type":"string"}],"Mail":[{"name":"text","type":"string"}]},` +
		`"primaryType":"Mail","domain":{"name":"test"},"message":{"text":"<hello> & goodbye"}}`)
	digest := lit.Keccak256([]byte("a digest"))
	message := []byte("a message")
	prefixed := lit.Keccak256([]byte("\x19Ethereum Signed Message:\n9"), message)
	sigs, err := session.Signatures(ctx)
	if err != nil || len(sigs) != 3 {
		t.Fatal(sigs, err)
	}
	for name, account := range map[string]*lit.Account{
		"wallet": client.Wallet().Account, "PKP": client.PKPAccount(pkp, session),
		"PKP with signatures": client.PKPAccount(pkp, sigs),
	} {
		signature, err := account.SignDigest(ctx, digest)
		if err != nil {
			t.Fatal(name, err)
		}
		if signature.Digest != digest || signature.Address != account.Address() ||
			signature.PublicKey.Address() != account.Address() {
			t.Errorf("%s: %+v", name, signature)
		}
		hashed, err := account.SignMessage(ctx, message)
		if err != nil || hashed.Digest != prefixed || hashed.Address != account.Address() {
			t.Errorf("%s: %+v, %v", name, hashed, err)
		}
		if typedSignature, err := account.SignTypedData(ctx, typed); err != nil || typedSignature.Address != account.Address() {
			t.Errorf("%s: %+v, %v", name, typedSignature, err)
		}
		raw, err := account.SignHash(ctx, digest)
		if err != nil || raw[64] > 1 {
			t.Errorf("%s: %x, %v", name, raw, err)
		}
		if _, err := account.HashSigner(ctx)(digest[:]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	signed, err := client.PKPAccount(pkp, session).SignTransaction(ctx, lit.Transaction{
		Type: 2, To: &lit.Address{1}, Value: big.NewInt(1), Gas: 21000, MaxFeePerGas: big.NewInt(2e9),
		MaxPriorityFeePerGas: big.NewInt(1),
	})
	if err != nil || len(signed.Raw) < 100 || signed.Raw[0] != 2 || lit.Keccak256(signed.Raw) != signed.Hash ||
		signed.Signature.Address != pkp.Address {
		t.Errorf("%+v, %v", signed, err)
	}
}

func TestCapacity(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	credit, err := client.MintCredit(ctx, lit.CreditRequest{RequestsPerKilosecond: 100, Days: 2})
	if err != nil {
		t.Fatal(err)
	}
	credits, err := client.Credits(ctx, client.Wallet().Address())
	if err != nil || len(credits) != 1 || credits[0].TokenID != credit || credits[0].RequestsPerKilosecond < 100 ||
		time.Until(credits[0].ExpiresAt) < 24*time.Hour {
		t.Errorf("%+v, %v", credits, err)
	}
	friend := network(t).Connect(t)
	delegation, err := client.DelegateCapacity(ctx, lit.DelegationRequest{
		Users: []lit.Address{friend.Wallet().Address()}, Uses: 5, Credit: &credit, Lifetime: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.EqualFold(delegation.AuthSig.Address, client.Wallet().Address().String()) {
		t.Errorf("%v", delegation.AuthSig)
	}
	paid, err := friend.Session(ctx, lit.SessionRequest{
		Allowing: []lit.Permission{lit.ExecuteActions()}, Capacity: []lit.AuthSig{delegation.AuthSig},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := friend.Execute(ctx, lit.Action{Code: `Lit.Actions.setResponse({ response: "paid" })`, Session: paid}); err != nil {
		t.Error(err)
	}
}

func TestSignInMessages(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	message, err := client.SIWE(ctx, lit.SIWERequest{
		URI: "http://localhost", Lifetime: time.Hour, Statement: "Hello.", Domain: "example.com",
		Allowing: []lit.Permission{lit.ExecuteActions()},
	})
	if err != nil || !strings.HasPrefix(message, "example.com wants you to sign in") {
		t.Fatalf("%q, %v", message, err)
	}
	sig, err := client.Wallet().AuthSig(ctx, message)
	if err != nil || sig.SignedMessage() != message || len(sig.Sig()) != 132 {
		t.Errorf("%v, %v", sig, err)
	}
}

func TestWalletsOfOneClient(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	second, err := client.NewWallet(ctx)
	if err != nil {
		t.Fatal(err)
	}
	again, err := client.AddWallet(ctx, second.PrivateKey())
	if err != nil || again != second || len(client.Wallets()) != 2 {
		t.Error(again, err)
	}
	if _, err := second.Send(ctx, lit.Transfer(lit.Address{1}, big.NewInt(1))); !errors.Is(err, lit.ErrInsufficientFunds) {
		t.Error(err)
	}
	receipt, err := client.Wallet().Send(ctx, lit.Transfer(second.Address(), lit.MustEther("1.5")))
	if err != nil || receipt.Status != 1 || *receipt.To != second.Address() || receipt.From != client.Wallet().Address() {
		t.Fatalf("%+v, %v", receipt, err)
	}
	if balance, err := second.Balance(ctx); err != nil || lit.FormatEther(balance) != "1.5" {
		t.Error(balance, err)
	}
	if err := client.RemoveWallet(ctx, second); err != nil {
		t.Error(err)
	}
	if _, err := second.SignMessage(ctx, []byte("x")); !errors.Is(err, lit.ErrUnknownWallet) {
		t.Error(err)
	}
}

func TestAPKPSendsATransaction(t *testing.T) {
	t.Parallel()
	client, pkp, session := minted(t)
	ctx := limited(t)
	account := client.PKPAccount(pkp, session)
	friend, err := client.NewWallet(ctx)
	if err != nil {
		t.Fatal(err)
	}
	amount := lit.MustEther("0.01")
	if _, err := account.Send(ctx, lit.Transfer(friend.Address(), amount)); !errors.Is(err, lit.ErrInsufficientFunds) {
		t.Error("it had nothing:", err)
	}
	if _, err := client.Fund(ctx, pkp.Address, lit.MustEther("1")); err != nil {
		t.Fatal(err)
	}
	receipt, err := account.Send(ctx, lit.Transfer(friend.Address(), amount))
	if err != nil {
		t.Fatal(err)
	}
	if receipt.From != pkp.Address || *receipt.To != friend.Address() || receipt.Status != 1 || receipt.BlockNumber == 0 {
		t.Errorf("%+v", receipt)
	}
	if balance, err := friend.Balance(ctx); err != nil || balance.Cmp(amount) != 0 {
		t.Error(balance, err)
	}
}
