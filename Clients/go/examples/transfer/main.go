// Transfer: a PKP sends ether, step by step: what is signed, and by whom.
//
//	lit up --detach
//	go run ./examples/transfer .lit 0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC 0.5
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	lit "lit-swift/clients/go"
)

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: transfer STATE ADDRESS ETHER")
	}
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, state, recipient, ether string) error {
	to, err := lit.ParseAddress(recipient)
	if err != nil {
		return err
	}
	amount, err := lit.ParseEther(ether)
	if err != nil {
		return err
	}
	key, err := lit.NewPrivateKey()
	if err != nil {
		return err
	}
	client, err := lit.Connect(ctx, lit.Local(state), lit.WithWallet(key))
	if err != nil {
		return err
	}
	defer client.Close()
	if _, err := client.Fund(ctx, client.Wallet().Address(), nil); err != nil {
		return err
	}
	pkp, err := client.MintPKP(ctx, lit.MintRequest{Scopes: []lit.Scope{lit.SignAnything}})
	if err != nil {
		return err
	}
	session, err := client.Session(ctx, lit.SessionRequest{Allowing: []lit.Permission{lit.SignWith(pkp)}})
	if err != nil {
		return err
	}
	account := client.PKPAccount(pkp, session)

	// A PKP begins with nothing, and the error says so.
	hash, err := account.Submit(ctx, lit.Transfer(to, amount))
	if !errors.Is(err, lit.ErrInsufficientFunds) {
		return fmt.Errorf("a PKP without ether sent %v: %v", hash, err)
	}
	if _, err := client.Fund(ctx, pkp.Address, nil); err != nil {
		return err
	}
	if hash, err = account.Submit(ctx, lit.Transfer(to, amount)); err != nil {
		// Where the sidecar dies at the wrong moment, nobody knows whether it was sent: nothing sends it again.
		if errors.Is(err, lit.ErrOutcomeUnknown) {
			fmt.Println("look at the account before trying again:", account.Address())
		}
		return err
	}
	receipt, err := client.WaitReceipt(ctx, hash)
	if err != nil {
		return err
	}
	balance, err := account.Balance(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%v sent %s ether to %v in block %d, and has %s left\n", receipt.From, ether, to,
		receipt.BlockNumber, lit.FormatEther(balance))
	return nil
}
