package integration

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	lit "lit-swift/clients/go"
)

func TestKilledDuringSafeCalls(t *testing.T) {
	t.Parallel()
	client, pkp, session := minted(t)
	ctx := limited(t)
	const signers, rounds = 8, 12
	var group sync.WaitGroup
	for i := 0; i < signers; i++ {
		i := i
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < rounds; j++ {
				digest := lit.Keccak256([]byte{byte(i), byte(j)})
				signature, err := client.Sign(ctx, pkp, session, digest)
				if err != nil || signature.Digest != digest || signature.Address != pkp.Address {
					t.Errorf("%d, %d: %v, %v", i, j, signature, err)
				}
			}
		}()
	}
	over := make(chan struct{})
	go func() {
		group.Wait()
		close(over)
	}()
	kills := 0
	for isOver := false; !isOver; {
		select {
		case <-over:
			isOver = true
		case <-time.After(250 * time.Millisecond):
			if pid := client.Sidecar().PID(); pid != 0 && kills < 3 {
				_ = syscall.Kill(pid, syscall.SIGKILL)
				kills++
			}
		}
	}
	if kills == 0 || client.Sidecar().Restarts() == 0 {
		t.Errorf("it was killed %d times, and restarted %d times", kills, client.Sidecar().Restarts())
	}
	t.Logf("%d signatures, killed %d times, restarted %d times", signers*rounds, kills, client.Sidecar().Restarts())
}

func TestKilledDuringUnsafeCalls(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	wallet := client.Wallet()
	before, err := client.AccountState(ctx, wallet.Address())
	if err != nil {
		t.Fatal(err)
	}
	friend, err := client.NewWallet(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const senders, each = 12, 4
	sent, unknown := 0, 0
	enough := make(chan struct{})
	var mutex sync.Mutex
	count := func(err error) {
		mutex.Lock()
		defer mutex.Unlock()
		switch {
		case err == nil:
			if sent++; sent == 6 {
				close(enough)
			}
		case errors.Is(err, lit.ErrOutcomeUnknown):
			unknown++
			if !strings.Contains(err.Error(), "It is unknown whether the transaction of") {
				t.Error(err)
			}
		default:
			t.Error(err)
		}
	}
	var group sync.WaitGroup
	for i := 0; i < senders; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for j := 0; j < each; j++ {
				_, err := wallet.Send(ctx, lit.Transfer(friend.Address(), big.NewInt(1)))
				count(err)
			}
		}()
	}
	<-enough
	_ = syscall.Kill(client.Sidecar().PID(), syscall.SIGKILL)
	group.Wait()
	var after lit.AccountState
	var balance *big.Int
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if after, err = client.AccountState(ctx, wallet.Address()); err != nil {
			t.Fatal(err)
		}
		if balance, err = friend.Balance(ctx); err != nil {
			t.Fatal(err)
		}
		if balance.Int64() >= int64(sent) {
			break
		}
	}
	happened := int(after.Nonce - before.Nonce)
	t.Logf("%d known as sent, %d unknown; %d happened", sent, unknown, happened)
	if happened < sent || happened > sent+unknown || sent+unknown != senders*each || balance.Int64() != int64(happened) {
		t.Errorf("%d sent, %d unknown, of %d; %d nonces were used, %v wei arrived", sent, unknown, senders*each, happened, balance)
	}
}

func TestTwoClientsDoNotSeeEachOther(t *testing.T) {
	t.Parallel()
	ctx := limited(t)
	sidecar, err := lit.StartSidecar(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer sidecar.Close()
	one := network(t).Connect(t, lit.WithSidecar(sidecar))
	other := network(t).Connect(t, lit.WithSidecar(sidecar))
	if one.Wallet().Address() == other.Wallet().Address() {
		t.Fatal("they have the same wallet")
	}
	// A wallet of one, asked of the other.
	if _, err := other.MintPKP(ctx, lit.MintRequest{
		Scopes: []lit.Scope{lit.SignAnything}, Wallet: one.Wallet(),
	}); !errors.Is(err, lit.ErrUnknownWallet) {
		t.Error(err)
	}
	pkp, err := one.MintPKP(ctx, lit.MintRequest{Scopes: []lit.Scope{lit.SignAnything}})
	if err != nil {
		t.Fatal(err)
	}
	mine := session(t, one, lit.SignWith(pkp))
	if _, err := other.Sign(ctx, pkp, mine, lit.Hash{1}); !errors.Is(err, lit.ErrInvalidSession) {
		t.Error(err)
	}
	if _, err := other.Sign(ctx, pkp, session(t, other, lit.SignWith(pkp)), lit.Hash{1}); !errors.Is(err, lit.ErrNotAuthorized) {
		t.Error(err)
	}
	if len(other.Wallets()) != 1 {
		t.Error(other.Wallets())
	}
}

// victimVariable has this program start a sidecar, say which process it is, and wait.
const victimVariable = "LIT_GO_VICTIM"

func waitToBeKilled() {
	sidecar, err := lit.StartSidecar(context.Background())
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(sidecar.PID())
	time.Sleep(time.Hour)
}

// runs says whether a process runs. One that has ended, and that nobody has asked how, does not.
func runs(pid int) bool {
	if status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err == nil {
		text := string(status)
		return !strings.HasPrefix(text[strings.LastIndexByte(text, ')')+1:], " Z")
	}
	return syscall.Kill(pid, 0) == nil
}

func TestNothingIsLeftOfAKilledProgram(t *testing.T) {
	t.Parallel()
	network(t)
	runtime := t.TempDir()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), victimVariable+"=1", "XDG_RUNTIME_DIR="+runtime)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	var pid int
	if _, scanning := fmt.Sscan(line, &pid); scanning != nil || err != nil {
		t.Fatal(line, err, scanning)
	}
	if entries, err := os.ReadDir(runtime + "/lit-go"); err != nil || len(entries) != 1 {
		t.Errorf("the sockets are %v, %v", entries, err)
	}
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait()
	killed := time.Now()
	for runs(pid) {
		if time.Since(killed) > 10*time.Second {
			t.Fatal("the sidecar is still there")
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Logf("the sidecar ended %v after its program", time.Since(killed).Round(time.Millisecond))
	if time.Since(killed) > time.Second {
		t.Error("that is more than a second")
	}
	if entries, err := os.ReadDir(runtime + "/lit-go"); err != nil || len(entries) != 0 {
		t.Errorf("the sockets are %v, %v", entries, err)
	}
}

func TestTheTokenIsNeeded(t *testing.T) {
	t.Parallel()
	network(t)
	program := os.Getenv("LIT_SIDECAR")
	if program == "" {
		program = "lit-sidecar"
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Skip("no lit-sidecar to start by hand: ", err)
	}
	command := exec.Command(program, "--exit-with-stdin")
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		stdin.Close()
		_ = command.Wait()
	}()
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	url, token := between(line, `"url":"`), between(line, `"token":"`)
	host := strings.TrimPrefix(strings.ReplaceAll(url, `\/`, "/"), "http://")
	url = "http://" + host
	if name, _, err := net.SplitHostPort(host); err != nil || name != "127.0.0.1" || len(token) != 64 {
		t.Fatal(line)
	}
	response, err := http.Get(url + "/v1/version")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != 401 {
		t.Error(response.Status)
	}
	ctx := limited(t)
	if _, err := lit.AttachSidecar(ctx, url, strings.Repeat("0", 64)); !errors.Is(err, lit.ErrUnauthorized) {
		t.Error(err)
	}
	sidecar, err := lit.AttachSidecar(ctx, url, token)
	if err != nil {
		t.Fatal(err)
	}
	defer sidecar.Close()
	client, err := lit.Connect(ctx, network(t).Local(), lit.WithSidecar(sidecar))
	if err != nil {
		t.Fatal(err)
	}
	client.Close()
}

func between(text, before string) string {
	at := strings.Index(text, before)
	if at < 0 {
		return ""
	}
	text = text[at+len(before):]
	return text[:strings.IndexByte(text, '"')]
}
