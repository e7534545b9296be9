// SPDX-License-Identifier: Apache-2.0

//go:build !go1.24

package toegang

import "runtime"

// underneath frees what its owner forgot to close, when the collector finds that nobody holds the owner any more.
func underneath[T any](owner *T, core *owned) {
	runtime.SetFinalizer(owner, func(*T) { core.close() })
}
