// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime/cgo"
)

// A Found is something that Check permits.
type Found struct {
	Holder       Rrn
	Organisation Organisation // none: for oneself
	Eloket       string
	Right        string // "": what the policy of the e-counter asks
}

// SearchOrganisations gives for whom the person of the question may act at its e-counter; its organisation is not looked at.
// Exact or an error, as every search.
func (t *Toegang) SearchOrganisations(ctx context.Context, question Question) ([]Found, error) {
	return t.searchAs(ctx, &question, func(asked *C.toegang_question, handle C.uintptr_t, report *C.toegang_report) C.toegang_status {
		return C.bridge_search_organisations(t.all, asked, handle, report)
	})
}

// SearchHolders gives who may act at the e-counter for the organisation, if he signs in with the assurance and the capacity
// of the question, which has neither Identity nor Holder.
func (t *Toegang) SearchHolders(ctx context.Context, question Question) ([]Found, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	if question.Identity != nil || !question.Holder.IsZero() {
		return nil, misuse("neither an identity nor a holder")
	}
	var copies texts
	defer copies.free()
	capacity := copies.given(question.Capacity)
	if err := copies.err(); err != nil {
		return nil, err
	}
	return t.search(&question, nil, left, func(asked *C.toegang_question, handle C.uintptr_t, report *C.toegang_report) C.toegang_status {
		return C.bridge_search_holders(t.all, asked, C.toegang_assurance(question.Assurance), capacity, handle, report)
	})
}

// SearchRights gives where the person of the question may act for its organisation, and with which rights; Eloket "": at every
// e-counter. Right "": entering, and every right.
func (t *Toegang) SearchRights(ctx context.Context, question Question) ([]Found, error) {
	return t.searchAs(ctx, &question, func(asked *C.toegang_question, handle C.uintptr_t, report *C.toegang_report) C.toegang_status {
		return C.bridge_search_rights(t.all, asked, handle, report)
	})
}

type searching func(asked *C.toegang_question, handle C.uintptr_t, report *C.toegang_report) C.toegang_status

func (t *Toegang) searchAs(ctx context.Context, question *Question, search searching) ([]Found, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	who, release, err := question.held()
	if err != nil {
		return nil, err
	}
	defer release()
	return t.search(question, who, left, search)
}

func (t *Toegang) search(question *Question, who *Identity, left C.int64_t, search searching) ([]Found, error) {
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	var copies texts
	defer copies.free()
	asked := C.toegang_question{size: C.sizeof_toegang_question, organisation: question.Organisation.c(),
		eloket: copies.given(question.Eloket), right: copies.given(question.Right),
		context: question.context(&copies), at: moment(question.At), patience_ms: left}
	if who != nil {
		asked.identity = who.who
	}
	if err := copies.err(); err != nil {
		return nil, err
	}
	var found []Found
	handle := cgo.NewHandle(&found)
	defer handle.Delete()
	var report C.toegang_report
	if err := ended(search(&asked, C.uintptr_t(handle), &report), &report); err != nil {
		return nil, err
	}
	return found, nil
}

//export toegangGoFound
func toegangGoFound(handle C.uintptr_t, one *C.toegang_found) C.toegang_status {
	found := cgo.Handle(handle).Value().(*[]Found)
	right := ""
	if one.right != nil {
		right = C.GoString(one.right)
	}
	*found = append(*found, Found{rrnOf(&one.holder), organisationOf(&one.organisation), C.GoString(one.eloket), right})
	return C.TOEGANG_GOOD
}
