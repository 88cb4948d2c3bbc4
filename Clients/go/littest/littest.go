// Package littest runs a real Lit network for tests: a chain, contracts and nodes on this machine, by `lit up`.
//
//	func TestSigning(t *testing.T) {
//		network := littest.Start(t)
//		client := network.Connect(t)
//		...
//	}
//
// Where lit or lit-sidecar is missing, tests are skipped, and say what is missing. Where CI is set they fail instead, so
// that nothing passes because it did not run.
package littest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	lit "lit-swift/clients/go"
)

// ErrMissing is the error where a program is missing that a network needs.
var ErrMissing = errors.New("a program is missing")

// Account is one of the public accounts of local networks: everybody has its key.
type Account struct {
	// Address is the account's.
	Address lit.Address
	// Key is the account's private key.
	Key lit.PrivateKey
}

// Network is a running network.
type Network struct {
	// State is its folder, as lit.Local takes it.
	State string
	// RPCURL is where its chain answers.
	RPCURL string
	// Accounts have ether.
	Accounts []Account

	mutex sync.Mutex
	taken int
	stop  func()
	once  sync.Once
}

// Start runs a network for one test, and ends it with the test.
func Start(t testing.TB) *Network {
	t.Helper()
	network, err := Run(context.Background(), t.TempDir())
	if err != nil {
		Missing(t, err)
	}
	t.Cleanup(network.Close)
	return network
}

// Missing skips a test because of what is missing, or fails it: where CI is set, and where nothing is missing but
// something is wrong.
func Missing(t testing.TB, err error) {
	t.Helper()
	if errors.Is(err, ErrMissing) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	t.Fatal(err)
}

// Run runs a network in a folder, until [Network.Close] or the end of this program: for TestMain, where several tests
// share it. The error is [ErrMissing] where lit or lit-sidecar is not there.
func Run(ctx context.Context, state string) (*Network, error) {
	program, err := findLit()
	if err != nil {
		return nil, err
	}
	if err := findSidecar(); err != nil {
		return nil, err
	}
	if state, err = filepath.Abs(state); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	running, err := launch(ctx, program, state)
	if err != nil {
		return nil, err
	}
	network := &Network{State: state, stop: running.stop}
	if err := network.read(running.status); err != nil {
		network.Close()
		return nil, err
	}
	return network, nil
}

// findLit takes $LIT, or lit in PATH.
func findLit() (string, error) {
	name := os.Getenv("LIT")
	if name == "" {
		name = "lit"
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%w: lit, which runs a local network (put it into PATH, or name it with $LIT): %v",
			ErrMissing, err)
	}
	return path, nil
}

// findSidecar looks where the client will look, without starting anything: lit itself is a sidecar, too.
func findSidecar() error {
	name := os.Getenv("LIT_SIDECAR")
	if name == "" {
		for _, name := range []string{"lit-sidecar", "lit"} {
			if _, err := exec.LookPath(name); err == nil {
				return nil
			}
		}
		return fmt.Errorf("%w: lit-sidecar (put it into PATH, or name it with $LIT_SIDECAR)", ErrMissing)
	}
	if _, err := exec.LookPath(name); err != nil {
		return fmt.Errorf("%w: $LIT_SIDECAR: %v", ErrMissing, err)
	}
	return nil
}

// running is a network's supervisor.
type running struct {
	status []byte
	stop   func()
}

// launch starts `lit up` and waits until it says that the network is ready. Where the system can, it ends with the
// thread that started it, and so with this program, however that ends.
func launch(ctx context.Context, program, state string) (running, error) {
	command := exec.Command(program, "up", "--state", state, "--json")
	errors := &tail{}
	command.Stderr = errors
	output, err := command.StdoutPipe()
	if err != nil {
		return running{}, err
	}
	bindToThread(command)
	started, ended := make(chan error, 1), make(chan struct{})
	line := make(chan []byte, 1)
	go func() {
		// The thread must not end before the network does.
		runtime.LockOSThread()
		if err := command.Start(); err != nil {
			started <- err
			return
		}
		started <- nil
		reader := bufio.NewReaderSize(output, 1<<20)
		text, _ := reader.ReadBytes('\n')
		line <- text
		_, _ = reader.WriteTo(discard{})
		_ = command.Wait()
		close(ended)
	}()
	if err := <-started; err != nil {
		return running{}, fmt.Errorf("%s does not start: %w", program, err)
	}
	stop := func() {
		interrupt(command.Process)
		select {
		case <-ended:
		case <-time.After(20 * time.Second):
			_ = command.Process.Kill()
			<-ended
		}
	}
	select {
	case text := <-line:
		if len(bytes.TrimSpace(text)) == 0 {
			stop()
			return running{}, fmt.Errorf("%s up did not get ready: %s", program, errors)
		}
		return running{status: text, stop: stop}, nil
	case <-ctx.Done():
		stop()
		return running{}, fmt.Errorf("%s up was not ready in time: %w: %s", program, ctx.Err(), errors)
	}
}

type discard struct{}

func (discard) Write(bytes []byte) (int, error) { return len(bytes), nil }

// tail keeps the end of what is written.
type tail struct {
	mutex sync.Mutex
	text  string
}

func (t *tail) Write(bytes []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.text += string(bytes)
	if len(t.text) > 4000 {
		t.text = t.text[len(t.text)-4000:]
	}
	return len(bytes), nil
}

func (t *tail) String() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return strings.TrimSpace(t.text)
}

func (n *Network) read(text []byte) error {
	var status struct {
		RPCURL   string `json:"rpcUrl"`
		Accounts []struct {
			Address    lit.Address `json:"address"`
			PrivateKey string      `json:"privateKey"`
		} `json:"accounts"`
	}
	if err := json.Unmarshal(text, &status); err != nil {
		return fmt.Errorf("lit up says nothing that can be read: %w", err)
	}
	n.RPCURL = status.RPCURL
	for _, account := range status.Accounts {
		key, err := lit.ParsePrivateKey(account.PrivateKey)
		if err != nil {
			return err
		}
		n.Accounts = append(n.Accounts, Account{account.Address, key})
	}
	if len(n.Accounts) == 0 {
		return errors.New("the network has no accounts")
	}
	return nil
}

// Close ends the network, and waits until it has ended.
func (n *Network) Close() { n.once.Do(n.stop) }

// Local names the network for lit.Connect.
func (n *Network) Local() lit.Network { return lit.Local(n.State) }

// Connect is a client for one test, with a new wallet that has ether. Options may give it more.
func (n *Network) Connect(t testing.TB, options ...lit.Option) *lit.Client {
	t.Helper()
	key, err := lit.NewPrivateKey()
	if err != nil {
		t.Fatal(err)
	}
	client, err := lit.Connect(context.Background(), n.Local(), append([]lit.Option{lit.WithWallet(key)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	if _, err := client.Fund(context.Background(), client.Wallet().Address(), nil); err != nil {
		t.Fatal(err)
	}
	return client
}

// Account is one of the public accounts, another one each time as long as there are any.
func (n *Network) Account() Account {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	account := n.Accounts[n.taken%len(n.Accounts)]
	n.taken++
	return account
}
