// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime/cgo"
	"time"
)

// A Representation is one row of who represents whom.
type Representation struct {
	Holder       Rrn
	Organisation Organisation
	Through      Organisation // the company whose permanent representative it is
	As           string       // "legal-representative" or "htb"
	Fact         *Fact
}

// Represent gives who represents the organisation, where holder is no number; or whom the holder represents, where the
// organisation is none. The zero time is now.
func (t *Toegang) Represent(ctx context.Context, organisation Organisation, holder Rrn, at time.Time) ([]Representation, error) {
	if _, err := patience(ctx); err != nil {
		return nil, err
	}
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	of, by := organisation.c(), holder.c()
	var named *C.toegang_organisation
	var person *C.toegang_rrn
	if !organisation.IsZero() {
		named = &of
	}
	if !holder.IsZero() {
		person = &by
	}
	var rows []Representation
	handle := cgo.NewHandle(&rows)
	defer handle.Delete()
	var report C.toegang_report
	status := C.bridge_represent(t.all, named, person, moment(at), C.uintptr_t(handle), &report)
	if err := ended(status, &report); err != nil {
		return nil, err
	}
	return rows, nil
}

//export toegangGoRepresentation
func toegangGoRepresentation(handle C.uintptr_t, row *C.toegang_representation) C.toegang_status {
	rows := cgo.Handle(handle).Value().(*[]Representation)
	*rows = append(*rows, Representation{rrnOf(&row.holder), organisationOf(&row.organisation),
		organisationOf(&row.through), C.GoString(row.as), factOf(row.fact)})
	return C.TOEGANG_GOOD
}
