// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

// An EvidenceKind is what a piece of evidence is.
type EvidenceKind int

const (
	OfIdentity EvidenceKind = C.TOEGANG_EVIDENCE_IDENTITY // who it is, by whose word, until when
	OfPolicy   EvidenceKind = C.TOEGANG_EVIDENCE_POLICY   // the line of the policy that applied
	OfFact     EvidenceKind = C.TOEGANG_EVIDENCE_FACT     // a fact of a directory
	OfRegister EvidenceKind = C.TOEGANG_EVIDENCE_REGISTER // a register that could not answer
	OfWarning  EvidenceKind = C.TOEGANG_EVIDENCE_WARNING  // something to know
	OfAsserted EvidenceKind = C.TOEGANG_EVIDENCE_ASSERTED // what the assertion states
)

// Evidence is one piece that a decision rests on, or that was looked at.
type Evidence struct {
	Kind     EvidenceKind
	Used     bool     // the verdict rests on it
	Register Register // of OfFact and OfRegister
	Fact     *Fact    // of OfFact
	Check    string   // why it did not count, or which warning
	Detail   string   // OfPolicy: "e-counter: htb with-right"; OfRegister: what came; OfAsserted: the issuer
	Stated   *Stated  // of OfAsserted
}

// A StatedKind is what an assertion says about representation.
type StatedKind int

const (
	StatedLegalRepresentative StatedKind = C.TOEGANG_STATED_LEGAL_REPRESENTATIVE
	StatedMandate             StatedKind = C.TOEGANG_STATED_MANDATE
	StatedRight               StatedKind = C.TOEGANG_STATED_RIGHT
)

// Stated is a statement of an assertion.
type Stated struct {
	Kind         StatedKind
	Claim, Value string
	Organisation Organisation
}

func statedOf(from *C.toegang_stated) *Stated {
	if from == nil {
		return nil
	}
	return &Stated{StatedKind(from.kind), C.GoString(from.claim), C.GoString(from.value),
		organisationOf(&from.organisation)}
}

// Evidence is what the verdict rests on, what carries it first.
func (d *Decision) Evidence() []Evidence {
	if !d.use() {
		return nil
	}
	defer d.leave()
	all := make([]Evidence, C.toegang_decision_evidence_count(d.decision))
	for i := range all {
		from := C.toegang_decision_evidence(d.decision, C.size_t(i))
		all[i] = Evidence{EvidenceKind(from.kind), from.used == 1, Register(from.reg), factOf(from.fact),
			C.GoString(from.check), C.GoString(from.detail), statedOf(from.stated)}
	}
	return all
}
