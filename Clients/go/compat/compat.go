// Package compat has the names of the older Go client, so that programs written for it need a new import and little
// else. Results are maps in the shapes that it gave; underneath is the native client, without Node.js and without a
// server on a port.
//
// Differences on purpose: every failure is a Go error, an [*lit.Error] wherever one is known, and comes beside the map
// that the older client would have given; clients share nothing, neither with each other nor with other programs; and
// networks need not be Lit Protocol's own ([WithNetwork]). Where nodes disagree, [LitNodeClient.ExecuteJs] gives what
// most of them say.
package compat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	lit "lit-swift/clients/go"
)

// Option changes how [NewLitNodeClient] works.
type Option func(*LitNodeClient)

// WithNetwork has every name of a network mean this one, as for tests on a local network.
func WithNetwork(network lit.Network) Option {
	return func(c *LitNodeClient) { c.override = &network }
}

// WithSidecar gives options of the native client's sidecar, such as lit.WithSidecarPath.
func WithSidecar(options ...lit.Option) Option {
	return func(c *LitNodeClient) { c.sidecarOptions = append(c.sidecarOptions, options...) }
}

// LitNodeClient is the client, under its old name. It may be used by several goroutines.
type LitNodeClient struct {
	sidecarOptions []lit.Option
	override       *lit.Network
	sidecar        *lit.Sidecar

	mutex        sync.Mutex
	config       LitNodeClientConfig
	client       *lit.Client
	disconnected bool
	// authKey signs, contractsKey pays; the latter is the former unless told.
	authKey, contractsKey lit.PrivateKey
}

// LitNodeClientConfig says which network to connect to.
type LitNodeClientConfig struct {
	// LitNetwork is its name: datil, datil-test, datil-dev, or local.
	LitNetwork string `json:"litNetwork"`
	// Debug is kept for its name; LIT_DEBUG_SIDECAR shows the sidecar's log.
	Debug bool `json:"debug"`
}

// LitContractsClientConfig says who pays for transactions.
type LitContractsClientConfig struct {
	// PrivateKey is the payer's.
	PrivateKey string `json:"privateKey"`
	// Network is kept for its name: contracts are those of the network that the client is connected to.
	Network string `json:"network"`
	// Debug is kept for its name.
	Debug bool `json:"debug"`
}

// NewLitNodeClient starts the sidecar. It connects to a network with [LitNodeClient.New], or, to datil-dev, with the
// first call that needs one.
func NewLitNodeClient(options ...Option) (*LitNodeClient, error) {
	client := &LitNodeClient{config: LitNodeClientConfig{LitNetwork: "datil-dev"}}
	for _, option := range options {
		option(client)
	}
	sidecar, err := lit.StartSidecar(context.Background(), client.sidecarOptions...)
	if err != nil {
		return nil, err
	}
	client.sidecar = sidecar
	return client, nil
}

// Close disconnects, and ends the sidecar.
func (c *LitNodeClient) Close() error {
	c.mutex.Lock()
	client := c.client
	c.client, c.disconnected = nil, true
	c.mutex.Unlock()
	if client != nil {
		client.Close()
	}
	return c.sidecar.Close()
}

// PrintLast50LogLines prints the end of the sidecar's log.
func (c *LitNodeClient) PrintLast50LogLines() {
	fmt.Print("\n=== Last 50 lines of server logs ===\n\n")
	fmt.Println(strings.Join(c.sidecar.Log(), "\n"))
}

// String says which network it is of, and shows no secret.
func (c *LitNodeClient) String() string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return "lit client of " + c.config.LitNetwork
}

// GoString is String.
func (c *LitNodeClient) GoString() string { return c.String() }

// Format prints String, with any verb.
func (c *LitNodeClient) Format(state fmt.State, _ rune) { fmt.Fprint(state, c.String()) }

// New connects to a network, instead of the one before.
func (c *LitNodeClient) New(config LitNodeClientConfig) (map[string]interface{}, error) {
	if config.LitNetwork == "" {
		config.LitNetwork = "datil-dev"
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.config = config
	if c.client != nil {
		c.client.Close()
	}
	c.client, c.disconnected = nil, false
	if _, err := c.connectLocked(); err != nil {
		return failed(err)
	}
	return success(nil)
}

// Connect connects again after Disconnect.
func (c *LitNodeClient) Connect() (map[string]interface{}, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.disconnected = false
	if _, err := c.connectLocked(); err != nil {
		return failed(err)
	}
	return success(nil)
}

// Disconnect disconnects. Wallets are kept for the next Connect.
func (c *LitNodeClient) Disconnect() (map[string]interface{}, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.client != nil {
		c.client.Close()
	}
	c.client, c.disconnected = nil, true
	return success(nil)
}

// SetAuthToken sets the private key that signs, and that pays unless NewLitContractsClient names another.
func (c *LitNodeClient) SetAuthToken(authToken string) (map[string]interface{}, error) {
	key, err := lit.ParsePrivateKey(authToken)
	if err != nil {
		return failed(err)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.authKey, c.contractsKey = key, key
	return success(nil)
}

// NewLitContractsClient sets the private key that pays.
func (c *LitNodeClient) NewLitContractsClient(config LitContractsClientConfig) (map[string]interface{}, error) {
	key, err := lit.ParsePrivateKey(config.PrivateKey)
	if err != nil {
		return failed(err)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.contractsKey = key
	return success(nil)
}

// Native is the native client underneath, which is connected where it is not.
func (c *LitNodeClient) Native() (*lit.Client, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.disconnected {
		return nil, &lit.Error{
			Code: lit.ErrDisconnected, Message: "The client is disconnected", Hint: "Call Connect.",
		}
	}
	return c.connectLocked()
}

func (c *LitNodeClient) connectLocked() (*lit.Client, error) {
	if c.client != nil {
		return c.client, nil
	}
	network, err := c.network()
	if err != nil {
		return nil, err
	}
	client, err := lit.Connect(context.Background(), network, lit.WithSidecar(c.sidecar))
	if err != nil {
		return nil, err
	}
	c.client = client
	return client, nil
}

func (c *LitNodeClient) network() (lit.Network, error) {
	if c.override != nil {
		return *c.override, nil
	}
	switch c.config.LitNetwork {
	case "datil":
		return lit.Datil(), nil
	case "datil-test":
		return lit.DatilTest(), nil
	case "datil-dev":
		return lit.DatilDev(), nil
	case "local", "localhost":
		return lit.Local(""), nil
	default:
		return lit.Network{}, &lit.Error{
			Code: lit.ErrUnknownNetwork, Message: fmt.Sprintf("There is no network %q", c.config.LitNetwork),
			Hint: "Use datil, datil-test, datil-dev or local, or WithNetwork.",
		}
	}
}

var (
	errNoWallet = errors.New("Ethers wallet not initialized")
	errNoToken  = errors.New("Ethers wallet not initialized - Please set a Lit auth token.")
	errNoPayer  = errors.New("LitContractsClient not initialized")
)

// signer is the wallet that signs.
func (c *LitNodeClient) signer(missing error) (*lit.Client, *lit.Wallet, error) {
	c.mutex.Lock()
	key := c.authKey
	c.mutex.Unlock()
	return c.wallet(key, missing)
}

// payer is the wallet that pays.
func (c *LitNodeClient) payer() (*lit.Client, *lit.Wallet, error) {
	c.mutex.Lock()
	key := c.contractsKey
	c.mutex.Unlock()
	return c.wallet(key, errNoPayer)
}

func (c *LitNodeClient) wallet(key lit.PrivateKey, missing error) (*lit.Client, *lit.Wallet, error) {
	if key.IsZero() {
		return nil, nil, missing
	}
	client, err := c.Native()
	if err != nil {
		return nil, nil, err
	}
	wallet, err := client.AddWallet(context.Background(), key)
	return client, wallet, err
}

// success is the answer of a call that has nothing else to say.
func success(more map[string]interface{}) (map[string]interface{}, error) {
	answer := map[string]interface{}{"success": true}
	for name, value := range more {
		answer[name] = value
	}
	return answer, nil
}

// failed is the answer of a call that failed, in the old shape, and the error.
func failed(err error) (map[string]interface{}, error) {
	if errors.Is(err, errNoWallet) || errors.Is(err, errNoToken) || errors.Is(err, errNoPayer) {
		return map[string]interface{}{"success": false, "error": err.Error()}, err
	}
	return map[string]interface{}{
		"error": map[string]interface{}{"message": err.Error(), "stack": ""},
	}, err
}
