// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
	"unsafe"
)

// A TokenKind is what a token is for. One kind never passes for another.
type TokenKind int

const (
	IDToken       TokenKind = C.TOEGANG_TOKEN_ID
	AccessToken   TokenKind = C.TOEGANG_TOKEN_ACCESS
	UserInfo      TokenKind = C.TOEGANG_TOKEN_USERINFO
	Introspection TokenKind = C.TOEGANG_TOKEN_INTROSPECTION
)

// Expected is what the caller knows about a token. The zero value expects an ID token without a nonce.
type Expected struct {
	Kind        TokenKind     // zero: IDToken
	Nonce       string        // what our request sent; "": it sent none, and a token with one is refused
	AccessToken string        // ID tokens: checked against at_hash; "": not checked
	Code        string        // ID tokens: the same with c_hash
	ACR         []string      // acr values that we asked for: one of these must be stated
	MaxAge      time.Duration // how long ago the person may have authenticated; zero: not demanded
	Subject     string        // the sub that it must be of; "": not compared
}

func (e *Expected) c(copies *texts) C.toegang_expected {
	out := C.toegang_expected{size: C.sizeof_toegang_expected, kind: C.toegang_token_kind(e.Kind),
		nonce: copies.given(e.Nonce), access_token: copies.given(e.AccessToken), code: copies.given(e.Code),
		acr: copies.list(e.ACR), acr_count: C.size_t(len(e.ACR)), subject: copies.given(e.Subject)}
	if e.Kind == 0 {
		out.kind = C.TOEGANG_TOKEN_ID
	}
	if e.MaxAge > 0 {
		out.asks_max_age, out.max_age = 1, C.int64_t(e.MaxAge/time.Second)
	}
	return out
}

// verify is one of the four verifications below.
type verify func(who **C.toegang_identity, report *C.toegang_report) C.toegang_status

func (t *Toegang) verified(copies *texts, call verify) (*Identity, error) {
	if err := copies.err(); err != nil {
		return nil, err
	}
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	var who *C.toegang_identity
	var report C.toegang_report
	if err := ended(call(&who, &report), &report); err != nil {
		return nil, err
	}
	return newIdentity(who), nil
}

// VerifySAML validates a samlp:Response, as posted or in XML, that answers our request. It notes nothing, so that the same
// response is good again: to sign in, SignInSAML. A refusal is an *Error with ErrRefused and the check that fell. The
// zero time is now, here and below.
func (t *Toegang) VerifySAML(response []byte, inResponseTo string, at time.Time) (*Identity, error) {
	var copies texts
	defer copies.free()
	request := copies.text(inResponseTo)
	borrowed, length := octets(response)
	return t.verified(&copies, func(who **C.toegang_identity, report *C.toegang_report) C.toegang_status {
		return C.toegang_verify_saml(C.toegang_trusted(t.all), unsafe.Pointer(borrowed), length, request, moment(at),
			who, report)
	})
}

// SignInSAML does what VerifySAML does, and notes that the response was used: a second time it is refused (replay.used).
func (t *Toegang) SignInSAML(ctx context.Context, response []byte, inResponseTo string, at time.Time) (*Identity, error) {
	if _, err := patience(ctx); err != nil {
		return nil, err
	}
	var copies texts
	defer copies.free()
	request := copies.text(inResponseTo)
	borrowed, length := octets(response)
	return t.verified(&copies, func(who **C.toegang_identity, report *C.toegang_report) C.toegang_status {
		return C.toegang_sign_in_saml(t.all, unsafe.Pointer(borrowed), length, request, moment(at), who, report)
	})
}

// VerifyJWT validates a token in the compact serialisation, nothing around it. It notes and fetches nothing.
func (t *Toegang) VerifyJWT(token []byte, expected Expected, at time.Time) (*Identity, error) {
	var copies texts
	defer copies.free()
	asked := expected.c(&copies)
	borrowed, length := octets(token)
	return t.verified(&copies, func(who **C.toegang_identity, report *C.toegang_report) C.toegang_status {
		return C.toegang_verify_jwt(C.toegang_trusted(t.all), unsafe.Pointer(borrowed), length, &asked, moment(at), who,
			report)
	})
}

// SignInJWT does what VerifyJWT does; an ID token is noted as used, and a key that is not known yet is fetched within what
// the context leaves.
func (t *Toegang) SignInJWT(ctx context.Context, token []byte, expected Expected, at time.Time) (*Identity, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	var copies texts
	defer copies.free()
	asked := expected.c(&copies)
	borrowed, length := octets(token)
	return t.verified(&copies, func(who **C.toegang_identity, report *C.toegang_report) C.toegang_status {
		return C.toegang_sign_in_jwt(t.all, unsafe.Pointer(borrowed), length, &asked, moment(at), left, who, report)
	})
}
