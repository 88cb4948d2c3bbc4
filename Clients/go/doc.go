// Package lit is the Go client of Lit Protocol: programmable key pairs (PKPs) whose keys no machine has, actions that
// decide what they sign, encryption under access conditions.
//
//	client, err := lit.Connect(ctx, lit.Local(""), lit.WithWallet(key))
//	if err != nil {
//		return err
//	}
//	defer client.Close()
//
//	pkp, err := client.MintPKP(ctx, lit.MintRequest{Scopes: []lit.Scope{lit.SignAnything}})
//	...
//	session, err := client.Session(ctx, lit.SessionRequest{
//		Allowing: []lit.Permission{lit.ExecuteActions(), lit.SignWith(pkp)},
//	})
//	...
//	signature, err := client.Sign(ctx, pkp, session, digest)
//
// # The sidecar
//
// The work is done by lit-sidecar, a native program that the client starts for itself, speaks to over a Unix socket
// that only this user can open, and ends with [Client.Close]. It also ends when this program ends, however that
// happens. When it crashes, the next call starts another one and restores network, wallets and sessions. Calls that
// change nothing are then sent again; one that may already have changed something is not, and returns
// [ErrOutcomeUnknown].
//
// # Errors
//
// Failures are [*Error] values: compare their code with [errors.Is] and the Err… constants, take them apart with
// [errors.As].
//
// # Time
//
// Every call takes a context. Where it has no deadline, the call gets one of a minute ([WithTimeout]).
package lit
