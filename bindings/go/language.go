// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

// A Language is one in which the library explains.
type Language int

const (
	NL Language = C.TOEGANG_NL
	EN Language = C.TOEGANG_EN
	FR Language = C.TOEGANG_FR
	DE Language = C.TOEGANG_DE
)

// ParseLanguage reads "nl", "en", "fr" or "de".
func ParseLanguage(text string) (Language, error) {
	var copies texts
	defer copies.free()
	var out C.toegang_language
	var report C.toegang_report
	copied := copies.text(text)
	if err := copies.err(); err != nil {
		return NL, err
	}
	status := C.toegang_language_parse(copied, &out, &report)
	return Language(out), ended(status, &report)
}

// Version is that of the library that runs, "0.1.0".
func Version() string { return C.GoString(C.toegang_version()) }

// Adapters are those that are compiled into the library, separated by spaces.
func Adapters() string { return C.GoString(C.toegang_adapters()) }
