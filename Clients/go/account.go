package lit

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
)

// Account signs: a [Wallet] with its own key, a PKP's account ([Client.PKPAccount]) by the nodes together.
type Account struct {
	client  *Client
	address Address
	// signer names the account in a request.
	signer   func(ctx context.Context, bound *binding) (interface{}, error)
	sessions []*Session
}

// PKPAccount is a PKP as an account, which signs with what the credential allows: a [*Session], or [SessionSigs].
func (c *Client) PKPAccount(pkp PKP, credential Credential) *Account {
	signer := c.withCredential(map[string]interface{}{"pkp": pkp.pkpRef()}, credential)
	return &Account{client: c, address: pkp.Address, signer: signer, sessions: sessionsOf(credential)}
}

// Sign signs a digest with the key of a PKP: what [Account.SignDigest] of its account does.
func (c *Client) Sign(ctx context.Context, pkp PKP, credential Credential, digest Hash) (Signature, error) {
	return c.PKPAccount(pkp, credential).SignDigest(ctx, digest)
}

// Address is the account's.
func (a *Account) Address() Address { return a.address }

// String is the account's address.
func (a *Account) String() string { return "account " + a.address.String() }

// GoString is String.
func (a *Account) GoString() string { return a.String() }

// Format prints String, with any verb.
func (a *Account) Format(state fmt.State, _ rune) { fmt.Fprint(state, a.String()) }

// Balance is what the account has, in wei.
func (a *Account) Balance(ctx context.Context) (*big.Int, error) {
	state, err := a.client.AccountState(ctx, a.address)
	return state.Balance, err
}

// SignDigest signs 32 bytes. A digest says nothing of what it is the hash of: sign only what you have hashed.
func (a *Account) SignDigest(ctx context.Context, digest Hash) (Signature, error) {
	return a.sign(ctx, "sign", "digest", digest)
}

// SignHash signs as go-ethereum's crypto.Sign does: r, s, and 0 or 1.
//
// With it a bind.TransactOpts of go-ethereum takes five lines:
//
//	signer := types.LatestSignerForChainID(chainID)
//	options := &bind.TransactOpts{From: common.Address(account.Address()), Context: ctx}
//	options.Signer = func(_ common.Address, tx *types.Transaction) (*types.Transaction, error) {
//		signature, err := account.SignHash(ctx, signer.Hash(tx))
//		if err != nil { return nil, err }
//		return tx.WithSignature(signer, signature[:])
//	}
func (a *Account) SignHash(ctx context.Context, digest [32]byte) ([65]byte, error) {
	signature, err := a.SignDigest(ctx, digest)
	return signature.Bytes(), err
}

// HashSigner is SignHash as a function of a digest alone, for libraries that take one. The context is that of every
// signature made with it.
func (a *Account) HashSigner(ctx context.Context) func(digest []byte) ([]byte, error) {
	return func(digest []byte) ([]byte, error) {
		var hash [32]byte
		if len(digest) != len(hash) {
			return nil, invalid("sign", "Hash what is to be signed.", "A digest has 32 bytes, not %d", len(digest))
		}
		copy(hash[:], digest)
		signature, err := a.SignHash(ctx, hash)
		if err != nil {
			return nil, err
		}
		return signature[:], nil
	}
}

// SignMessage signs a message as wallets do (EIP-191).
func (a *Account) SignMessage(ctx context.Context, message []byte) (Signature, error) {
	return a.sign(ctx, "sign a message", "messageBytes", Bytes(message))
}

// SignTypedData signs typed data (EIP-712), given as the JSON that eth_signTypedData_v4 takes.
func (a *Account) SignTypedData(ctx context.Context, typedData json.RawMessage) (Signature, error) {
	if !json.Valid(typedData) {
		return Signature{}, invalid("sign typed data", "Give what eth_signTypedData_v4 takes.", "This is no JSON")
	}
	return a.sign(ctx, "sign typed data", "typedData", typedData)
}

func (a *Account) sign(ctx context.Context, operation, what string, value interface{}) (signature Signature, err error) {
	err = a.client.do(ctx, call{
		operation: operation, method: http.MethodPost, path: "/signatures", into: &signature, isSafe: true,
		body: a.signed(map[string]interface{}{what: value}), sessions: a.sessions,
	})
	return signature, err
}

// signed is a body with the signer in it.
func (a *Account) signed(fields map[string]interface{}) func(context.Context, *binding) (interface{}, error) {
	return func(ctx context.Context, bound *binding) (interface{}, error) {
		signer, err := a.signer(ctx, bound)
		if err != nil {
			return nil, err
		}
		body := map[string]interface{}{"signer": signer}
		for name, value := range fields {
			body[name] = value
		}
		return body, nil
	}
}

// SignTransaction signs a transaction, and sends nothing.
func (a *Account) SignTransaction(ctx context.Context, transaction Transaction) (SignedTransaction, error) {
	var signed SignedTransaction
	wire := transaction.wire()
	if transaction.ChainID == 0 {
		wire["chainId"] = a.client.Network().ChainID
	}
	err := a.client.do(ctx, call{
		operation: "sign a transaction", method: http.MethodPost, path: "/signatures", into: &signed, isSafe: true,
		body: a.signed(map[string]interface{}{"transaction": wire}), sessions: a.sessions,
	})
	return signed, err
}

// Submit sends a transaction on the network's chain, and returns its hash without waiting for a block. What is left out
// of it is filled in. Accounts may be used by many goroutines and programs at once: the sidecar keeps their nonces
// apart.
func (a *Account) Submit(ctx context.Context, request TransactionRequest) (Hash, error) {
	var answer struct {
		TransactionHash Hash `json:"transactionHash"`
	}
	fields := request.wire()
	fields["wait"] = false
	err := a.client.do(ctx, call{
		operation: "send a transaction", method: http.MethodPost, path: "/transactions", into: &answer,
		body: a.signed(fields), sessions: a.sessions,
		unknown: "whether the transaction of " + request.describe() + " from " + a.address.String() + " was sent",
		check: "Look at the account's nonce and balance with AccountState: if its nonce has grown, the transaction " +
			"was sent.",
	})
	return answer.TransactionHash, err
}

// Send sends a transaction and waits until it is in a block. Where that has failed, the receipt comes with
// [ErrTransactionFailed].
func (a *Account) Send(ctx context.Context, request TransactionRequest) (*Receipt, error) {
	if _, isSet := ctx.Deadline(); !isSet {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, a.client.timeout)
		defer cancel()
	}
	hash, err := a.Submit(ctx, request)
	if err != nil {
		return nil, err
	}
	return a.client.WaitReceipt(ctx, hash)
}
