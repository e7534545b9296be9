// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"crypto/rand"
	"fmt"
)

// veil lies over the digits in memory, so that fmt, which reads unexported fields of a struct around a number by
// reflection and asks no method, shows nothing of it either. It hides nothing from who reads the memory itself.
var veil = func() (key [11]byte) {
	if _, err := rand.Read(key[:]); err != nil {
		panic("toegang: no random octets: " + err.Error())
	}
	return key
}()

// An Rrn is a national number (INSZ). A value: comparable, a key of maps; the zero value is no number. Every verb of fmt,
// encoding/json and log/slog show it masked, "85.07.30-***.**"; Digits and Printed are the ways to see it.
type Rrn struct {
	veiled [11]byte
	kind   uint8
}

// ParseRrn reads 11 digits or the printed form 85.07.30-033.28, with its check digits. A test number is refused.
func ParseRrn(text string) (Rrn, error) { return parseRrn(text, 0) }

// ParseRrn also reads official test numbers where the configuration allows them.
func (t *Toegang) ParseRrn(text string) (Rrn, error) {
	if !t.use() {
		return Rrn{}, ErrClosed
	}
	defer t.leave()
	if C.toegang_allows_test_numbers(t.all) == 1 {
		return parseRrn(text, C.TOEGANG_RRN_ALLOW_TEST)
	}
	return parseRrn(text, 0)
}

func parseRrn(text string, options C.unsigned) (Rrn, error) {
	var out C.toegang_rrn
	var report C.toegang_report
	at, length := octets([]byte(text))
	if err := ended(C.toegang_rrn_parse(at, length, options, &out, &report), &report); err != nil {
		return Rrn{}, err
	}
	return rrnOf(&out), nil
}

func rrnOf(from *C.toegang_rrn) Rrn {
	if from.kind == C.TOEGANG_RRN_NONE {
		return Rrn{}
	}
	number := Rrn{kind: uint8(from.kind)}
	for i := range number.veiled {
		number.veiled[i] = byte(from.digits[i]) ^ veil[i]
	}
	return number
}

func (n Rrn) c() (out C.toegang_rrn) {
	if n.kind == C.TOEGANG_RRN_NONE {
		return out
	}
	out.kind = C.uint8_t(n.kind)
	for i := range n.veiled {
		out.digits[i] = C.char(n.veiled[i] ^ veil[i])
	}
	return out
}

// IsZero is true for no number.
func (n Rrn) IsZero() bool { return n.kind == C.TOEGANG_RRN_NONE }

// IsTest is true for an official test number.
func (n Rrn) IsTest() bool { return n.kind == C.TOEGANG_RRN_TEST }

// Digits are the 11 digits in clear, "" for no number.
func (n Rrn) Digits() string {
	if n.IsZero() {
		return ""
	}
	digits := n.veiled
	for i := range digits {
		digits[i] ^= veil[i]
	}
	return string(digits[:])
}

// Printed is "85.07.30-033.28", in clear: for the one place that has to show it to the person itself.
func (n Rrn) Printed() string {
	if n.IsZero() {
		return ""
	}
	var out [16]C.char
	number := n.c()
	C.toegang_rrn_format(&number, &out[0])
	return C.GoString(&out[0])
}

// String is "85.07.30-***.**", "" for no number.
func (n Rrn) String() string {
	if n.IsZero() {
		return ""
	}
	var out [16]C.char
	number := n.c()
	C.toegang_rrn_mask(&number, &out[0])
	return C.GoString(&out[0])
}

// GoString is masked as well.
func (n Rrn) GoString() string { return "toegang.Rrn(" + n.String() + ")" }

// Format shows it masked whatever the verb: %x and %d too.
func (n Rrn) Format(state fmt.State, verb rune) {
	text := n.String()
	if verb == 'v' && state.Flag('#') {
		text = n.GoString()
	}
	_, _ = state.Write([]byte(text))
}

// MarshalText is masked, so that what is logged as JSON is. It is no way to store a number: Digits is.
func (n Rrn) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads what ParseRrn reads; "" is no number. A masked number is refused.
func (n *Rrn) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*n = Rrn{}
		return nil
	}
	parsed, err := ParseRrn(string(text))
	if err == nil {
		*n = parsed
	}
	return err
}
