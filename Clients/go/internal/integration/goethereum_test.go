package integration

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"testing"

	lit "lit-swift/clients/go"
)

// This does by hand what bind.TransactOpts and ethclient of go-ethereum do: hash a transaction, have the hash signed,
// put r, s and v into it, and send it to the chain, past the sidecar.
func TestSignHashIsWhatGoEthereumWants(t *testing.T) {
	t.Parallel()
	client, pkp, session := minted(t)
	ctx := limited(t)
	if _, err := client.Fund(ctx, pkp.Address, nil); err != nil {
		t.Fatal(err)
	}
	for name, account := range map[string]*lit.Account{
		"PKP": client.PKPAccount(pkp, session), "wallet": client.Wallet().Account,
	} {
		for nonce := uint64(0); nonce < 4; nonce++ {
			state, err := client.AccountState(ctx, account.Address())
			if err != nil {
				t.Fatal(err)
			}
			to := lit.Address{0x42, byte(nonce)}
			fields := [][]byte{
				number(client.Network().ChainID), number(state.Nonce), number(1), number(3e9), number(21000),
				item(to[:]), number(5), item(nil), list(),
			}
			digest := lit.Keccak256([]byte{2}, list(fields...))
			signature, err := account.SignHash(ctx, digest)
			if err != nil {
				t.Fatal(name, err)
			}
			if signature[64] > 1 {
				t.Fatalf("%s: v is %d", name, signature[64])
			}
			fields = append(fields, number(uint64(signature[64])), integer(signature[:32]), integer(signature[32:64]))
			raw := append([]byte{2}, list(fields...)...)
			var hash lit.Hash
			rpc(t, "eth_sendRawTransaction", &hash, lit.Bytes(raw))
			receipt, err := client.WaitReceipt(ctx, hash)
			if err != nil || receipt.From != account.Address() || *receipt.To != to || lit.Keccak256(raw) != hash {
				t.Fatalf("%s: %+v, %v", name, receipt, err)
			}
		}
	}
}

// item, integer, number and list are RLP (Ethereum's yellow paper, appendix B).
func item(text []byte) []byte {
	if len(text) == 1 && text[0] < 0x80 {
		return text
	}
	return append(length(len(text), 0x80), text...)
}

func integer(bigEndian []byte) []byte { return item(bytes.TrimLeft(bigEndian, "\x00")) }

func number(value uint64) []byte { return item(new(big.Int).SetUint64(value).Bytes()) }

func list(items ...[]byte) []byte {
	text := bytes.Join(items, nil)
	return append(length(len(text), 0xc0), text...)
}

func length(count int, offset byte) []byte {
	if count < 56 {
		return []byte{offset + byte(count)}
	}
	digits := big.NewInt(int64(count)).Bytes()
	return append([]byte{offset + 55 + byte(len(digits))}, digits...)
}

func rpc(t *testing.T, method string, into interface{}, parameters ...interface{}) {
	t.Helper()
	text, err := json.Marshal(map[string]interface{}{"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(network(t).RPCURL, "application/json", bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct {
		Result json.RawMessage
		Error  json.RawMessage
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || len(answer.Error) > 0 {
		t.Fatal(fmt.Sprint(method, ": ", err, string(answer.Error)))
	}
	if err := json.Unmarshal(answer.Result, into); err != nil {
		t.Fatal(err)
	}
}
