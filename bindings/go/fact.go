// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import "time"

// A Register is where a fact is from.
type Register int

const (
	KBO              Register = C.TOEGANG_KBO              // functions in enterprises
	BTB              Register = C.TOEGANG_BTB              // appointments of chief access managers
	Gebruikersbeheer Register = C.TOEGANG_GEBRUIKERSBEHEER // Flemish rights
	Rollenbeheer     Register = C.TOEGANG_ROLLENBEHEER     // federal rights
)

// String is "kbo", "btb", "gebruikersbeheer", "rollenbeheer".
func (r Register) String() string { return C.GoString(C.toegang_register_name(C.toegang_register(r))) }

// A FactKind is what a fact says.
type FactKind int

const (
	Function    FactKind = C.TOEGANG_FACT_FUNCTION    // the holder, or the company HeldBy, has a function
	Appointment FactKind = C.TOEGANG_FACT_APPOINTMENT // the holder was appointed HTB
	Right       FactKind = C.TOEGANG_FACT_RIGHT       // the holder has a right on an e-counter
	Suspension  FactKind = C.TOEGANG_FACT_SUSPENSION  // a block
)

// A Fact is one record of a register. The zero time is an open end: no beginning, no end, not recorded.
type Fact struct {
	Kind         FactKind
	Holder       Rrn
	Organisation Organisation
	HeldBy       Organisation // functions: the company that holds it
	Eloket       string
	Code         string    // KBO function code of 5 digits, "htb", or the name of the right
	Context      string    // of a right
	From, Until  time.Time // [from, until)
	GrantedBy    Rrn       // zero: the register's own word
	GrantedAs    string
	GrantedAt    time.Time
	Source       string    // for the evidence, "kbo.yaml:12"
	AsOf         time.Time // when the source was last known to say so
}

func factOf(from *C.toegang_fact) *Fact {
	if from == nil {
		return nil
	}
	return &Fact{Kind: FactKind(from.kind), Holder: rrnOf(&from.holder), Organisation: organisationOf(&from.organisation),
		HeldBy: organisationOf(&from.held_by), Eloket: C.GoString(from.eloket), Code: C.GoString(from.code),
		Context: C.GoString(from.context), From: instant(from.from), Until: instant(from.until),
		GrantedBy: rrnOf(&from.granted_by), GrantedAs: C.GoString(from.granted_as),
		GrantedAt: instant(from.granted_at), Source: C.GoString(from.source), AsOf: instant(from.as_of)}
}

func (f *Fact) c(copies *texts) C.toegang_fact {
	out := C.toegang_fact{size: C.sizeof_toegang_fact, kind: C.toegang_fact_kind(f.Kind), holder: f.Holder.c(),
		organisation: f.Organisation.c(), held_by: f.HeldBy.c(), eloket: copies.text(f.Eloket),
		code: copies.text(f.Code), context: copies.text(f.Context),
		from: instantOr(f.From, C.TOEGANG_ALWAYS), until: instantOr(f.Until, C.TOEGANG_NEVER),
		granted_by: f.GrantedBy.c(), granted_as: copies.text(f.GrantedAs),
		granted_at: instantOr(f.GrantedAt, C.TOEGANG_ALWAYS), source: copies.text(f.Source),
		as_of: instantOr(f.AsOf, C.TOEGANG_ALWAYS)}
	return out
}
