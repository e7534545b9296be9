// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

// A Scheme is the kind of key that names an organisation.
type Scheme uint8

const (
	KBONumber     Scheme = C.TOEGANG_SCHEME_KBO
	Establishment Scheme = C.TOEGANG_SCHEME_ESTABLISHMENT
	OVO           Scheme = C.TOEGANG_SCHEME_OVO
	NIS           Scheme = C.TOEGANG_SCHEME_NIS
	School        Scheme = C.TOEGANG_SCHEME_SCHOOL
	VCode         Scheme = C.TOEGANG_SCHEME_VCODE
)

// String is "kbo", "establishment", …, "" for none.
func (s Scheme) String() string { return C.GoString(C.toegang_scheme_name(C.toegang_scheme(s))) }

// An Organisation is a typed key: an enterprise number, an OVO code, … A value: comparable, a key of maps; the zero value is
// none. These keys are public, and shown in clear.
type Organisation struct {
	value  string
	scheme Scheme
}

// ParseOrganisation reads "0999.999.922", "kbo:0999999922", "OVO002949", "establishment:2.297.964.444", …
func ParseOrganisation(text string) (Organisation, error) {
	var out C.toegang_organisation
	var report C.toegang_report
	at, length := octets([]byte(text))
	if err := ended(C.toegang_organisation_parse(at, length, &out, &report), &report); err != nil {
		return Organisation{}, err
	}
	return organisationOf(&out), nil
}

func organisationOf(from *C.toegang_organisation) Organisation {
	if from.scheme == C.TOEGANG_SCHEME_NONE {
		return Organisation{}
	}
	return Organisation{C.GoString(&from.value[0]), Scheme(from.scheme)}
}

func (o Organisation) c() (out C.toegang_organisation) {
	fill(out.value[:], o.value)
	out.scheme = C.uint8_t(o.scheme)
	return out
}

// IsZero is true for none.
func (o Organisation) IsZero() bool { return o.scheme == C.TOEGANG_SCHEME_NONE }

// Scheme says what kind of key it is.
func (o Organisation) Scheme() Scheme { return o.scheme }

// Value is the key itself, "0999999922", "OVO002949".
func (o Organisation) Value() string { return o.value }

// String is the form for people, "0999.999.922", "OVO002949"; "" for none.
func (o Organisation) String() string {
	if o.IsZero() {
		return ""
	}
	var out [24]C.char
	organisation := o.c()
	C.toegang_organisation_format(&organisation, &out[0])
	return C.GoString(&out[0])
}

// GoString is the typed key.
func (o Organisation) GoString() string { return "toegang.Organisation(" + o.key() + ")" }

func (o Organisation) key() string {
	if o.IsZero() {
		return ""
	}
	return o.scheme.String() + ":" + o.value
}

// MarshalText is the typed key, "kbo:0999999922"; "" for none.
func (o Organisation) MarshalText() ([]byte, error) { return []byte(o.key()), nil }

// UnmarshalText reads what ParseOrganisation reads; "" is none.
func (o *Organisation) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*o = Organisation{}
		return nil
	}
	parsed, err := ParseOrganisation(string(text))
	if err == nil {
		*o = parsed
	}
	return err
}
