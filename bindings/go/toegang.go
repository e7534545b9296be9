// SPDX-License-Identifier: Apache-2.0

// Package toegang answers whether an e-counter of the Flemish government opens: who signs in, whom that person represents,
// which right he has, and whether this counter opens for that. It is libtoegang, the C library, seen from Go.
//
// Open reads one configuration. SignInSAML or SignInJWT makes an Identity, Check a Decision. A deny and an indeterminate are
// decisions, not errors: only a decision whose Permit is true opens a door. Everything may be used by many goroutines at
// once. What has a Close is memory of C and wants to be closed; the collector closes what was forgotten, late.
package toegang

// #cgo pkg-config: libtoegang
// #include "bridge.h"
import "C"

import (
	"errors"
	"runtime"
	"runtime/cgo"
)

// A Toegang is all that one configuration says: whom we believe, who knows what, who may walk in.
type Toegang struct {
	core *owned
	all  *C.toegang
}

// An Option says how a configuration is opened.
type Option func(*opening)

type opening struct {
	strict      bool
	directories []hosted
	problems    []Problem
}

// registers are the directories of the program, NULL where it gives none.
type registers [C.TOEGANG_REGISTERS]*C.toegang_directory

type hosted struct {
	directory Directory
	registers []Register
}

// Strict refuses a configuration of which a directory cannot be read now. Without it, questions that need that directory
// are indeterminate until it can.
func Strict() Option { return func(o *opening) { o.strict = true } }

// WithDirectory has these registers answered by a directory of the program, where the configuration says `host`.
func WithDirectory(directory Directory, registers ...Register) Option {
	return func(o *opening) { o.directories = append(o.directories, hosted{directory, registers}) }
}

// Open reads the configuration at path; file names in it are relative to it. What is wrong with it is an *Error with
// ErrConfiguration and all its Problems.
func Open(path string, options ...Option) (*Toegang, error) {
	var how opening
	for _, option := range options {
		option(&how)
	}
	given, made, err := how.make()
	var all *C.toegang
	if err == nil {
		all, err = how.open(path, given)
	}
	if err != nil {
		for _, directory := range made {
			C.toegang_directory_free(directory)
		}
		return nil, err
	}
	t := &Toegang{&owned{free: func() { C.toegang_free(all) }}, all}
	underneath(t, t.core)
	return t, nil
}

// make gives those that were made also with an error: they are still to be freed.
func (o *opening) make() (given registers, made []*C.toegang_directory, err error) {
	for _, own := range o.directories {
		if own.directory == nil || len(own.registers) == 0 {
			return given, made, misuse("a directory and its registers")
		}
		directory, err := newDirectory(own.directory)
		if err != nil {
			return given, made, err
		}
		made = append(made, directory)
		for _, register := range own.registers {
			if register < 0 || int(register) >= len(given) || given[register] != nil {
				return given, made, misuse("one directory for each register")
			}
			given[register] = directory
		}
	}
	return given, made, nil
}

func (o *opening) open(path string, given registers) (*C.toegang, error) {
	var copies texts
	defer copies.free()
	copied := copies.text(path)
	if err := copies.err(); err != nil {
		return nil, err
	}
	var strict C.int
	if o.strict {
		strict = 1
	}
	handle := cgo.NewHandle(o)
	defer handle.Delete()
	var all *C.toegang
	var report C.toegang_report
	status := C.bridge_open(copied, strict, &given[0], C.uintptr_t(handle), &all, &report)
	if status != C.TOEGANG_GOOD {
		err := errorOf(status, &report)
		err.Problems = o.problems
		return nil, err
	}
	return all, nil
}

//export toegangGoProblem
func toegangGoProblem(handle C.uintptr_t, file, sourceLine *C.char, report *C.toegang_report) {
	o := cgo.Handle(handle).Value().(*opening)
	copied := *report
	o.problems = append(o.problems, Problem{C.GoString(file), C.GoString(sourceLine), *errorOf(report.status, &copied)})
}

// Close ends it. Calls that are under way end as they began; those that come after give ErrClosed.
func (t *Toegang) Close() error {
	if t == nil || !t.core.close() {
		return ErrClosed
	}
	return nil
}

func (t *Toegang) use() bool { return t != nil && t.core.use() }

func (t *Toegang) leave() {
	t.core.leave()
	runtime.KeepAlive(t)
}

// Knows is nil when there is such an e-counter, and it knows that right ("": none is asked about). Else the *Error says in
// Expected what comes nearest.
func (t *Toegang) Knows(eloket, right string) error {
	if !t.use() {
		return ErrClosed
	}
	defer t.leave()
	var copies texts
	defer copies.free()
	var report C.toegang_report
	counter, wanted := copies.text(eloket), copies.given(right)
	if err := copies.err(); err != nil {
		return err
	}
	return ended(C.toegang_knows(t.all, counter, wanted, &report), &report)
}

// errorFrom is the *Error in the chain of err.
func errorFrom(err error) (*Error, bool) {
	var found *Error
	return found, errors.As(err, &found)
}
