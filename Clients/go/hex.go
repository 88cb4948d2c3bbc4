package lit

import (
	"encoding/hex"
	"fmt"
	"strings"
)

func toHex(bytes []byte) string { return "0x" + hex.EncodeToString(bytes) }

// fromHex takes digits with or without 0x.
func fromHex(text string) ([]byte, error) {
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "0x"), "0X")
	bytes, err := hex.DecodeString(digits)
	if err != nil {
		return nil, fmt.Errorf("%q are no hexadecimal digits: %w", short(text), err)
	}
	return bytes, nil
}

// fillFromHex wants exactly as many bytes as there is room for.
func fillFromHex(into []byte, text, what string) error {
	bytes, err := fromHex(text)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if len(bytes) != len(into) {
		return fmt.Errorf("%s has %d bytes, %q has %d", what, len(into), short(text), len(bytes))
	}
	copy(into, bytes)
	return nil
}

// short is a text as it may stand in a message.
func short(text string) string {
	const most = 200
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// formatBytes prints bytes: their text for %v and %s, the bytes themselves for %x and %X.
func formatBytes(state fmt.State, verb rune, text string, bytes []byte) {
	switch verb {
	case 'x', 'X':
		format := "%" + string(verb)
		if state.Flag('#') {
			format = "%#" + string(verb)
		}
		fmt.Fprintf(state, format, bytes)
	case 'q':
		fmt.Fprintf(state, "%q", text)
	default:
		fmt.Fprint(state, text)
	}
}
