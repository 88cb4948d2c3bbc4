package compat

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	lit "lit-swift/clients/go"
)

// SessionSigsParams says what session signatures to make.
type SessionSigsParams struct {
	// Chain is kept for its name: signatures are of Ethereum's kind.
	Chain string `json:"chain"`
	// Expiration is when they end, as RFC 3339 has it.
	Expiration string `json:"expiration"`
	// ResourceAbilityRequests are maps of resource (resource, resourcePrefix) and ability.
	ResourceAbilityRequests []interface{} `json:"resourceAbilityRequests"`
}

// GetSessionSigs signs in with the wallet of SetAuthToken: {success, sessionSigs}.
func (c *LitNodeClient) GetSessionSigs(params SessionSigsParams) (map[string]interface{}, error) {
	client, wallet, err := c.signer(errNoToken)
	if err != nil {
		return failed(err)
	}
	allowing, err := permissions(params.ResourceAbilityRequests)
	if err != nil {
		return failed(err)
	}
	end, err := expiration(params.Expiration)
	if err != nil {
		return failed(err)
	}
	ctx := context.Background()
	session, err := client.Session(ctx, lit.SessionRequest{
		Allowing: allowing, Expiration: end, Wallet: wallet, NoRenewal: true,
	})
	if err != nil {
		return failed(err)
	}
	defer session.Close(ctx)
	sigs, err := session.Signatures(ctx)
	if err != nil {
		return failed(err)
	}
	shaped, err := asMap(sigs)
	if err != nil {
		return failed(err)
	}
	return success(map[string]interface{}{"sessionSigs": shaped})
}

// permissions reads resource ability requests, of whatever type their maps are.
func permissions(requests []interface{}) ([]lit.Permission, error) {
	var wanted []struct {
		Resource struct {
			Resource string `json:"resource"`
			Prefix   string `json:"resourcePrefix"`
		} `json:"resource"`
		Ability string `json:"ability"`
	}
	if err := convert(requests, &wanted); err != nil {
		return nil, fmt.Errorf("resource ability requests are maps of resource and ability: %w", err)
	}
	allowing := []lit.Permission{}
	for _, request := range wanted {
		prefix := request.Resource.Prefix + "://"
		switch prefix {
		case lit.ResourceAction, lit.ResourcePKP, lit.ResourceCondition, lit.ResourceCredit:
		default:
			return nil, fmt.Errorf("Unknown resource prefix: %s", request.Resource.Prefix)
		}
		allowing = append(allowing, lit.Permission{
			Ability: request.Ability, Resource: prefix + request.Resource.Resource,
		})
	}
	return allowing, nil
}

func expiration(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	end, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return end, fmt.Errorf("the expiration is a time of RFC 3339, such as 2026-01-15T12:10:00Z: %w", err)
	}
	return end, nil
}

// ExecuteJsParams says what code to run.
type ExecuteJsParams struct {
	// Code is the JavaScript.
	Code string `json:"code"`
	// JsParams become globals of the code.
	JsParams map[string]interface{} `json:"jsParams"`
	// SessionSigs are those of GetSessionSigs.
	SessionSigs map[string]interface{} `json:"sessionSigs"`
	// IpfsID is where the code is found, instead of Code.
	IpfsID string `json:"ipfsId,omitempty"`
}

// ExecuteJs runs code on the nodes: {success, response, logs, …}, or, if it had something signed or claimed,
// {signatures, claims, response, logs}.
func (c *LitNodeClient) ExecuteJs(params ExecuteJsParams) (map[string]interface{}, error) {
	client, err := c.Native()
	if err != nil {
		return failed(err)
	}
	sigs, err := sessionSigs(params.SessionSigs)
	if err != nil {
		return failed(err)
	}
	result, err := client.Execute(context.Background(), lit.Action{
		Code: params.Code, CID: params.IpfsID, Parameters: params.JsParams, Session: sigs,
	})
	if err != nil {
		return failed(err)
	}
	if len(result.Signatures) == 0 && len(result.Claims) == 0 {
		none := func() map[string]interface{} { return map[string]interface{}{} }
		return success(map[string]interface{}{
			"signedData": none(), "decryptedData": none(), "claimData": none(), "response": result.Response,
			"logs": result.Logs,
		})
	}
	var response interface{} = result.Response
	var parsed interface{}
	if json.Unmarshal([]byte(result.Response), &parsed) == nil {
		response = parsed
	}
	signatures, claims := map[string]interface{}{}, map[string]interface{}{}
	for name, signature := range result.Signatures {
		signatures[name] = oldSignature(signature)
	}
	for name, claim := range result.Claims {
		claims[name] = map[string]interface{}{
			"derivedKeyId": strings.TrimPrefix(claim.KeyID, "0x"),
			"pubkey":       claim.PublicKey.String(), "address": claim.Address.String(),
		}
	}
	return map[string]interface{}{
		"claims": claims, "signatures": signatures, "response": response, "logs": result.Logs,
	}, nil
}

// PKPSignParams says what to sign with which PKP.
type PKPSignParams struct {
	// PubKey is the PKP's public key, with or without 0x.
	PubKey string `json:"pubKey"`
	// ToSign are the 32 bytes of a digest.
	ToSign []int `json:"toSign"`
	// SessionSigs are those of GetSessionSigs.
	SessionSigs map[string]interface{} `json:"sessionSigs"`
}

// PKPSign signs a digest: {signature: {r, s, recid, signature, publicKey, dataSigned}}.
func (c *LitNodeClient) PKPSign(params PKPSignParams) (map[string]interface{}, error) {
	if params.PubKey == "" {
		return failed(errors.New(`"pubKey" cannot be undefined, empty, or null. Please provide a valid value.`))
	}
	key, err := lit.ParsePublicKey(params.PubKey)
	if err != nil {
		return failed(err)
	}
	var digest lit.Hash
	if len(params.ToSign) != len(digest) {
		return failed(fmt.Errorf("toSign is a digest of 32 bytes, not of %d", len(params.ToSign)))
	}
	for i, number := range params.ToSign {
		if number < 0 || number > 255 {
			return failed(fmt.Errorf("toSign has a number that is no byte: %d", number))
		}
		digest[i] = byte(number)
	}
	sigs, err := sessionSigs(params.SessionSigs)
	if err != nil {
		return failed(err)
	}
	client, err := c.Native()
	if err != nil {
		return failed(err)
	}
	pkp := lit.PKP{PublicKey: key, Address: key.Address()}
	signature, err := client.Sign(context.Background(), pkp, sigs, digest)
	if err != nil {
		return failed(err)
	}
	return map[string]interface{}{"signature": oldSignature(signature)}, nil
}

func oldSignature(signature lit.Signature) map[string]interface{} {
	upper := func(bytes []byte) string { return strings.ToUpper(hex.EncodeToString(bytes)) }
	return map[string]interface{}{
		"r": hex.EncodeToString(signature.R[:]), "s": hex.EncodeToString(signature.S[:]),
		"recid": float64(signature.YParity), "signature": signature.String(),
		"publicKey": upper(signature.PublicKey[:]), "dataSigned": upper(signature.Digest[:]),
	}
}

func sessionSigs(given map[string]interface{}) (lit.SessionSigs, error) {
	var sigs lit.SessionSigs
	if err := convert(given, &sigs); err != nil {
		return nil, fmt.Errorf("the sessionSigs are none: %w", err)
	}
	return sigs, nil
}

// convert brings a value into another type by way of JSON.
func convert(from, into interface{}) error {
	text, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// asMap is a value as the older client gave it.
func asMap(value interface{}) (map[string]interface{}, error) {
	var shaped map[string]interface{}
	err := convert(value, &shaped)
	return shaped, err
}
