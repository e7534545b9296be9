// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Question is: may this person, for this organisation, enter this e-counter? Either Identity or Holder.
type Question struct {
	Identity *Identity

	Holder    Rrn // a person whom the host knows by itself, with the digital key and the capacity of his session
	Assurance Assurance
	Capacity  string

	Organisation Organisation // none: for oneself
	Eloket       string
	Right        string    // "": the one that the policy of the e-counter names
	Context      string    // "": none, and any will do
	ForContext   bool      // an empty Context is refused (right.context): for one that comes with a request
	At           time.Time // zero: now
}

// Check decides. A deny and an indeterminate come without an error: look at Permit. The deadline of the context is how long
// the directories together may take; what they could not say by then makes the decision indeterminate. An error that wraps
// ctx.Err() is a context that was done before they were asked, or that was cancelled meanwhile. ErrMisuse is an unknown
// e-counter or right.
func (t *Toegang) Check(ctx context.Context, question Question) (*Decision, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	who, release, err := question.held()
	if err != nil {
		return nil, err
	}
	defer release()
	decision, err := t.decide(&question, who, left)
	if errors.Is(ctx.Err(), context.Canceled) && decision != nil {
		_ = decision.Close()
		return nil, fmt.Errorf("toegang: %w", ctx.Err())
	}
	return decision, err
}

// held gives who it is, in use until it is released; who was made here, of the holder, ends with that.
func (q *Question) held() (who *Identity, release func(), err error) {
	if (q.Identity != nil) == !q.Holder.IsZero() {
		return nil, nil, misuse("an identity or a holder")
	}
	who, end := q.Identity, func() {}
	if who == nil {
		if who, err = Attest(Statement{Holder: q.Holder, Assurance: q.Assurance, Capacity: q.Capacity}); err != nil {
			return nil, nil, err
		}
		end = func() { _ = who.Close() }
	}
	if !who.use() {
		end()
		return nil, nil, ErrClosed
	}
	return who, func() { who.leave(); end() }, nil
}

// context keeps an empty one where there has to be one: the library refuses it.
func (q *Question) context(copies *texts) *C.char {
	if q.ForContext {
		return copies.text(q.Context)
	}
	return copies.given(q.Context)
}

func (t *Toegang) decide(question *Question, who *Identity, left C.int64_t) (*Decision, error) {
	var copies texts
	defer copies.free()
	asked := C.toegang_question{size: C.sizeof_toegang_question, identity: who.who,
		organisation: question.Organisation.c(), eloket: copies.text(question.Eloket),
		right: copies.given(question.Right), context: question.context(&copies), at: moment(question.At),
		patience_ms: left}
	if err := copies.err(); err != nil {
		return nil, err
	}
	var out *C.toegang_decision
	var report C.toegang_report
	status := C.toegang_check(t.all, &asked, &out, &report)
	if out == nil {
		return nil, errorOf(status, &report)
	}
	return newDecision(out), nil
}
