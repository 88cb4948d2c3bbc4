package keccak

import (
	"bytes"
	"encoding/hex"
	"testing"
)

func TestKnownDigests(t *testing.T) {
	for text, want := range map[string]string{
		"":    "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
		"abc": "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
		"The quick brown fox jumps over the lazy dog": "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15",
	} {
		got := Sum256([]byte(text))
		if hex.EncodeToString(got[:]) != want {
			t.Errorf("%q: %x, not %s", text, got, want)
		}
	}
}

func TestPartsAreOneText(t *testing.T) {
	text := bytes.Repeat([]byte("0123456789"), 41)
	whole := Sum256(text)
	for cut := 0; cut <= len(text); cut++ {
		if Sum256(text[:cut], text[cut:]) != whole {
			t.Fatalf("cut at %d, the digest is another", cut)
		}
	}
	if Sum256(text[:409]) == whole {
		t.Error("a shorter text has the same digest")
	}
}
