package lit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestBadStarts(t *testing.T) {
	t.Parallel()
	for behaviour, want := range map[string]struct {
		code Code
		says string
	}{
		"mute":            {ErrSidecarFailed, "not ready within"},
		"garbage-start":   {ErrSidecarFailed, "Segmentation fault (not really)"},
		"dies-at-start":   {ErrSidecarFailed, "there is no room on this machine"},
		"endless-line":    {ErrSidecarFailed, "has no end"},
		"wrong-api":       {ErrSidecarVersion, "speaks version 2 of the protocol, and this package version 1"},
		"wrong-name":      {ErrSidecarFailed, "not lit-sidecar"},
		"garbage-version": {ErrSidecarFailed, "makes no sense"},
	} {
		behaviour, want := behaviour, want
		t.Run(behaviour, func(t *testing.T) {
			t.Parallel()
			limit := 10 * time.Second
			if behaviour == "mute" {
				limit = 300 * time.Millisecond
			}
			options, _ := scriptedOptions(t, behaviour, WithStartTimeout(limit))
			client, err := Connect(context.Background(), Local(""), options...)
			if client != nil {
				t.Error("there is a client")
			}
			if failure := wantCode(t, err, want.code); !strings.Contains(failure.Error(), want.says) {
				t.Errorf("%q does not say %q", failure, want.says)
			}
		})
	}
}

func TestCancelledStartLeavesNothing(t *testing.T) {
	t.Parallel()
	options, diary := scriptedOptions(t, "mute")
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error)
	go func() {
		_, err := Connect(ctx, Local(""), options...)
		result <- err
	}()
	await(t, func() bool { return count(diary, "start") == 1 })
	cancel()
	if failure := wantCode(t, <-result, ErrCancelled); !errors.Is(failure, context.Canceled) {
		t.Error("it is no context.Canceled")
	}
}

func TestMissingPrograms(t *testing.T) {
	t.Parallel()
	_, err := Connect(context.Background(), Local(""), WithSidecarPath("/nowhere/lit-sidecar"))
	if failure := wantCode(t, err, ErrSidecarNotFound); !strings.Contains(failure.Message, "/nowhere/lit-sidecar") {
		t.Error(failure)
	}
}

func TestLostSockets(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "good")
	old := client.Sidecar().current
	if err := os.Remove(old.socket); err != nil {
		t.Fatal(err)
	}
	old.endpoint.close()
	hash, err := client.Wallet().Submit(context.Background(), TransactionRequest{})
	if err != nil || hash.String() != fakeHash {
		t.Fatalf("%v, %v", hash, err)
	}
	if count(diary, "start\n") != 2 || count(diary, "TRANSACTION") != 1 {
		t.Error(readDiary(diary))
	}
	client.Close()
	select {
	case <-old.done:
	default:
		t.Error("the old process is still there")
	}
}

func TestSweeping(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	long := time.Now().Add(-time.Hour)
	socket := func(name string, isDead bool) string {
		path := filepath.Join(folder, name)
		listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
		if err != nil {
			t.Fatal(err)
		}
		if isDead {
			listener.SetUnlinkOnClose(false)
			listener.Close()
		} else {
			t.Cleanup(func() { listener.Close() })
		}
		return path
	}
	dead, young, living := socket("dead", true), socket("young", true), socket("living", false)
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dead, living, file} {
		if err := os.Chtimes(path, long, long); err != nil {
			t.Fatal(err)
		}
	}
	sweep(folder)
	for path, stays := range map[string]bool{dead: false, young: true, living: true, file: true} {
		if _, err := os.Lstat(path); (err == nil) != stays {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestOneSidecarForSeveralClients(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	options, diary := scriptedOptions(t, "good")
	sidecar, err := StartSidecar(ctx, options...)
	if err != nil {
		t.Fatal(err)
	}
	defer sidecar.Close()
	var clients []*Client
	for i := 0; i < 3; i++ {
		client, err := Connect(ctx, Local(""), WithSidecar(sidecar))
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, client)
	}
	if count(diary, "start\n") != 1 {
		t.Error(readDiary(diary))
	}
	clients[0].Close()
	if count(diary, "DELETE /clients/c_\n") != 1 || sidecar.PID() == 0 {
		t.Error(readDiary(diary))
	}
	if _, err := clients[1].Blockhash(ctx); err != nil {
		t.Error(err)
	}
	if err := syscall.Kill(sidecar.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	await(t, func() bool { return sidecar.PID() == 0 })
	var group sync.WaitGroup
	for _, client := range clients[1:] {
		client := client
		for i := 0; i < 10; i++ {
			group.Add(1)
			go func() {
				defer group.Done()
				if _, err := client.Blockhash(ctx); err != nil {
					t.Error(err)
				}
			}()
		}
	}
	group.Wait()
	if count(diary, "start\n") != 2 || count(diary, "POST /clients\n") != 5 {
		t.Error(readDiary(diary))
	}
	sidecar.Close()
	_, err = clients[1].Blockhash(ctx)
	wantCode(t, err, ErrDisconnected)
}

func TestAttaching(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{behaviour: "good", clients: map[string]*fakeClient{}}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			refuse(w, 401, "unauthorized", "The token is wrong")
			return
		}
		f.ServeHTTP(w, r)
	})}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	address := "http://" + listener.Addr().String()
	_, err = AttachSidecar(ctx, address, "wrong")
	wantCode(t, err, ErrUnauthorized)
	for _, bad := range []string{"http://example.com:80", "https://127.0.0.1:1", "127.0.0.1:1", "http://127.0.0.1"} {
		_, err = AttachSidecar(ctx, bad, "secret")
		wantCode(t, err, ErrInvalidArgument)
	}
	_, err = AttachSidecar(ctx, "unix:/nowhere.sock", "")
	wantCode(t, err, ErrSidecarFailed)
	sidecar, err := AttachSidecar(ctx, address, "secret")
	if err != nil {
		t.Fatal(err)
	}
	defer sidecar.Close()
	client, err := Connect(ctx, Local(""), WithSidecar(sidecar))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if _, err := client.Blockhash(ctx); err != nil {
		t.Error(err)
	}
	if text := fmt.Sprintf("%v %+v %#v", sidecar, sidecar, sidecar); strings.Contains(text, "secret") {
		t.Error(text)
	}
}

func TestEmbeddedSidecars(t *testing.T) {
	t.Parallel()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	checksum := hex.EncodeToString(sum[:])
	cache := t.TempDir()
	use := func(program []byte, checksum string) (*Client, error) {
		options, _ := scriptedOptions(t, "good", WithEmbeddedSidecar(program, checksum))
		options = append(options, func(c *config) { c.launch.path, c.launch.embedded.cache = "", cache })
		return Connect(context.Background(), Local(""), options...)
	}
	for i := 0; i < 2; i++ {
		client, err := use(content, checksum)
		if err != nil {
			t.Fatal(err)
		}
		client.Close()
	}
	path := filepath.Join(cache, "lit-go", checksum, "lit-sidecar")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("%v, %v", info, err)
	}
	for name, tamper := range map[string]func() error{
		"changed": func() error { return os.WriteFile(path, append([]byte("x"), content...), 0o700) },
		"open":    func() error { return os.Chmod(path, 0o777) },
		"folder":  func() error { return os.Chmod(filepath.Dir(path), 0o777) },
		"link": func() error {
			if err := os.Remove(path); err != nil {
				return err
			}
			return os.Symlink("/bin/true", path)
		},
	} {
		if err := tamper(); err != nil {
			t.Fatal(name, err)
		}
		client, err := use(content, checksum)
		if err != nil {
			t.Fatal(name, err)
		}
		client.Close()
		if !fileHas(path, sum[:]) {
			t.Errorf("%s: the file is not what it should be", name)
		}
		if info, err := os.Stat(filepath.Dir(path)); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: the folder is open", name)
		}
	}
	_, err = use(content[1:], checksum)
	wantCode(t, err, ErrSidecarFailed)
	_, err = use(content, "abc")
	wantCode(t, err, ErrSidecarFailed)
}
