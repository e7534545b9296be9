// SPDX-License-Identifier: Apache-2.0

package toegang

import "sync"

// owned is an object of C that several goroutines use. It is freed once: when it was closed and nobody uses it any more.
type owned struct {
	mutex  sync.Mutex
	users  int
	closed bool
	free   func()
}

// use is false once it was closed. Else a leave follows.
func (o *owned) use() bool {
	if o == nil {
		return false
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.closed {
		return false
	}
	o.users++
	return true
}

func (o *owned) leave() {
	o.mutex.Lock()
	o.users--
	last := o.closed && o.users == 0
	o.mutex.Unlock()
	if last {
		o.free()
	}
}

// close is false when it was closed before. What is under way ends as it began, and the last of it frees.
func (o *owned) close() bool {
	if o == nil {
		return false
	}
	o.mutex.Lock()
	if o.closed {
		o.mutex.Unlock()
		return false
	}
	o.closed = true
	last := o.users == 0
	o.mutex.Unlock()
	if last {
		o.free()
	}
	return true
}
