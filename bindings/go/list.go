// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime/cgo"
	"time"
)

// A ListKind is what is listed.
type ListKind int

const (
	ListHTB           ListKind = C.TOEGANG_LIST_HTB           // the HTBs of an organisation
	ListHolders       ListKind = C.TOEGANG_LIST_HOLDERS       // the holders of rights in an organisation
	ListRights        ListKind = C.TOEGANG_LIST_RIGHTS        // the rights of a holder
	ListOrganisations ListKind = C.TOEGANG_LIST_ORGANISATIONS // the organisations that a holder can act for
	ListReview        ListKind = C.TOEGANG_LIST_REVIEW        // rights that somebody should look at
)

// A ListQuestion asks for a list, or for a page of it.
type ListQuestion struct {
	Kind          ListKind
	Holder        Rrn
	Organisation  Organisation
	Eloket, Right string        // narrow; "": all
	At            time.Time     // what is live then is listed; zero: now
	Soon          time.Duration // ListReview: what ends within; zero: 30 days
	Limit         int           // rows at most; 0: all of them
	After         string        // Cursor of the last row of the page before; "": from the first
}

// A Row is one of a list.
type Row struct {
	Register Register
	Fact     *Fact
	As       string // "legal-representative", "htb" or "right"
	Check    string // ListReview: why it is to be looked at
	Cursor   string // of this row, the same as long as the fact is
}

// List is exact or an error, never cut short; sorted, and the same while nothing changes.
func (t *Toegang) List(ctx context.Context, question ListQuestion) ([]Row, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	if question.Limit < 0 {
		return nil, misuse("a limit of 0 or more")
	}
	var copies texts
	defer copies.free()
	asked := C.toegang_list_question{size: C.sizeof_toegang_list_question, kind: C.toegang_list_kind(question.Kind),
		holder: question.Holder.c(), organisation: question.Organisation.c(), eloket: copies.given(question.Eloket),
		right: copies.given(question.Right), at: moment(question.At), soon: C.int64_t(question.Soon / time.Second),
		limit: C.size_t(question.Limit), after: copies.given(question.After), patience_ms: left}
	if err := copies.err(); err != nil {
		return nil, err
	}
	return t.list(&asked)
}

func (t *Toegang) list(asked *C.toegang_list_question) ([]Row, error) {
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	var rows []Row
	handle := cgo.NewHandle(&rows)
	defer handle.Delete()
	var report C.toegang_report
	if err := ended(C.bridge_list(t.all, asked, C.uintptr_t(handle), &report), &report); err != nil {
		return nil, err
	}
	return rows, nil
}

//export toegangGoRow
func toegangGoRow(handle C.uintptr_t, row *C.toegang_list_row) C.toegang_status {
	rows := cgo.Handle(handle).Value().(*[]Row)
	*rows = append(*rows, Row{Register(row.reg), factOf(row.fact), C.GoString(row.as), C.GoString(row.check),
		C.GoString(row.cursor)})
	return C.TOEGANG_GOOD
}
