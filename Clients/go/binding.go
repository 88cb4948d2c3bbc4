package lit

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// binding is the client as one sidecar process knows it.
type binding struct {
	endpoint *endpoint
	id       string
}

// path is one of the client's own.
func (b *binding) path(rest string) string { return "/v1/clients/" + b.id + rest }

// acquire takes the client's lock.
func (c *Client) acquire(ctx context.Context) error {
	select {
	case <-c.lock:
		return nil
	case <-ctx.Done():
		return &expired{err: ctx.Err()}
	}
}

func (c *Client) release() { c.lock <- struct{}{} }

// valid is the binding if it still holds.
func (c *Client) valid() *binding {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.bound == nil || !c.bound.endpoint.isAlive() {
		return nil
	}
	return c.bound
}

// forget drops a binding that no longer holds, unless there is a newer one.
func (c *Client) forget(old *binding) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if old != nil && c.bound == old {
		c.bound = nil
	}
}

// bind makes the running sidecar know this client, its network and its wallets. Nothing of it has an effect outside of
// the sidecar, so that it is always safe to repeat.
func (c *Client) bind(ctx context.Context) (*binding, error) {
	if bound := c.valid(); bound != nil {
		return bound, nil
	}
	if err := c.acquire(ctx); err != nil {
		return nil, err
	}
	defer c.release()
	return c.bindLocked(ctx)
}

func (c *Client) bindLocked(ctx context.Context) (*binding, error) {
	if bound := c.valid(); bound != nil {
		return bound, nil
	}
	at, err := c.sidecar.live(ctx)
	if err != nil {
		return nil, err
	}
	c.mutex.Lock()
	keys := append([]PrivateKey{}, c.keys...)
	c.mutex.Unlock()
	body := map[string]interface{}{"network": c.network.spec}
	if len(keys) > 0 {
		body["wallet"] = map[string]string{"privateKey": keys[0].Reveal()}
	}
	var made struct {
		Client  string      `json:"client"`
		Network NetworkInfo `json:"network"`
		Wallets []Address   `json:"wallets"`
	}
	err = at.ask(ctx, request{
		method: http.MethodPost, path: "/v1/clients", body: body, into: &made, id: newRequestID(),
	})
	if err != nil {
		if missing := (*lost)(nil); errors.As(err, &missing) && missing.isUnreachable() {
			c.sidecar.retire(at)
		}
		return nil, unsent(err)
	}
	bound := &binding{endpoint: at, id: made.Client}
	addresses := made.Wallets
	for i := 1; i < len(keys); i++ {
		address, err := c.sendWallet(ctx, bound, keys[i])
		if err != nil {
			c.dismiss(bound)
			return nil, unsent(err)
		}
		addresses = append(addresses, address)
	}
	if made.Client == "" || len(addresses) != len(keys) {
		c.dismiss(bound)
		return nil, garbled("The sidecar does not say which client and wallets it has made", nil)
	}
	if !c.adopt(bound, made.Network, addresses, keys) {
		c.dismiss(bound)
		return nil, errClosed()
	}
	return bound, nil
}

// adopt makes a binding the one that is used, unless the client was closed meanwhile.
func (c *Client) adopt(bound *binding, info NetworkInfo, addresses []Address, keys []PrivateKey) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		return false
	}
	c.bound, c.info = bound, info
	for i := len(c.wallets); i < len(addresses); i++ {
		c.wallets = append(c.wallets, newWallet(c, addresses[i], keys[i]))
	}
	return true
}

// dismiss ends what a sidecar has of this client.
func (c *Client) dismiss(bound *binding) {
	if c.isOwner || !bound.endpoint.isAlive() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	// Where it is gone already, there is nothing to end.
	_ = bound.endpoint.ask(ctx, request{method: http.MethodDelete, path: bound.path("")})
}

func (c *Client) sendWallet(ctx context.Context, bound *binding, key PrivateKey) (Address, error) {
	var made struct {
		Address Address `json:"address"`
	}
	err := bound.endpoint.ask(ctx, request{
		method: http.MethodPost, path: bound.path("/wallets"), into: &made, id: newRequestID(),
		body: map[string]string{"privateKey": key.Reveal()},
	})
	return made.Address, err
}

// unsent is the failure of something that had to come before what was asked for, which therefore was not sent.
func unsent(err error) error {
	switch err := err.(type) {
	case *lost:
		return &lost{err: err.err}
	case *expired:
		return &expired{err: err.err}
	case *Error:
		early := *err
		early.isEarly = true
		return &early
	default:
		return err
	}
}
