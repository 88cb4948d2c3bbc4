package lit

import (
	"fmt"
	"math/big"
	"strings"
)

// etherDigits is how many decimal places an ether has in wei.
const etherDigits = 18

// ParseEther reads an amount of ether, such as "0.01", and gives it in wei.
func ParseEther(text string) (*big.Int, error) {
	whole, fraction := text, ""
	if point := strings.IndexByte(text, '.'); point >= 0 {
		whole, fraction = text[:point], text[point+1:]
		if fraction == "" {
			return nil, fmt.Errorf("%q is no amount of ether: there is nothing after the point", short(text))
		}
	}
	if len(fraction) > etherDigits {
		return nil, fmt.Errorf("%q is no amount of ether: less than one wei", short(text))
	}
	digits := whole + fraction + strings.Repeat("0", etherDigits-len(fraction))
	if whole == "" || len(digits) > 78 || strings.Trim(digits, "0123456789") != "" {
		return nil, fmt.Errorf("%q is no amount of ether, such as 0.01", short(text))
	}
	wei, _ := new(big.Int).SetString(digits, 10)
	return wei, nil
}

// MustEther is [ParseEther] for amounts that stand in the program. It panics where the text is no amount.
func MustEther(text string) *big.Int {
	wei, err := ParseEther(text)
	if err != nil {
		panic("lit: " + err.Error())
	}
	return wei
}

// FormatEther writes wei as ether, without needless zeros.
func FormatEther(wei *big.Int) string {
	if wei == nil {
		return "0"
	}
	digits := new(big.Int).Abs(wei).String()
	if len(digits) <= etherDigits {
		digits = strings.Repeat("0", etherDigits+1-len(digits)) + digits
	}
	text := digits[:len(digits)-etherDigits]
	if fraction := strings.TrimRight(digits[len(digits)-etherDigits:], "0"); fraction != "" {
		text += "." + fraction
	}
	if wei.Sign() < 0 {
		text = "-" + text
	}
	return text
}

// decimal is an amount of wei in JSON: a text of decimal digits.
type decimal struct{ *big.Int }

func (d *decimal) UnmarshalJSON(json []byte) error {
	text := strings.Trim(string(json), `"`)
	number, isNumber := new(big.Int).SetString(text, 0)
	if !isNumber {
		return fmt.Errorf("%q is no number", short(text))
	}
	d.Int = number
	return nil
}
