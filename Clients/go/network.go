package lit

import (
	"path/filepath"
)

// Network names a network: [Local], [Datil], [DatilTest], [DatilDev], or a [Custom] one.
type Network struct {
	spec networkSpec
}

// networkSpec is a network as the sidecar is told.
type networkSpec struct {
	Name        string   `json:"name"`
	State       string   `json:"state,omitempty"`
	RPCURL      string   `json:"rpcUrl,omitempty"`
	Attestation string   `json:"attestation,omitempty"`
	Staking     *Address `json:"staking,omitempty"`
	Resolver    *Address `json:"resolver,omitempty"`
	Environment *int     `json:"environment,omitempty"`
	ChainID     uint64   `json:"chainId,omitempty"`
	HTTPS       *bool    `json:"https,omitempty"`
}

// Local is the network that `lit up` runs in a folder: the one of --state, or "" for .lit.
func Local(state string) Network {
	if state == "" {
		state = ".lit"
	}
	if absolute, err := filepath.Abs(state); err == nil {
		state = absolute
	}
	return Network{networkSpec{Name: "local", State: state}}
}

// Datil is Lit Protocol's production network of that name.
func Datil() Network { return Network{networkSpec{Name: "datil"}} }

// DatilTest is the test network that Datil's releases go through.
func DatilTest() Network { return Network{networkSpec{Name: "datil-test"}} }

// DatilDev is the network for development, which persists nothing for sure.
func DatilDev() Network { return Network{networkSpec{Name: "datil-dev"}} }

// CustomNetwork says where a network is that has no name here. Staking or Resolver tells its contracts.
type CustomNetwork struct {
	// RPCURL is where its chain answers.
	RPCURL string
	// Staking is the address of its staking contract.
	Staking Address
	// Resolver is the address of its contract resolver, used where Staking is not given.
	Resolver Address
	// Environment is the number by which the resolver knows the network; nil for the usual one.
	Environment *int
	// ChainID is what the chain has to say of itself; 0 takes any.
	ChainID uint64
	// HTTPS says whether nodes are asked over TLS; nil lets the contracts say.
	HTTPS *bool
}

// Custom is a network of one's own, on any chain.
func Custom(network CustomNetwork) Network {
	spec := networkSpec{
		Name: "custom", RPCURL: network.RPCURL, Environment: network.Environment, ChainID: network.ChainID,
		HTTPS: network.HTTPS,
	}
	if !network.Staking.IsZero() {
		spec.Staking = &network.Staking
	} else if !network.Resolver.IsZero() {
		spec.Resolver = &network.Resolver
	}
	return Network{spec}
}

// WithRPC is the same network, with its chain asked elsewhere.
func (n Network) WithRPC(url string) Network {
	n.spec.RPCURL = url
	return n
}

// WithoutAttestation is the same network, with nobody verifying what its nodes run.
func (n Network) WithoutAttestation() Network {
	n.spec.Attestation = "unverified"
	return n
}

// String is the network's name.
func (n Network) String() string { return n.spec.Name }

// NetworkInfo is what a client knows of its network.
type NetworkInfo struct {
	// Name is local, datil, …
	Name string `json:"name"`
	// ChainID is the number of its chain.
	ChainID uint64 `json:"chainId"`
	// Nodes are the URLs of its nodes.
	Nodes []string `json:"nodes"`
	// Threshold is how many nodes have to work together.
	Threshold int `json:"threshold"`
	// Epoch counts the sets of nodes.
	Epoch uint64 `json:"epoch"`
	// NetworkKey is the BLS key under which data is encrypted: 48 bytes.
	NetworkKey Bytes `json:"networkKey"`
	// RootKeys are what the keys of PKPs derive from: points of secp256k1.
	RootKeys []Bytes `json:"rootKeys"`
	// RPCURL is where its chain answers.
	RPCURL string `json:"rpcUrl"`
	// Contracts are the addresses of its contracts, by name.
	Contracts map[string]Address `json:"contracts"`
	// Faucet says whether it gives ether away, as local networks do.
	Faucet bool `json:"faucet"`
	// Dissenters are nodes that did not agree with the others, or did not answer.
	Dissenters []NodeReport `json:"dissenters"`
}
