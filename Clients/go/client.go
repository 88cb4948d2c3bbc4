package lit

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"
)

// Client is connected to one network, with wallets and sessions of its own. It may be used by several goroutines.
type Client struct {
	sidecar *Sidecar
	isOwner bool
	network Network
	timeout time.Duration

	// lock holds one token; who has it may bind the client, or change its wallets.
	lock chan struct{}

	mutex   sync.Mutex
	bound   *binding
	wallets []*Wallet
	keys    []PrivateKey
	info    NetworkInfo
	calls   map[*context.CancelFunc]struct{}
	closed  bool
}

// Connect connects to a network. Unless [WithSidecar] names one, the client has a sidecar of its own, which is started
// now and ends with [Client.Close].
func Connect(ctx context.Context, network Network, options ...Option) (*Client, error) {
	const operation = "connect"
	config, err := newConfig(options)
	if err != nil {
		return nil, err
	}
	if network.spec.Name == "" {
		return nil, invalid(operation, "Use Local, Datil, DatilTest, DatilDev or Custom.", "No network is named")
	}
	if config.sidecar != nil && len(config.settings) > 0 {
		return nil, invalid(operation, "Give it to StartSidecar.",
			"%s is for a sidecar that is started, and WithSidecar gives one that runs", config.settings[0])
	}
	client := &Client{
		sidecar: config.sidecar, network: network, timeout: config.timeout, keys: config.wallets,
		lock: make(chan struct{}, 1), calls: map[*context.CancelFunc]struct{}{},
	}
	client.lock <- struct{}{}
	if client.sidecar == nil {
		client.isOwner = true
		client.sidecar = newSidecar(config.launch)
	}
	if err := client.do(ctx, call{operation: operation, isSafe: true, isBinding: true}); err != nil {
		client.Close()
		return nil, err
	}
	return client, nil
}

// Network is what is known of the network, as it was when the client last looked. It is not to be changed.
func (c *Client) Network() NetworkInfo {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.info
}

// Sidecar is the sidecar that the client uses.
func (c *Client) Sidecar() *Sidecar { return c.sidecar }

// String says which network it is, and shows no secret.
func (c *Client) String() string { return "lit client of " + c.network.String() }

// GoString is String.
func (c *Client) GoString() string { return c.String() }

// Format prints String, with any verb.
func (c *Client) Format(state fmt.State, _ rune) { fmt.Fprint(state, c.String()) }

// Close disconnects: calls that are under way return [ErrDisconnected], and the client's own sidecar has ended when
// Close returns. Closing twice is fine.
func (c *Client) Close() error {
	c.mutex.Lock()
	if c.closed {
		c.mutex.Unlock()
		return nil
	}
	c.closed = true
	for cancel := range c.calls {
		(*cancel)()
	}
	bound := c.bound
	c.bound, c.keys = nil, nil
	c.mutex.Unlock()
	if c.isOwner {
		return c.sidecar.Close()
	}
	if bound != nil {
		c.dismiss(bound)
	}
	return nil
}

var _ io.Closer = (*Client)(nil)
