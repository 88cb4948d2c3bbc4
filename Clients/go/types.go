package lit

import (
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"

	"lit-swift/clients/go/internal/keccak"
)

// Address is an Ethereum address. It converts to go-ethereum's: common.Address(a).
type Address [20]byte

// ParseAddress reads 40 hexadecimal digits, with or without 0x. Where cases are mixed, they have to be those of the
// checksum (EIP-55).
func ParseAddress(text string) (Address, error) {
	var address Address
	if err := fillFromHex(address[:], text, "an address"); err != nil {
		return Address{}, err
	}
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "0x"), "0X")
	isMixed := digits != strings.ToLower(digits) && digits != strings.ToUpper(digits)
	if isMixed && "0x"+digits != address.String() {
		return Address{}, fmt.Errorf("the checksum of %s is wrong: the address is written %s", text, address)
	}
	return address, nil
}

// String is the address with the checksum of EIP-55 in its cases.
func (a Address) String() string {
	digits := []byte(hex.EncodeToString(a[:]))
	hash := keccak.Sum256(digits)
	for i, digit := range digits {
		nibble := hash[i/2] >> 4
		if i%2 == 1 {
			nibble = hash[i/2] & 15
		}
		if digit >= 'a' && nibble >= 8 {
			digits[i] = digit - 'a' + 'A'
		}
	}
	return "0x" + string(digits)
}

// IsZero says whether it is the address of nobody.
func (a Address) IsZero() bool { return a == Address{} }

// Format prints the text, or with %x the bytes.
func (a Address) Format(state fmt.State, verb rune) { formatBytes(state, verb, a.String(), a[:]) }

// MarshalText is the form in JSON.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what [ParseAddress] reads.
func (a *Address) UnmarshalText(text []byte) (err error) {
	*a, err = ParseAddress(string(text))
	return err
}

// Hash is 32 bytes: a digest, the hash of a transaction or of a block. It converts to go-ethereum's common.Hash(h).
type Hash [32]byte

// ParseHash reads 64 hexadecimal digits, with or without 0x.
func ParseHash(text string) (hash Hash, err error) {
	err = fillFromHex(hash[:], text, "a hash")
	return hash, err
}

// Keccak256 hashes the parts as if they were one text.
func Keccak256(parts ...[]byte) Hash { return keccak.Sum256(parts...) }

// String is 0x and 64 digits.
func (h Hash) String() string { return toHex(h[:]) }

// Format prints the text, or with %x the bytes.
func (h Hash) Format(state fmt.State, verb rune) { formatBytes(state, verb, h.String(), h[:]) }

// MarshalText is the form in JSON.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what [ParseHash] reads.
func (h *Hash) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHash(string(text))
	return err
}

// TokenID is the number of a token: of a PKP, or of a capacity credit.
type TokenID [32]byte

// ParseTokenID reads 0x and up to 64 hexadecimal digits, or a decimal number.
func ParseTokenID(text string) (TokenID, error) {
	number, isNumber := new(big.Int).SetString(text, 0)
	if !isNumber || number.Sign() < 0 || number.BitLen() > 256 || strings.Contains(text, "_") {
		return TokenID{}, fmt.Errorf("%q is no token id: 0x and 64 digits, or a decimal number", short(text))
	}
	var id TokenID
	number.FillBytes(id[:])
	return id, nil
}

// Big is the id as a number.
func (t TokenID) Big() *big.Int { return new(big.Int).SetBytes(t[:]) }

// String is 0x and 64 digits.
func (t TokenID) String() string { return toHex(t[:]) }

// Format prints the text, or with %x the bytes.
func (t TokenID) Format(state fmt.State, verb rune) { formatBytes(state, verb, t.String(), t[:]) }

// MarshalText is the form in JSON.
func (t TokenID) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what [ParseTokenID] reads.
func (t *TokenID) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTokenID(string(text))
	return err
}

// PublicKey is a point of secp256k1, not compressed: 0x04 and both coordinates.
type PublicKey [65]byte

// ParsePublicKey reads 130 hexadecimal digits, with or without 0x.
func ParsePublicKey(text string) (key PublicKey, err error) {
	if err = fillFromHex(key[:], text, "a public key"); err == nil && key[0] != 4 {
		err = fmt.Errorf("the public key %s does not begin with 04", text)
	}
	return key, err
}

// Address is the address of the account that has this key.
func (k PublicKey) Address() (address Address) {
	hash := keccak.Sum256(k[1:])
	copy(address[:], hash[12:])
	return address
}

// String is 0x04 and both coordinates.
func (k PublicKey) String() string { return toHex(k[:]) }

// Format prints the text, or with %x the bytes.
func (k PublicKey) Format(state fmt.State, verb rune) { formatBytes(state, verb, k.String(), k[:]) }

// MarshalText is the form in JSON.
func (k PublicKey) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what [ParsePublicKey] reads.
func (k *PublicKey) UnmarshalText(text []byte) (err error) {
	*k, err = ParsePublicKey(string(text))
	return err
}

// Bytes are bytes that stand as 0x and digits in JSON.
type Bytes []byte

// String is 0x and the digits.
func (b Bytes) String() string { return toHex(b) }

// MarshalText is the form in JSON.
func (b Bytes) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads digits with or without 0x.
func (b *Bytes) UnmarshalText(text []byte) (err error) {
	*b, err = fromHex(string(text))
	return err
}
