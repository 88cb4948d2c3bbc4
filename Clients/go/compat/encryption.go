package compat

import (
	"context"
	"errors"
	"fmt"

	lit "lit-swift/clients/go"
)

// EncryptStringParams says what to encrypt, under one kind of conditions.
type EncryptStringParams struct {
	// DataToEncrypt is the text.
	DataToEncrypt string `json:"dataToEncrypt"`
	// AccessControlConditions are on EVM chains.
	AccessControlConditions []interface{} `json:"accessControlConditions,omitempty"`
	// EvmContractConditions are on what contracts answer.
	EvmContractConditions []interface{} `json:"evmContractConditions,omitempty"`
	// SolRpcConditions are on Solana.
	SolRpcConditions []interface{} `json:"solRpcConditions,omitempty"`
	// UnifiedAccessControlConditions are of several kinds.
	UnifiedAccessControlConditions []interface{} `json:"unifiedAccessControlConditions,omitempty"`
}

// EncryptString encrypts a text: {ciphertext, dataToEncryptHash}.
func (c *LitNodeClient) EncryptString(params EncryptStringParams) (map[string]interface{}, error) {
	conditions, err := conditions(params.AccessControlConditions, params.EvmContractConditions,
		params.SolRpcConditions, params.UnifiedAccessControlConditions)
	if err != nil {
		return failed(err)
	}
	client, err := c.Native()
	if err != nil {
		return failed(err)
	}
	ciphertext, err := client.Encrypt(context.Background(), []byte(params.DataToEncrypt), conditions)
	if err != nil {
		return failed(err)
	}
	return map[string]interface{}{
		"ciphertext": ciphertext.Ciphertext, "dataToEncryptHash": ciphertext.DataToEncryptHash,
	}, nil
}

// DecryptStringParams says what to decrypt, and what allows it.
type DecryptStringParams struct {
	// Ciphertext and DataToEncryptHash are those of EncryptString.
	Ciphertext        string `json:"ciphertext"`
	DataToEncryptHash string `json:"dataToEncryptHash"`
	// Chain is the one that an AuthSig is for.
	Chain string `json:"chain"`
	// AccessControlConditions and the other three are those that it was encrypted under.
	AccessControlConditions        []interface{} `json:"accessControlConditions,omitempty"`
	EvmContractConditions          []interface{} `json:"evmContractConditions,omitempty"`
	SolRpcConditions               []interface{} `json:"solRpcConditions,omitempty"`
	UnifiedAccessControlConditions []interface{} `json:"unifiedAccessControlConditions,omitempty"`
	// SessionSigs are those of GetSessionSigs.
	SessionSigs map[string]interface{} `json:"sessionSigs,omitempty"`
	// AuthSig is that of GenerateAuthSig, instead.
	AuthSig map[string]interface{} `json:"authSig,omitempty"`
}

// DecryptString decrypts a text: {decryptedString}.
func (c *LitNodeClient) DecryptString(params DecryptStringParams) (map[string]interface{}, error) {
	conditions, err := conditions(params.AccessControlConditions, params.EvmContractConditions,
		params.SolRpcConditions, params.UnifiedAccessControlConditions)
	if err != nil {
		return failed(err)
	}
	var credential lit.Credential
	if len(params.AuthSig) > 0 {
		var sig lit.AuthSig
		if err := convert(params.AuthSig, &sig); err != nil {
			return failed(fmt.Errorf("the authSig is none: %w", err))
		}
		credential = sig
	} else if credential, err = sessionSigs(params.SessionSigs); err != nil {
		return failed(err)
	}
	client, err := c.Native()
	if err != nil {
		return failed(err)
	}
	text, err := client.Decrypt(context.Background(), lit.DecryptRequest{
		Ciphertext: lit.Ciphertext{
			Ciphertext: params.Ciphertext, DataToEncryptHash: params.DataToEncryptHash,
		},
		Conditions: conditions, Session: credential, Chain: params.Chain,
	})
	if err != nil {
		return failed(err)
	}
	return map[string]interface{}{"decryptedString": string(text)}, nil
}

func conditions(evm, contract, solana, unified []interface{}) (lit.Conditions, error) {
	var found []lit.Conditions
	for _, kind := range []struct {
		items []interface{}
		make  func(...interface{}) lit.Conditions
	}{
		{evm, lit.EVMConditions}, {contract, lit.ContractConditions}, {solana, lit.SolanaConditions},
		{unified, lit.UnifiedConditions},
	} {
		if len(kind.items) > 0 {
			found = append(found, kind.make(kind.items...))
		}
	}
	switch len(found) {
	case 0:
		return lit.Conditions{}, errors.New("Invalid params: You must pass either accessControlConditions, " +
			"evmContractConditions, solRpcConditions or unifiedAccessControlConditions")
	case 1:
		return found[0], nil
	default:
		return lit.Conditions{}, errors.New("several kinds of conditions are given: give one of them")
	}
}
