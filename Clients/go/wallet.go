package lit

import (
	"context"
	"fmt"
	"math/big"
	"net/http"
)

// Wallet is an account whose private key this client has.
type Wallet struct {
	*Account
	key PrivateKey
}

func newWallet(client *Client, address Address, key PrivateKey) *Wallet {
	signer := func(context.Context, *binding) (interface{}, error) {
		return map[string]interface{}{"wallet": address}, nil
	}
	return &Wallet{&Account{client: client, address: address, signer: signer}, key}
}

// PrivateKey is the wallet's key.
func (w *Wallet) PrivateKey() PrivateKey { return w.key }

// AuthSig signs a sign-in message, such as [Client.SIWE] makes, as proof of who the wallet is.
func (w *Wallet) AuthSig(ctx context.Context, message string) (AuthSig, error) {
	var answer struct {
		AuthSig AuthSig `json:"authSig"`
	}
	err := w.client.do(ctx, call{
		operation: "sign in", method: http.MethodPost, path: "/auth-sigs", into: &answer, isSafe: true,
		body: plain(map[string]interface{}{"wallet": w.address, "message": message}),
	})
	return answer.AuthSig, err
}

// String is the wallet's address.
func (w *Wallet) String() string { return "wallet " + w.address.String() }

// GoString is String.
func (w *Wallet) GoString() string { return w.String() }

// Format prints String, with any verb.
func (w *Wallet) Format(state fmt.State, _ rune) { fmt.Fprint(state, w.String()) }

// Wallet is the client's first wallet, which pays and signs wherever no other is named; nil if it has none.
func (c *Client) Wallet() *Wallet {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if len(c.wallets) == 0 {
		return nil
	}
	return c.wallets[0]
}

// Wallets are the client's wallets, the first one first.
func (c *Client) Wallets() []*Wallet {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return append([]*Wallet{}, c.wallets...)
}

// NewWallet gives the client a wallet with a new key.
func (c *Client) NewWallet(ctx context.Context) (*Wallet, error) {
	key, err := NewPrivateKey()
	if err != nil {
		return nil, settled(err, "make a wallet")
	}
	return c.AddWallet(ctx, key)
}

// AddWallet gives the client one more wallet. One that it has already is returned as it is.
func (c *Client) AddWallet(ctx context.Context, key PrivateKey) (*Wallet, error) {
	const operation = "add a wallet"
	if key.IsZero() {
		return nil, invalid(operation, "Make one with ParsePrivateKey or NewPrivateKey.", "There is no key")
	}
	for _, wallet := range c.Wallets() {
		if wallet.key.Reveal() == key.Reveal() {
			return wallet, nil
		}
	}
	var wallet *Wallet
	err := c.changeWallets(ctx, operation, func(ctx context.Context, bound *binding) error {
		address, err := c.sendWallet(ctx, bound, key)
		if err != nil {
			return err
		}
		c.mutex.Lock()
		defer c.mutex.Unlock()
		for _, known := range c.wallets {
			if known.address == address {
				wallet = known
				return nil
			}
		}
		wallet = newWallet(c, address, key)
		c.wallets, c.keys = append(c.wallets, wallet), append(c.keys, key)
		return nil
	})
	return wallet, err
}

// RemoveWallet has the client forget a wallet, and its key.
func (c *Client) RemoveWallet(ctx context.Context, wallet *Wallet) error {
	const operation = "remove a wallet"
	if wallet == nil || wallet.client != c {
		return invalid(operation, "Give one of Wallets.", "The wallet is not this client's")
	}
	return c.changeWallets(ctx, operation, func(ctx context.Context, bound *binding) error {
		err := bound.endpoint.ask(ctx, request{
			method: http.MethodDelete, path: bound.path("/wallets/" + wallet.address.String()), id: newRequestID(),
		})
		if failure, isOurs := err.(*Error); err != nil && !(isOurs && failure.Code == ErrUnknownWallet) {
			return err
		}
		c.mutex.Lock()
		defer c.mutex.Unlock()
		for i, known := range c.wallets {
			if known == wallet {
				c.wallets = append(append([]*Wallet{}, c.wallets[:i]...), c.wallets[i+1:]...)
				c.keys = append(append([]PrivateKey{}, c.keys[:i]...), c.keys[i+1:]...)
				break
			}
		}
		return nil
	})
}

// changeWallets does something to the wallets while nobody binds the client anew.
func (c *Client) changeWallets(
	ctx context.Context, operation string, change func(context.Context, *binding) error,
) error {
	call := call{operation: operation, isSafe: true}
	ctx, done, err := c.begin(ctx, false)
	if err != nil {
		return c.failure(err, call, "")
	}
	defer done()
	if err := c.acquire(ctx); err != nil {
		return c.failure(err, call, "")
	}
	defer c.release()
	for attempt := 1; ; attempt++ {
		bound, err := c.bindLocked(ctx)
		if err == nil {
			err = change(ctx, bound)
		}
		if err == nil {
			return nil
		}
		if attempt == maxAttempts || !c.mayRepeat(ctx, err, call, bound) {
			return c.failure(err, call, "")
		}
	}
}

// AccountState is what the chain says of an account.
type AccountState struct {
	// Address is the account's.
	Address Address
	// Balance is in wei.
	Balance *big.Int
	// Nonce is the number of the account's next transaction.
	Nonce uint64
}

// AccountState asks the chain about any account.
func (c *Client) AccountState(ctx context.Context, address Address) (AccountState, error) {
	var answer struct {
		Address Address `json:"address"`
		Balance decimal `json:"balance"`
		Nonce   uint64  `json:"nonce"`
	}
	err := c.do(ctx, call{
		operation: "look at an account", method: http.MethodGet, path: "/accounts/" + address.String(),
		into: &answer, isSafe: true,
	})
	if err != nil {
		return AccountState{}, err
	}
	return AccountState{answer.Address, answer.Balance.Int, answer.Nonce}, nil
}

// Funding is ether that a local network has given away.
type Funding struct {
	// TransactionHash is that of the gift.
	TransactionHash Hash
	// Balance is what the account has then, in wei.
	Balance *big.Int
}

// Fund has a local network send ether to an account: as much as its faucet gives, where wei is nil. Other networks
// refuse with [ErrUnsupported].
func (c *Client) Fund(ctx context.Context, address Address, wei *big.Int) (Funding, error) {
	body := map[string]interface{}{}
	if wei != nil {
		body["wei"] = wei.String()
	}
	var answer struct {
		TransactionHash Hash    `json:"transactionHash"`
		Balance         decimal `json:"balance"`
	}
	err := c.do(ctx, call{
		operation: "fund an account", method: http.MethodPost, path: "/accounts/" + address.String() + "/funding",
		into: &answer, body: plain(body), unknown: "whether " + address.String() + " was sent ether",
		check: "Look at its balance with AccountState.",
	})
	if err != nil {
		return Funding{}, err
	}
	return Funding{answer.TransactionHash, answer.Balance.Int}, nil
}
