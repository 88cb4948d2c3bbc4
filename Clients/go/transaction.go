package lit

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"time"
)

// Transaction is a complete transaction, to be signed as it is.
type Transaction struct {
	// Type is 0, 1 or 2. Where it is 2, MaxFeePerGas counts, otherwise GasPrice.
	Type int
	// ChainID is the chain it is for; the network's, if it is 0.
	ChainID uint64
	// Nonce is the account's.
	Nonce uint64
	// To is whom it is for; nil makes a contract.
	To *Address
	// Value is in wei.
	Value *big.Int
	// Data is what the contract is called with.
	Data []byte
	// Gas is the most it may use.
	Gas uint64
	// GasPrice is in wei.
	GasPrice *big.Int
	// MaxFeePerGas and MaxPriorityFeePerGas are in wei.
	MaxFeePerGas, MaxPriorityFeePerGas *big.Int
	// AccessList names what it will touch.
	AccessList []AccessTuple
}

// AccessTuple is an entry of an access list (EIP-2930).
type AccessTuple struct {
	// Address is a contract.
	Address Address `json:"address"`
	// StorageKeys are places of it.
	StorageKeys []Hash `json:"storageKeys"`
}

func (t Transaction) wire() map[string]interface{} {
	wire := map[string]interface{}{"type": t.Type, "chainId": t.ChainID, "nonce": t.Nonce, "gas": t.Gas}
	if t.To != nil {
		wire["to"] = *t.To
	}
	if len(t.Data) > 0 {
		wire["data"] = Bytes(t.Data)
	}
	setWei(wire, "value", t.Value)
	setWei(wire, "gasPrice", t.GasPrice)
	setWei(wire, "maxFeePerGas", t.MaxFeePerGas)
	setWei(wire, "maxPriorityFeePerGas", t.MaxPriorityFeePerGas)
	if len(t.AccessList) > 0 {
		wire["accessList"] = t.AccessList
	}
	return wire
}

func setWei(wire map[string]interface{}, name string, wei *big.Int) {
	if wei != nil {
		wire[name] = wei.String()
	}
}

// SignedTransaction is a transaction with its signature, ready to be sent.
type SignedTransaction struct {
	// Signature is over the transaction's hash for signing.
	Signature Signature
	// Raw is the encoded transaction.
	Raw Bytes
	// Hash is by what the chain knows it.
	Hash Hash
}

// UnmarshalJSON reads what the sidecar writes.
func (s *SignedTransaction) UnmarshalJSON(text []byte) error {
	var rest struct {
		Raw  Bytes `json:"rawTransaction"`
		Hash Hash  `json:"transactionHash"`
	}
	if err := json.Unmarshal(text, &rest); err != nil {
		return err
	}
	s.Raw, s.Hash = rest.Raw, rest.Hash
	return json.Unmarshal(text, &s.Signature)
}

// TransactionRequest is a transaction to be sent. What is zero or nil is filled in.
type TransactionRequest struct {
	// To is whom it is for; nil makes a contract.
	To *Address
	// Value is in wei.
	Value *big.Int
	// Data is what the contract is called with.
	Data []byte
	// Gas is the most it may use.
	Gas uint64
	// Nonce is the account's. Leave it out, unless a transaction is to be replaced.
	Nonce *uint64
	// MaxFeePerGas and MaxPriorityFeePerGas are in wei.
	MaxFeePerGas, MaxPriorityFeePerGas *big.Int
}

// Transfer is ether for somebody.
func Transfer(to Address, wei *big.Int) TransactionRequest {
	return TransactionRequest{To: &to, Value: wei}
}

func (r TransactionRequest) wire() map[string]interface{} {
	wire := map[string]interface{}{}
	if r.To != nil {
		wire["to"] = *r.To
	}
	if len(r.Data) > 0 {
		wire["data"] = Bytes(r.Data)
	}
	if r.Gas > 0 {
		wire["gas"] = r.Gas
	}
	if r.Nonce != nil {
		wire["nonce"] = *r.Nonce
	}
	setWei(wire, "value", r.Value)
	setWei(wire, "maxFeePerGas", r.MaxFeePerGas)
	setWei(wire, "maxPriorityFeePerGas", r.MaxPriorityFeePerGas)
	return wire
}

func (r TransactionRequest) describe() string {
	text := FormatEther(r.Value) + " ether"
	if r.To == nil {
		return text + " that makes a contract"
	}
	return text + " to " + r.To.String()
}

// Log is what a contract has logged.
type Log struct {
	// Address is the contract's.
	Address Address `json:"address"`
	// Topics are what it can be found by.
	Topics []Hash `json:"topics"`
	// Data is the rest.
	Data Bytes `json:"data"`
	// Index is its number in the block.
	Index uint64 `json:"logIndex"`
}

// Receipt is what became of a transaction.
type Receipt struct {
	// TransactionHash is the transaction's.
	TransactionHash Hash `json:"transactionHash"`
	// BlockNumber and BlockHash are of the block that it is in.
	BlockNumber uint64 `json:"blockNumber"`
	BlockHash   Hash   `json:"blockHash"`
	// Status is 1 if it did what it should, 0 if it failed.
	Status int `json:"status"`
	// GasUsed is how much it has used.
	GasUsed uint64 `json:"gasUsed"`
	// From is who sent it.
	From Address `json:"from"`
	// To is whom it was for; nil if it made a contract.
	To *Address `json:"to"`
	// ContractAddress is the contract that it made; nil if it made none.
	ContractAddress *Address `json:"contractAddress"`
	// Logs are what contracts logged.
	Logs []Log `json:"logs"`
}

// Receipt looks for a transaction. It is nil as long as no block has it.
func (c *Client) Receipt(ctx context.Context, hash Hash) (*Receipt, error) {
	var answer struct {
		Receipt *Receipt `json:"receipt"`
	}
	err := c.do(ctx, call{
		operation: "look for a transaction", method: http.MethodGet, path: "/transactions/" + hash.String(),
		into: &answer, isSafe: true,
	})
	return answer.Receipt, err
}

// WaitReceipt waits until a transaction is in a block. Where it has failed there, the receipt comes with
// [ErrTransactionFailed].
func (c *Client) WaitReceipt(ctx context.Context, hash Hash) (*Receipt, error) {
	const operation = "wait for a transaction"
	if _, isSet := ctx.Deadline(); !isSet {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.timeout)
		defer cancel()
	}
	for wait := 10 * time.Millisecond; ; {
		receipt, err := c.Receipt(ctx, hash)
		switch {
		case err != nil:
			failure := settled(err, operation)
			failure.Message = sentence(failure.Message) + " The transaction " + hash.String() + " was sent"
			failure.Hint = "Look for it with WaitReceipt before sending another one."
			return nil, failure
		case receipt != nil && receipt.Status == 0:
			return receipt, &Error{
				Code: ErrTransactionFailed, Operation: operation,
				Message: fmt.Sprintf("The transaction %s failed in block %d, and used %d gas", hash,
					receipt.BlockNumber, receipt.GasUsed),
				Hint: "Nothing of it has happened, but its gas is paid.",
			}
		case receipt != nil:
			return receipt, nil
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			failure := settled(&expired{err: ctx.Err()}, operation)
			failure.Message = sentence(failure.Message) + " The transaction " + hash.String() +
				" was sent, and no block has it yet"
			failure.Hint = "Look for it with WaitReceipt before sending another one."
			return nil, failure
		}
		if wait *= 2; wait > time.Second {
			wait = time.Second
		}
	}
}
