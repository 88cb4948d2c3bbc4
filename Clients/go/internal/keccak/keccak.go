// Package keccak has Keccak-256 as Ethereum uses it: the padding of the submission, not that of SHA-3.
package keccak

import (
	"encoding/binary"
	"math/bits"
)

// rate is how many bytes a block of Keccak-256 takes in.
const rate = 136

// constants and rotations follow from their definitions in the Keccak reference, sections 1.2 and 2.3.
var (
	constants [24]uint64
	rotations [25]int
)

func init() {
	register := uint8(1)
	for round := range constants {
		for j := 0; j < 7; j++ {
			if register&1 == 1 {
				constants[round] |= 1 << (1<<uint(j) - 1)
			}
			high := register >> 7
			register = register<<1 ^ high*0x71
		}
	}
	x, y := 1, 0
	for t := 0; t < 24; t++ {
		rotations[x+5*y] = (t + 1) * (t + 2) / 2 % 64
		x, y = y, (2*x+3*y)%5
	}
}

// Sum256 hashes the parts as if they were one text.
func Sum256(parts ...[]byte) [32]byte {
	var state [25]uint64
	var block [rate]byte
	filled := 0
	for _, part := range parts {
		for len(part) > 0 {
			taken := copy(block[filled:], part)
			filled, part = filled+taken, part[taken:]
			if filled == rate {
				absorb(&state, &block)
				filled = 0
			}
		}
	}
	for i := filled; i < rate; i++ {
		block[i] = 0
	}
	block[filled] ^= 0x01
	block[rate-1] ^= 0x80
	absorb(&state, &block)
	var digest [32]byte
	for i := 0; i < 4; i++ {
		binary.LittleEndian.PutUint64(digest[8*i:], state[i])
	}
	return digest
}

func absorb(state *[25]uint64, block *[rate]byte) {
	for i := 0; i < rate/8; i++ {
		state[i] ^= binary.LittleEndian.Uint64(block[8*i:])
	}
	permute(state)
}

// permute is Keccak-f[1600].
func permute(a *[25]uint64) {
	var column [5]uint64
	var moved [25]uint64
	for _, constant := range constants {
		for x := 0; x < 5; x++ {
			column[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
		}
		for x := 0; x < 5; x++ {
			d := column[(x+4)%5] ^ bits.RotateLeft64(column[(x+1)%5], 1)
			for y := 0; y < 25; y += 5 {
				a[x+y] ^= d
			}
		}
		for x := 0; x < 5; x++ {
			for y := 0; y < 5; y++ {
				moved[y+5*((2*x+3*y)%5)] = bits.RotateLeft64(a[x+5*y], rotations[x+5*y])
			}
		}
		for y := 0; y < 25; y += 5 {
			for x := 0; x < 5; x++ {
				a[x+y] = moved[x+y] ^ ^moved[(x+1)%5+y]&moved[(x+2)%5+y]
			}
		}
		a[0] ^= constant
	}
}
