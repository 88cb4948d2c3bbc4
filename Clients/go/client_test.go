package lit

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const testKey = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"

func key(t *testing.T) PrivateKey {
	t.Helper()
	key, err := ParsePrivateKey(testKey)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// scripted is a client of a scripted sidecar, and the sidecar's diary.
func scripted(t *testing.T, behaviour string, options ...Option) (*Client, string) {
	t.Helper()
	options, diary := scriptedOptions(t, behaviour, options...)
	client, err := Connect(context.Background(), Local("nowhere"), append(options, WithWallet(key(t)))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client, diary
}

func scriptedOptions(t *testing.T, behaviour string, options ...Option) ([]Option, string) {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	diary := filepath.Join(t.TempDir(), "diary")
	script := func(c *config) {
		c.launch.path = own
		c.launch.env = []string{fakeVariable + "=" + behaviour, "FAKE_DIARY=" + diary}
	}
	return append([]Option{script}, options...), diary
}

func wantCode(t *testing.T, err error, code Code) *Error {
	t.Helper()
	var failure *Error
	if !errors.As(err, &failure) || !errors.Is(err, code) {
		t.Fatalf("the error is %v, not %s", err, code)
	}
	return failure
}

func count(diary, line string) int { return strings.Count(readDiary(diary), line) }

func TestConnectHasNetworkAndWallet(t *testing.T) {
	t.Parallel()
	client, _ := scripted(t, "good")
	if info := client.Network(); info.ChainID != 31337 || info.Threshold != 2 || !info.Faucet {
		t.Errorf("the network is %+v", info)
	}
	if client.Wallet() == nil || len(client.Wallets()) != 1 {
		t.Error("the wallet is missing")
	}
	if hash, err := client.Blockhash(context.Background()); err != nil || hash.String() != fakeHash {
		t.Errorf("%v, %v", hash, err)
	}
	if client.Sidecar().PID() == 0 {
		t.Error("the sidecar has no process")
	}
}

func TestCloseEndsTheSidecar(t *testing.T) {
	t.Parallel()
	client, _ := scripted(t, "good")
	pid := client.Sidecar().PID()
	socket := client.Sidecar().current.socket
	begun := time.Now()
	if err := client.Close(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Error("closing took", took)
	}
	if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("process %d is still there: %v", pid, err)
	}
	if _, err := os.Stat(socket); !os.IsNotExist(err) {
		t.Errorf("the socket is still there: %v", err)
	}
	if err := client.Close(); err != nil {
		t.Error("closing twice:", err)
	}
	_, err := client.Blockhash(context.Background())
	wantCode(t, err, ErrDisconnected)
}

func TestCloseInterruptsCalls(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "slow")
	result := make(chan error)
	go func() {
		_, err := client.Blockhash(context.Background())
		result <- err
	}()
	await(t, func() bool { return count(diary, "/blockhash") == 1 })
	client.Close()
	wantCode(t, <-result, ErrDisconnected)
}

// await waits for a condition.
func await(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatal("it never happened")
}

func TestNothingRunsOnAfterClose(t *testing.T) {
	// Not parallel: it counts what runs.
	before := runtime.NumGoroutine()
	for i := 0; i < 3; i++ {
		options, _ := scriptedOptions(t, "crash-on-read")
		client, err := Connect(context.Background(), Local(""), options...)
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for j := 0; j < 8; j++ {
			group.Add(1)
			go func() {
				defer group.Done()
				if _, err := client.Blockhash(context.Background()); err != nil {
					t.Error(err)
				}
			}()
		}
		group.Wait()
		if err := client.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// Goroutines of closed connections end a moment later.
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines were there before, %d are now:\n%s", before, runtime.NumGoroutine(),
				stacks[:runtime.Stack(stacks, true)])
		}
	}
}
