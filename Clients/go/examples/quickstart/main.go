// Quickstart: a key that no machine has, an action that decides what it signs, and a transaction.
//
//	lit up --detach
//	go run ./examples/quickstart .lit
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	lit "lit-swift/clients/go"
)

const code = `(async () => {
  console.log("signing for", name);
  await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" });
  Lit.Actions.setResponse({ response: JSON.stringify({ hello: name }) });
})();`

func main() {
	state := ""
	if len(os.Args) > 1 {
		state = os.Args[1]
	}
	if err := run(context.Background(), state); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, state string) error {
	key, err := lit.NewPrivateKey()
	if err != nil {
		return err
	}
	client, err := lit.Connect(ctx, lit.Local(state), lit.WithWallet(key))
	if err != nil {
		return err
	}
	defer client.Close()
	wallet := client.Wallet()
	if _, err := client.Fund(ctx, wallet.Address(), nil); err != nil {
		return err
	}

	pkp, err := client.MintPKP(ctx, lit.MintRequest{Scopes: []lit.Scope{lit.SignAnything}})
	if err != nil {
		return err
	}
	fmt.Println("a key that no machine has:", pkp.Address)

	session, err := client.Session(ctx, lit.SessionRequest{
		Allowing: []lit.Permission{lit.ExecuteActions(), lit.SignWith(pkp)},
	})
	if err != nil {
		return err
	}
	result, err := client.Execute(ctx, lit.Action{
		Code: code, Session: session,
		Parameters: map[string]interface{}{
			"toSign": lit.Keccak256([]byte("a message")), "publicKey": pkp.PublicKey, "name": "world",
		},
	})
	if err != nil {
		return err
	}
	signature, err := result.Signature("sig1")
	if err != nil {
		return err
	}
	fmt.Println("the action says", result.Response, "and has had signed", signature)

	if _, err := client.Fund(ctx, pkp.Address, nil); err != nil {
		return err
	}
	account := client.PKPAccount(pkp, session) // signs like any account
	receipt, err := account.Send(ctx, lit.Transfer(wallet.Address(), lit.MustEther("0.01")))
	if err != nil {
		return err
	}
	fmt.Println("the key has sent 0.01 ether, in block", receipt.BlockNumber)
	return nil
}
