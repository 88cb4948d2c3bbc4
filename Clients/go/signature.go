package lit

import (
	"encoding/json"
	"fmt"
)

// Signature is one of ECDSA over secp256k1.
type Signature struct {
	// R and S are its two numbers, big-endian.
	R, S Hash
	// YParity is 0 or 1, and tells which of two keys it is.
	YParity byte
	// PublicKey is the key that it recovers to.
	PublicKey PublicKey
	// Address is the key's account.
	Address Address
	// Digest is what was signed.
	Digest Hash
}

// Bytes are r, s, and 0 or 1, as crypto.Sign of go-ethereum gives them.
func (s Signature) Bytes() (bytes [65]byte) {
	copy(bytes[:], s.R[:])
	copy(bytes[32:], s.S[:])
	bytes[64] = s.YParity
	return bytes
}

// V is 27 or 28, as in signatures of messages.
func (s Signature) V() byte { return s.YParity + 27 }

// String is r, s and v in hexadecimal digits, with a v of 27 or 28, as wallets give it.
func (s Signature) String() string {
	bytes := s.Bytes()
	bytes[64] = s.V()
	return toHex(bytes[:])
}

// signatureWire is a signature as the sidecar writes it.
type signatureWire struct {
	Signature Bytes     `json:"signature"`
	PublicKey PublicKey `json:"publicKey"`
	Address   Address   `json:"address"`
	Digest    Hash      `json:"digest"`
}

// UnmarshalJSON reads what the sidecar writes.
func (s *Signature) UnmarshalJSON(text []byte) error {
	var wire signatureWire
	if err := json.Unmarshal(text, &wire); err != nil {
		return err
	}
	bytes := wire.Signature
	if len(bytes) != 65 || bytes[64] != 27 && bytes[64] != 28 {
		return fmt.Errorf("a signature has 65 bytes, the last of them 27 or 28: %s", short(bytes.String()))
	}
	*s = Signature{YParity: bytes[64] - 27, PublicKey: wire.PublicKey, Address: wire.Address, Digest: wire.Digest}
	copy(s.R[:], bytes)
	copy(s.S[:], bytes[32:])
	return nil
}

// MarshalJSON writes what UnmarshalJSON reads.
func (s Signature) MarshalJSON() ([]byte, error) {
	bytes := s.Bytes()
	bytes[64] = s.V()
	return json.Marshal(signatureWire{bytes[:], s.PublicKey, s.Address, s.Digest})
}
