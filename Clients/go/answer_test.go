package lit

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestAnswersThatMakeNoSense(t *testing.T) {
	t.Parallel()
	for behaviour, says := range map[string]string{
		"garbage": "not JSON at all", "html-error": "<html>oops</html>", "huge": "more than",
	} {
		client, _ := scripted(t, behaviour)
		_, err := client.Blockhash(context.Background())
		failure := wantCode(t, err, ErrInvalidAnswer)
		if !strings.Contains(failure.Message, says) {
			t.Errorf("%s: %v", behaviour, failure)
		}
		client.Close()
	}
}

func TestErrorsSayEverything(t *testing.T) {
	t.Parallel()
	client, _ := scripted(t, "refusing")
	_, err := client.Blockhash(context.Background())
	failure := wantCode(t, err, ErrNotAuthorized)
	if failure.Node != "http://n1" || failure.RequestID != "lit_7" || failure.Logs != "hello\n" ||
		failure.Operation != "execute" || len(failure.Reports) != 2 || failure.Reports[0].Status != 401 {
		t.Errorf("%+v", failure)
	}
	want := "lit: execute: Nodes refused. Cause: a reason. http://n1 said 401 NodeNotAuthorized: No. " +
		"http://n2 did not answer: refused. Permit it. [notAuthorized, http://n1, request lit_7]"
	if err.Error() != want {
		t.Errorf("%s\n%s", err, want)
	}
	if errors.Is(err, ErrSessionExpired) || errors.Is(err, ErrOutcomeUnknown) {
		t.Error("it is everything")
	}
}

func TestTimeLimits(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "slow", WithTimeout(2*time.Second))
	_, err := client.Blockhash(context.Background())
	if failure := wantCode(t, err, ErrTimedOut); !errors.Is(failure, context.DeadlineExceeded) {
		t.Error("it is no context.DeadlineExceeded")
	}
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error)
	go func() {
		_, err := client.Blockhash(ctx)
		result <- err
	}()
	await(t, func() bool { return count(diary, "/blockhash") == 2 })
	cancel()
	wantCode(t, <-result, ErrCancelled)
	// The sidecar hears of both.
	await(t, func() bool { return count(diary, "hung up") == 2 })
}

func TestTheSidecarIsToldHowLong(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "header")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if _, err := client.Blockhash(ctx); err != nil {
		t.Fatal(err)
	}
	if count(diary, "timeout 9.") != 1 {
		t.Error(readDiary(diary))
	}
}

func TestStreams(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	sigs := SessionSigs{"http://n1": secretSig()}
	action := func(heard *[]string) Action {
		return Action{
			Code: "code <&>", Session: sigs, Parameters: map[string]interface{}{"bytes": []byte{1, 255}},
			OnLogs: func(logs string) { *heard = append(*heard, logs) },
		}
	}
	var heard []string
	client, diary := scripted(t, "good")
	result, err := client.Execute(ctx, action(&heard))
	if err != nil || result.Logs != "one\n" || len(heard) != 1 || heard[0] != "one\n" {
		t.Fatalf("%+v, %v, %q", result, err, heard)
	}
	var decoded struct{ A int }
	if err := result.Decode(&decoded); err != nil || decoded.A != 1 {
		t.Error(decoded, err)
	}
	if _, err := result.Signature("sig1"); !errors.Is(err, ErrSignatureMissing) {
		t.Error(err)
	}
	if count(diary, `"code":"code <&>"`) != 1 || count(diary, `"bytes":[1,255]`) != 1 {
		t.Error(readDiary(diary))
	}

	failing, _ := scripted(t, "stream-error")
	_, err = failing.Execute(ctx, action(&heard))
	if failure := wantCode(t, err, ErrActionFailed); failure.Logs != "one\n" || failure.RequestID != "r9" {
		t.Errorf("%+v", failure)
	}
	for behaviour, code := range map[string]Code{
		"garbage-stream": ErrInvalidAnswer, "endless-stream": ErrInvalidAnswer, "crash-in-stream": ErrOutcomeUnknown,
	} {
		client, diary := scripted(t, behaviour)
		_, err := client.Execute(ctx, action(&heard))
		if failure := wantCode(t, err, code); !failure.OutcomeUnknown {
			t.Errorf("%s: %v", behaviour, failure)
		}
		if count(diary, "ACTION") != 1 {
			t.Error(behaviour, readDiary(diary))
		}
		client.Close()
	}
	repeated, diary := scripted(t, "crash-in-stream")
	repeatable := action(&heard)
	repeatable.Repeatable = true
	if result, err := repeated.Execute(ctx, repeatable); err != nil || count(diary, "ACTION") != 2 {
		t.Errorf("%+v, %v\n%s", result, err, readDiary(diary))
	}
}

func TestWatchingGoesOnAfterCrashes(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "good")
	enough := errors.New("enough")
	seen := 0
	err := client.WatchNetwork(context.Background(), func(info NetworkInfo) error {
		if seen++; seen == 2 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || count(diary, "start\n") != 2 {
		t.Errorf("%v\n%s", err, readDiary(diary))
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = client.WatchNetwork(ctx, func(NetworkInfo) error {
		cancel()
		return nil
	})
	wantCode(t, err, ErrCancelled)
}

func TestTooLargeRequestsAreNotSent(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "good", WithMaxBody(1000))
	_, err := client.Encrypt(context.Background(), make([]byte, 1000), OnlyAddress(Address{}))
	wantCode(t, err, ErrBodyTooLarge)
	if count(diary, "/encryptions") != 0 {
		t.Error("it was sent")
	}
}

func TestArgumentsAreCheckedFirst(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "good")
	ctx := context.Background()
	before := readDiary(diary)
	pkp := PKP{}
	for name, try := range map[string]func() error{
		"no network": func() error { _, err := Connect(ctx, Network{}); return err },
		"no key":     func() error { _, err := Connect(ctx, Local(""), WithWallet(PrivateKey{})); return err },
		"both": func() error {
			_, err := Connect(ctx, Local(""), WithSidecar(client.sidecar), WithMaxBody(1))
			return err
		},
		"no key here": func() error { _, err := client.AddWallet(ctx, PrivateKey{}); return err },
		"nothing":     func() error { _, err := client.Session(ctx, SessionRequest{}); return err },
		"proof": func() error {
			_, err := client.Session(ctx, SessionRequest{Allowing: []Permission{Decrypt()}, Proofs: []Proof{{}}})
			return err
		},
		"no proof": func() error {
			_, err := client.Session(ctx, SessionRequest{Allowing: []Permission{Decrypt()}, PKP: &pkp})
			return err
		},
		"code and cid":  func() error { _, err := client.Execute(ctx, Action{Code: "a", CID: "b"}); return err },
		"no session":    func() error { _, err := client.Execute(ctx, Action{Code: "a"}); return err },
		"no sigs":       func() error { _, err := client.Execute(ctx, Action{Code: "a", Session: SessionSigs{}}); return err },
		"no conditions": func() error { _, err := client.Encrypt(ctx, nil, Conditions{}); return err },
		"no id":         func() error { _, err := client.PKPsFor(ctx, AuthAction("bafy")); return err },
		"no method":     func() error { return client.Permit(ctx, pkp, PermitRequest{}) },
		"no claim":      func() error { _, err := client.Claim(ctx, Proof{}); return err },
		"not typed":     func() error { _, err := client.Wallet().SignTypedData(ctx, []byte("{")); return err },
		"short digest":  func() error { _, err := client.Wallet().HashSigner(ctx)([]byte{1}); return err },
		"whose wallet":  func() error { return client.RemoveWallet(ctx, nil) },
		"wallets of a sidecar": func() error {
			_, err := StartSidecar(ctx, WithWallet(client.Wallet().PrivateKey()))
			return err
		},
	} {
		if failure := wantCode(t, try(), ErrInvalidArgument); failure.Hint == "" {
			t.Errorf("%s: there is no hint in %v", name, failure)
		}
	}
	if readDiary(diary) != before {
		t.Error("something was sent")
	}
}
