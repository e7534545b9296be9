// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"time"
)

// An Act is what somebody wants to change.
type Act struct {
	As            *Identity // who acts
	To            Rrn       // whom it is about
	Organisation  Organisation
	Eloket, Right string    // "" for appointments
	Context       string    // the context value of a right; "": none
	From          time.Time // when it begins to hold, or to end; zero: At
	Until         time.Time // when what is given ends, exclusive; zero: open
	At            time.Time // zero: now
}

type change func(*C.toegang, *C.toegang_act, **C.toegang_deed, *C.toegang_report) C.toegang_status

// Appoint makes the person HTB. This and what follows is judged by the registers themselves and changes nothing unless the
// Deed says so. That he may not is a deed, not an error; an error is what could not be judged or kept.
func (t *Toegang) Appoint(ctx context.Context, act Act) (*Deed, error) {
	return t.change(ctx, &act, func(t *C.toegang, a *C.toegang_act, d **C.toegang_deed, r *C.toegang_report) C.toegang_status {
		return C.toegang_appoint(t, a, d, r)
	})
}

// Dismiss ends every appointment of the person as HTB. The last one too: the deed says so.
func (t *Toegang) Dismiss(ctx context.Context, act Act) (*Deed, error) {
	return t.change(ctx, &act, func(t *C.toegang, a *C.toegang_act, d **C.toegang_deed, r *C.toegang_report) C.toegang_status {
		return C.toegang_dismiss(t, a, d, r)
	})
}

// Grant gives the person the right; again with a later end renews it.
func (t *Toegang) Grant(ctx context.Context, act Act) (*Deed, error) {
	return t.change(ctx, &act, func(t *C.toegang, a *C.toegang_act, d **C.toegang_deed, r *C.toegang_report) C.toegang_status {
		return C.toegang_grant(t, a, d, r)
	})
}

// Revoke ends the right, whoever granted it: of that context, or of all where Context is "".
func (t *Toegang) Revoke(ctx context.Context, act Act) (*Deed, error) {
	return t.change(ctx, &act, func(t *C.toegang, a *C.toegang_act, d **C.toegang_deed, r *C.toegang_report) C.toegang_status {
		return C.toegang_revoke(t, a, d, r)
	})
}

// Suspend blocks the person at that e-counter for the organisation; what was granted stays.
func (t *Toegang) Suspend(ctx context.Context, act Act) (*Deed, error) {
	return t.change(ctx, &act, func(t *C.toegang, a *C.toegang_act, d **C.toegang_deed, r *C.toegang_report) C.toegang_status {
		return C.toegang_suspend(t, a, d, r)
	})
}

// Resume lifts what Suspend did.
func (t *Toegang) Resume(ctx context.Context, act Act) (*Deed, error) {
	return t.change(ctx, &act, func(t *C.toegang, a *C.toegang_act, d **C.toegang_deed, r *C.toegang_report) C.toegang_status {
		return C.toegang_resume(t, a, d, r)
	})
}

// change never looks at the context again once it began: what was done was done.
func (t *Toegang) change(ctx context.Context, act *Act, call change) (*Deed, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	if act.As == nil {
		return nil, misuse("an act with who acts")
	}
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	if !act.As.use() {
		return nil, ErrClosed
	}
	defer act.As.leave()
	var copies texts
	defer copies.free()
	asked := act.c(&copies, left)
	if err := copies.err(); err != nil {
		return nil, err
	}
	var out *C.toegang_deed
	var report C.toegang_report
	status := call(t.all, &asked, &out, &report)
	if out == nil {
		return nil, errorOf(status, &report)
	}
	return newDeed(out), nil
}

func (a *Act) c(copies *texts, left C.int64_t) C.toegang_act {
	return C.toegang_act{size: C.sizeof_toegang_act, as: a.As.who, to: a.To.c(), organisation: a.Organisation.c(),
		eloket: copies.given(a.Eloket), right: copies.given(a.Right), context: copies.given(a.Context),
		from: instantOr(a.From, 0), until: instantOr(a.Until, 0), at: moment(a.At), patience_ms: left}
}
