// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// An AuthzenKind is the endpoint that was asked.
type AuthzenKind int

const (
	AuthzenEvaluation  AuthzenKind = C.TOEGANG_AUTHZEN_EVALUATION      // /access/v1/evaluation
	AuthzenEvaluations AuthzenKind = C.TOEGANG_AUTHZEN_EVALUATIONS     // /access/v1/evaluations
	AuthzenSubjects    AuthzenKind = C.TOEGANG_AUTHZEN_SEARCH_SUBJECT  // /access/v1/search/subject
	AuthzenResources   AuthzenKind = C.TOEGANG_AUTHZEN_SEARCH_RESOURCE // /access/v1/search/resource
	AuthzenActions     AuthzenKind = C.TOEGANG_AUTHZEN_SEARCH_ACTION   // /access/v1/search/action
)

// An AuthzenRequest is the body of a request, of a caller whom the host knows: what he states of a person is believed.
type AuthzenRequest struct {
	Kind     AuthzenKind
	Body     []byte
	Caller   string   // who asks, for the evidence; "": "authzen"
	Language Language // of an error
	At       time.Time
}

// An AuthzenAnswer is ready to be sent.
type AuthzenAnswer struct {
	Status int    // of HTTP
	Body   []byte // JSON
	Check  string // the one that fell; "": none
}

// Authzen answers a request of the OpenID AuthZEN Authorization API 1.0. The answer to one that is malformed is no error.
func (t *Toegang) Authzen(ctx context.Context, request AuthzenRequest) (*AuthzenAnswer, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	var copies texts
	defer copies.free()
	caller := copies.given(request.Caller)
	if err := copies.err(); err != nil {
		return nil, err
	}
	body, length := octets(request.Body)
	var out *C.toegang_answer
	var report C.toegang_report
	status := C.bridge_authzen(t.all, C.toegang_authzen_kind(request.Kind), body, length, moment(request.At), left,
		C.toegang_language(request.Language), caller, &out, &report)
	if err := ended(status, &report); err != nil {
		return nil, err
	}
	defer C.toegang_answer_free(out)
	var size C.size_t
	text := C.toegang_answer_text(out, &size)
	return &AuthzenAnswer{int(C.toegang_answer_http(out)), []byte(C.GoStringN(text, C.int(size))),
		C.GoString(C.toegang_answer_check(out))}, nil
}
