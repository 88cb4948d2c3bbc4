package compat

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"

	lit "lit-swift/clients/go"
)

// MintWithAuthParams says whom a new PKP permits what.
type MintWithAuthParams struct {
	// AuthMethod has authMethodType, and accessToken: a map, such as the authSig of GenerateAuthSig.
	AuthMethod map[string]interface{} `json:"authMethod"`
	// Scopes are numbers: 1 signs anything, 2 messages only.
	Scopes []int `json:"scopes"`
}

// MintWithAuth mints a PKP: {pkp: {tokenId, publicKey, ethAddress}, tx}. Auth methods of wallets (type 1) are known by
// their auth sig; of others, give the native client's MintPKP an id.
func (c *LitNodeClient) MintWithAuth(params MintWithAuthParams) (map[string]interface{}, error) {
	token, isMap := params.AuthMethod["accessToken"].(map[string]interface{})
	if !isMap {
		return nil, errors.New("accessToken is not a map")
	}
	client, wallet, err := c.payer()
	if err != nil {
		return failed(err)
	}
	var method struct {
		Type float64 `json:"authMethodType"`
	}
	if err := convert(params.AuthMethod, &method); err != nil {
		return failed(err)
	}
	if method.Type != lit.AuthTypeWallet {
		return failed(&lit.Error{
			Code: lit.ErrUnsupported, Message: fmt.Sprintf("Auth methods of type %v have no auth sig", method.Type),
			Hint: "Mint with the native client: Native, and MintPKP with lit.AuthUser or lit.AuthID.",
		})
	}
	text, _ := token["address"].(string)
	address, err := lit.ParseAddress(text)
	if err != nil {
		return failed(fmt.Errorf("the accessToken has no address: %w", err))
	}
	scopes := []lit.Scope{}
	for _, scope := range params.Scopes {
		scopes = append(scopes, lit.Scope(scope))
	}
	ctx := context.Background()
	pkp, err := client.MintPKP(ctx, lit.MintRequest{
		Scopes: scopes, AuthMethod: lit.AuthWallet(address), Wallet: wallet,
	})
	if err != nil {
		return failed(err)
	}
	transaction := map[string]interface{}{}
	if pkp.TransactionHash != nil {
		// The PKP is there, whatever becomes of this.
		if receipt, err := client.Receipt(ctx, *pkp.TransactionHash); err == nil && receipt != nil {
			transaction = oldReceipt(receipt)
		}
	}
	return map[string]interface{}{
		"pkp": map[string]interface{}{
			"tokenId": pkp.TokenID.String(), "publicKey": hex.EncodeToString(pkp.PublicKey[:]),
			"ethAddress": pkp.Address.String(),
		},
		"tx": transaction,
	}, nil
}

// oldReceipt is a receipt as the library of the older client wrote it.
func oldReceipt(receipt *lit.Receipt) map[string]interface{} {
	orNil := func(address *lit.Address) interface{} {
		if address == nil {
			return nil
		}
		return address.String()
	}
	logs := []interface{}{}
	for _, log := range receipt.Logs {
		topics := []interface{}{}
		for _, topic := range log.Topics {
			topics = append(topics, topic.String())
		}
		logs = append(logs, map[string]interface{}{
			"address": log.Address.String(), "topics": topics, "data": log.Data.String(),
			"logIndex": float64(log.Index), "blockNumber": float64(receipt.BlockNumber),
			"blockHash": receipt.BlockHash.String(), "transactionHash": receipt.TransactionHash.String(),
		})
	}
	digits := new(big.Int).SetUint64(receipt.GasUsed).Text(16)
	if len(digits)%2 == 1 {
		digits = "0" + digits
	}
	return map[string]interface{}{
		"to": orNil(receipt.To), "from": receipt.From.String(), "contractAddress": orNil(receipt.ContractAddress),
		"gasUsed":   map[string]interface{}{"type": "BigNumber", "hex": "0x" + digits},
		"blockHash": receipt.BlockHash.String(), "transactionHash": receipt.TransactionHash.String(),
		"blockNumber": float64(receipt.BlockNumber), "status": float64(receipt.Status), "logs": logs,
	}
}

// CreateSiweMessageParams says what sign-in message to write.
type CreateSiweMessageParams struct {
	// URI is what is signed in to.
	URI string `json:"uri"`
	// Expiration is when it ends, as RFC 3339 has it.
	Expiration string `json:"expiration"`
	// Resources are resource ability requests.
	Resources []interface{} `json:"resources"`
	// WalletAddress is who signs in.
	WalletAddress string `json:"walletAddress"`
}

// CreateSiweMessage writes a sign-in message: {success, siweMessage}.
func (c *LitNodeClient) CreateSiweMessage(params CreateSiweMessageParams) (map[string]interface{}, error) {
	allowing, err := permissions(params.Resources)
	if err != nil {
		return failed(err)
	}
	end, err := expiration(params.Expiration)
	if err != nil {
		return failed(err)
	}
	address, err := lit.ParseAddress(params.WalletAddress)
	if err != nil {
		return failed(err)
	}
	client, err := c.Native()
	if err != nil {
		return failed(err)
	}
	message, err := client.SIWE(context.Background(), lit.SIWERequest{
		Address: address, URI: params.URI, Expiration: end, Allowing: allowing,
	})
	if err != nil {
		return failed(err)
	}
	return success(map[string]interface{}{"siweMessage": message})
}

// GenerateAuthSig signs a text with the wallet of SetAuthToken: {success, authSig}.
func (c *LitNodeClient) GenerateAuthSig(toSign string) (map[string]interface{}, error) {
	_, wallet, err := c.signer(errNoWallet)
	if err != nil {
		return failed(err)
	}
	sig, err := wallet.AuthSig(context.Background(), toSign)
	if err != nil {
		return failed(err)
	}
	shaped, err := asMap(sig)
	if err != nil {
		return failed(err)
	}
	return success(map[string]interface{}{"authSig": shaped})
}
