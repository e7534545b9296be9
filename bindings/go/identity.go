// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"runtime"
	"time"
)

// An Assurance is how strong the digital key was.
type Assurance int

const (
	NoAssurance Assurance = C.TOEGANG_ASSURANCE_NONE
	Low         Assurance = C.TOEGANG_ASSURANCE_LOW
	Substantial Assurance = C.TOEGANG_ASSURANCE_SUBSTANTIAL
	High        Assurance = C.TOEGANG_ASSURANCE_HIGH
)

// String is "none", "low", "substantial", "high".
func (a Assurance) String() string {
	return C.GoString(C.toegang_assurance_name(C.toegang_assurance(a)))
}

// An Identity is who signed in. Only verification makes one, or a host that says that it knows: Attest.
type Identity struct {
	core *owned
	who  *C.toegang_identity
}

func newIdentity(who *C.toegang_identity) *Identity {
	i := &Identity{&owned{free: func() { C.toegang_identity_free(who) }}, who}
	underneath(i, i.core)
	return i
}

// A Statement is a host's word about a person whom it knows by itself.
type Statement struct {
	Holder          Rrn
	Assurance       Assurance
	Capacity        string
	AuthenticatedBy string    // who says so, for the evidence; "": "host"
	Until           time.Time // zero: no end
}

// Attest makes an identity on the host's word. Every decision that uses it says so.
func Attest(statement Statement) (*Identity, error) {
	var copies texts
	defer copies.free()
	said := C.toegang_statement{size: C.sizeof_toegang_statement, holder: statement.Holder.c(),
		assurance: C.toegang_assurance(statement.Assurance), capacity: copies.given(statement.Capacity),
		authenticated_by: copies.given(statement.AuthenticatedBy), until: instantOr(statement.Until, 0)}
	if err := copies.err(); err != nil {
		return nil, err
	}
	var who *C.toegang_identity
	var report C.toegang_report
	if err := ended(C.toegang_identity_attest(&said, &who, &report), &report); err != nil {
		return nil, err
	}
	return newIdentity(who), nil
}

// Close wipes and frees it. Decisions that were made of it stay.
func (i *Identity) Close() error {
	if i == nil || !i.core.close() {
		return ErrClosed
	}
	return nil
}

func (i *Identity) use() bool { return i != nil && i.core.use() }

func (i *Identity) leave() {
	i.core.leave()
	runtime.KeepAlive(i)
}

// text is "" once it was closed.
func (i *Identity) text(read func(*C.toegang_identity) *C.char) string {
	if !i.use() {
		return ""
	}
	defer i.leave()
	return C.GoString(read(i.who))
}

// Holder is the person's national number; no number once it was closed.
func (i *Identity) Holder() Rrn {
	if !i.use() {
		return Rrn{}
	}
	defer i.leave()
	holder := C.toegang_identity_holder(i.who)
	return rrnOf(&holder)
}

// Organisation is the one that was chosen at sign-in; none where none was.
func (i *Identity) Organisation() Organisation {
	if !i.use() {
		return Organisation{}
	}
	defer i.leave()
	organisation := C.toegang_identity_organisation(i.who)
	return organisationOf(&organisation)
}

// Assurance is what the table of digital keys makes of Authentication.
func (i *Identity) Assurance() Assurance {
	if !i.use() {
		return NoAssurance
	}
	defer i.leave()
	return Assurance(C.toegang_identity_assurance(i.who))
}

// Until is when it ends, exclusive; the zero time once it was closed.
func (i *Identity) Until() time.Time {
	if !i.use() {
		return time.Time{}
	}
	defer i.leave()
	return end(C.toegang_identity_until(i.who))
}

// AuthenticatedAt is when the person authenticated; the zero time when that was not stated.
func (i *Identity) AuthenticatedAt() time.Time {
	if !i.use() {
		return time.Time{}
	}
	defer i.leave()
	return instant(C.toegang_identity_authenticated_at(i.who))
}

// Issuer is the identity provider's entity id, or iss of the token; "" for a host's statement.
func (i *Identity) Issuer() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_issuer(who) })
}

// AssertionID is the assertion's ID or the token's jti.
func (i *Identity) AssertionID() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_assertion_id(who) })
}

// Authentication is the digital key as it was stated.
func (i *Identity) Authentication() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_authentication(who) })
}

// Capacity is the target group or capacity that was chosen at sign-in.
func (i *Identity) Capacity() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_capacity(who) })
}

// GivenName is as stated: data, never a key.
func (i *Identity) GivenName() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_given_name(who) })
}

// FamilyName is as stated: data, never a key.
func (i *Identity) FamilyName() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_family_name(who) })
}

// NameID is the provider's name for the person, or sub.
func (i *Identity) NameID() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_name_id(who) })
}

// SessionIndex is the provider's name for the session, or sid.
func (i *Identity) SessionIndex() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_session_index(who) })
}

// KeyFingerprint is the SHA-256 of the certificate or key that verified, in hexadecimal digits.
func (i *Identity) KeyFingerprint() string {
	return i.text(func(who *C.toegang_identity) *C.char { return C.toegang_identity_key_fingerprint(who) })
}
