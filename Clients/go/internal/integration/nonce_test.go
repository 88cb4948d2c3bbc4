package integration

import (
	"context"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	lit "lit-swift/clients/go"
)

// sendAll sends transactions from one wallet by many goroutines at once, and gives their hashes.
func sendAll(ctx context.Context, wallet *lit.Account, to lit.Address, senders, each int) ([]lit.Hash, error) {
	var mutex sync.Mutex
	var hashes []lit.Hash
	var first error
	var group sync.WaitGroup
	for i := 0; i < senders; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < each; j++ {
				receipt, err := wallet.Send(ctx, lit.Transfer(to, big.NewInt(1)))
				mutex.Lock()
				if err != nil && first == nil {
					first = err
				} else if err == nil {
					hashes = append(hashes, receipt.TransactionHash)
				}
				mutex.Unlock()
			}
		}()
	}
	group.Wait()
	return hashes, first
}

func TestOneWalletManyGoroutines(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	checkShared(t, client, client.Wallet().Account, 20, 3, func(context.Context, lit.Address) error { return nil }, 0)
}

func TestOneWalletSeveralClientsAndProcesses(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	key := client.Wallet().PrivateKey().Reveal()
	others := func(ctx context.Context, to lit.Address) error {
		var group sync.WaitGroup
		failures := make(chan error, 2)
		for i := 0; i < 2; i++ {
			group.Add(1)
			go func() {
				defer group.Done()
				command := exec.CommandContext(ctx, os.Args[0])
				command.Env = append(os.Environ(), senderVariable+"="+to.String(), "LIT_GO_STATE="+network(t).State)
				command.Stdin = strings.NewReader(key)
				output, err := command.CombinedOutput()
				if err != nil {
					failures <- fmt.Errorf("%w: %s", err, output)
				}
			}()
		}
		group.Wait()
		close(failures)
		return <-failures
	}
	checkShared(t, client, client.Wallet().Account, 10, 3, others, 2*10*3)
}

func TestOnePKPManyGoroutines(t *testing.T) {
	t.Parallel()
	client, pkp, session := minted(t)
	if _, err := client.Fund(limited(t), pkp.Address, nil); err != nil {
		t.Fatal(err)
	}
	checkShared(t, client, client.PKPAccount(pkp, session), 8, 2,
		func(context.Context, lit.Address) error { return nil }, 0)
}

// sendAsOtherProcess is the other process's program: the key comes by standard input.
func sendAsOtherProcess() int {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	var text string
	fmt.Scan(&text)
	key, err := lit.ParsePrivateKey(text)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	to, err := lit.ParseAddress(os.Getenv(senderVariable))
	if err != nil {
		fmt.Println(err)
		return 1
	}
	client, err := lit.Connect(ctx, lit.Local(os.Getenv("LIT_GO_STATE")), lit.WithWallet(key))
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer client.Close()
	if _, err := sendAll(ctx, client.Wallet().Account, to, 10, 3); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// checkShared has everybody send at once, and then counts: each transaction is there, each once, nothing else.
func checkShared(
	t *testing.T, client *lit.Client, account *lit.Account, senders, each int,
	others func(context.Context, lit.Address) error, more int,
) {
	t.Helper()
	ctx := limited(t)
	before, err := client.AccountState(ctx, account.Address())
	if err != nil {
		t.Fatal(err)
	}
	key, err := lit.NewPrivateKey()
	if err != nil {
		t.Fatal(err)
	}
	friend, err := client.AddWallet(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := make(chan error, 1)
	go func() { elsewhere <- others(ctx, friend.Address()) }()
	begun := time.Now()
	hashes, err := sendAll(ctx, account, friend.Address(), senders, each)
	if err != nil {
		t.Error(err)
	}
	if err := <-elsewhere; err != nil {
		t.Error(err)
	}
	t.Logf("%d transactions in %v", senders*each+more, time.Since(begun).Round(time.Millisecond))
	different := map[lit.Hash]bool{}
	for _, hash := range hashes {
		different[hash] = true
	}
	after, err := client.AccountState(ctx, account.Address())
	if err != nil {
		t.Fatal(err)
	}
	balance, err := friend.Balance(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all := uint64(senders*each + more)
	if len(different) != senders*each || after.Nonce-before.Nonce != all || balance.Uint64() != all {
		t.Errorf("%d transactions were sent here, %d nonces used, %v wei have arrived, of %d", len(different),
			after.Nonce-before.Nonce, balance, all)
	}
}
