package lit

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestSafeCallsSurviveCrashes(t *testing.T) {
	t.Parallel()
	for _, behaviour := range []string{"crash-on-read", "half-answer", "draining", "crash-on-connect", "forgetful"} {
		behaviour := behaviour
		t.Run(behaviour, func(t *testing.T) {
			t.Parallel()
			client, diary := scripted(t, behaviour)
			second, err := NewPrivateKey()
			if err != nil {
				t.Fatal(err)
			}
			wallet, err := client.AddWallet(context.Background(), second)
			if err != nil {
				t.Fatal(err)
			}
			hash, err := client.Blockhash(context.Background())
			if err != nil || hash.String() != fakeHash {
				t.Fatalf("%v, %v", hash, err)
			}
			wantStarts := 2
			if behaviour == "forgetful" {
				wantStarts = 1
			}
			if starts := count(diary, "start\n"); starts != wantStarts {
				t.Errorf("%d starts:\n%s", starts, readDiary(diary))
			}
			if restarts := client.Sidecar().Restarts(); restarts != wantStarts-1 {
				t.Errorf("%d restarts", restarts)
			}
			if behaviour != "crash-on-connect" && count(diary, "POST /clients/c_/wallets") != 2 {
				t.Errorf("the second wallet was not restored:\n%s", readDiary(diary))
			}
			if wallets := client.Wallets(); len(wallets) != 2 || wallets[1] != wallet {
				t.Errorf("the wallets are %v", wallets)
			}
		})
	}
}

func TestCrashesWithoutEndAreAnError(t *testing.T) {
	t.Parallel()
	options, diary := scriptedOptions(t, "always-crash")
	_, err := Connect(context.Background(), Local(""), options...)
	wantCode(t, err, ErrSidecarFailed)
	if starts := count(diary, "start\n"); starts < 2 || starts > maxAttempts {
		t.Errorf("%d starts", starts)
	}
}

func TestUnsafeCallsAreNeverSentTwice(t *testing.T) {
	t.Parallel()
	to, _ := ParseAddress("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC")
	request := Transfer(to, MustEther("0.01"))
	for behaviour, code := range map[string]Code{
		"crash-on-write": ErrOutcomeUnknown, "late-write": ErrTimedOut, "slow-write": ErrTimedOut,
		"garbage-write": ErrInvalidAnswer,
	} {
		behaviour, code := behaviour, code
		t.Run(behaviour, func(t *testing.T) {
			t.Parallel()
			client, diary := scripted(t, behaviour)
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			if behaviour == "slow-write" {
				cancel()
				ctx, cancel = context.WithTimeout(context.Background(), 1500*time.Millisecond)
			}
			defer cancel()
			_, err := client.Wallet().Send(ctx, request)
			failure := wantCode(t, err, code)
			if !errors.Is(err, ErrOutcomeUnknown) || !failure.OutcomeUnknown {
				t.Errorf("it does not say that the outcome is unknown: %v", err)
			}
			for _, said := range []string{
				"unknown whether the transaction of 0.01 ether to " + to.String() + " from " +
					client.Wallet().Address().String() + " was sent", "AccountState", "was sent once",
			} {
				if !strings.Contains(failure.Error(), said) {
					t.Errorf("%q does not say %q", failure, said)
				}
			}
			if behaviour == "crash-on-write" && !strings.Contains(failure.Cause, "the sidecar ended with signal: killed") {
				t.Error("it does not say how the sidecar ended:", failure.Cause)
			}
			if failure.RequestID == "" {
				t.Error("the request has no id")
			}
			if sent := count(diary, "TRANSACTION"); sent != 1 {
				t.Errorf("it was sent %d times", sent)
			}
			if hash, err := client.Blockhash(context.Background()); err != nil || hash.String() != fakeHash {
				t.Errorf("afterwards: %v, %v", hash, err)
			}
		})
	}
}

func TestUnsafeCallsAreSentWhereTheSidecarWasDeadBefore(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "good")
	if err := syscall.Kill(client.Sidecar().PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	// Whether the end was noticed already or not: nothing was heard, so that it may be sent.
	hash, err := client.Wallet().Submit(context.Background(), TransactionRequest{})
	if err != nil || hash.String() != fakeHash {
		// The one thing that may be: it was written to a connection whose other end was just dying.
		if !errors.Is(err, ErrOutcomeUnknown) || count(diary, "TRANSACTION") != 0 {
			t.Fatalf("%v, %v", hash, err)
		}
	}
	if sent := count(diary, "TRANSACTION"); sent > 1 {
		t.Errorf("it was sent %d times", sent)
	}
}

func TestReceiptsSurviveCrashes(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "crash-on-receipt")
	receipt, err := client.Wallet().Send(context.Background(), TransactionRequest{})
	if err != nil || receipt.BlockNumber != 7 {
		t.Fatalf("%+v, %v", receipt, err)
	}
	if sent := count(diary, "TRANSACTION"); sent != 1 {
		t.Errorf("it was sent %d times", sent)
	}
}

func TestFailedAndMissingReceipts(t *testing.T) {
	t.Parallel()
	client, _ := scripted(t, "failed-receipt")
	receipt, err := client.Wallet().Send(context.Background(), TransactionRequest{})
	wantCode(t, err, ErrTransactionFailed)
	if receipt == nil || receipt.Status != 0 {
		t.Error("the receipt is missing")
	}
	late, _ := scripted(t, "no-receipt")
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, err = late.Wallet().Send(ctx, TransactionRequest{})
	failure := wantCode(t, err, ErrTimedOut)
	if !strings.Contains(failure.Message, fakeHash) || failure.OutcomeUnknown {
		t.Error("it does not say which transaction was sent:", failure)
	}
}

func TestSessionsAreRestored(t *testing.T) {
	t.Parallel()
	for _, renews := range []bool{true, false} {
		client, diary := scripted(t, "crash-on-sign")
		ctx := context.Background()
		session, err := client.Session(ctx, SessionRequest{
			Allowing: []Permission{SignWithAny()}, NoRenewal: !renews,
		})
		if err != nil {
			t.Fatal(err)
		}
		before := session.known().ID
		signature, err := client.Sign(ctx, PKP{}, session, Keccak256([]byte("x")))
		if err != nil {
			t.Fatal(err)
		}
		if signature.V() != 28 || signature.YParity != 1 || signature.Digest != Keccak256([]byte("x")) {
			t.Errorf("the signature is %+v", signature)
		}
		if session.known().ID == before {
			t.Error("the session is the old one")
		}
		wantImports, wantSignIns := 0, 2
		if !renews {
			wantImports, wantSignIns = 1, 1
		}
		if count(diary, "/sessions/import\n") != wantImports || count(diary, "/sessions\n") != wantSignIns {
			t.Errorf("renewing %v:\n%s", renews, readDiary(diary))
		}
	}
}

func TestSessionsThatTheSidecarForgotAreRestored(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "loses-sessions")
	ctx := context.Background()
	session, err := client.Session(ctx, SessionRequest{Allowing: []Permission{SignWithAny()}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Sign(ctx, PKP{}, session, Hash{}); err != nil {
		t.Fatal(err)
	}
	if count(diary, "POST /clients\n") != 1 || count(diary, "/sessions\n") != 2 {
		t.Error(readDiary(diary))
	}
}

func TestSessionsOfOthersAndClosedOnes(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	one, _ := scripted(t, "good")
	other, _ := scripted(t, "good")
	session, err := one.Session(ctx, SessionRequest{Allowing: []Permission{SignWithAny()}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.Sign(ctx, PKP{}, session, Hash{})
	wantCode(t, err, ErrInvalidSession)
	export, err := session.Export(ctx)
	if err != nil || export.Reveal() != "the-secret-session" {
		t.Fatal(err)
	}
	moved, err := other.ImportSession(ctx, export)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Sign(ctx, PKP{}, moved, Hash{}); err != nil {
		t.Fatal(err)
	}
	if err := session.Close(ctx); err != nil {
		t.Fatal(err)
	}
	_, err = one.Sign(ctx, PKP{}, session, Hash{})
	wantCode(t, err, ErrInvalidSession)
	_, err = one.Sign(ctx, PKP{}, nil, Hash{})
	wantCode(t, err, ErrInvalidArgument)
	var none *Session
	_, err = one.Sign(ctx, PKP{}, none, Hash{})
	wantCode(t, err, ErrInvalidArgument)
}

func TestWhatFailsBeforeIsKnownNotToHaveHappened(t *testing.T) {
	t.Parallel()
	client, diary := scripted(t, "late-sessions")
	ctx := context.Background()
	session, err := client.Session(ctx, SessionRequest{Allowing: []Permission{SignWithAny()}})
	if err != nil {
		t.Fatal(err)
	}
	kill(t, client)
	_, err = client.PKPAccount(PKP{}, session).Submit(ctx, TransactionRequest{})
	if failure := wantCode(t, err, ErrTimedOut); failure.OutcomeUnknown || errors.Is(err, ErrOutcomeUnknown) {
		t.Error(err)
	}
	if count(diary, "TRANSACTION") != 0 {
		t.Error(readDiary(diary))
	}
}

func TestExpiredSessionsAreNotRestored(t *testing.T) {
	t.Parallel()
	client, _ := scripted(t, "short-sessions")
	ctx := context.Background()
	session, err := client.Session(ctx, SessionRequest{Allowing: []Permission{SignWithAny()}, NoRenewal: true})
	if err != nil {
		t.Fatal(err)
	}
	kill(t, client)
	_, err = client.Sign(ctx, PKP{}, session, Hash{})
	wantCode(t, err, ErrSessionExpired)
}

// kill ends the client's sidecar without a warning, and waits until that is noticed.
func kill(t *testing.T, client *Client) {
	t.Helper()
	if err := syscall.Kill(client.Sidecar().PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	await(t, func() bool { return client.Sidecar().PID() == 0 })
}
