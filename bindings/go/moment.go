// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"fmt"
	"time"
)

// unbounded is how the end of what never ends is shown where an instant is needed, as in JSON.
var unbounded = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)

// moment is the one that is asked about: now where none is given. The library has no clock.
func moment(at time.Time) C.toegang_time {
	if at.IsZero() {
		at = time.Now()
	}
	return C.toegang_time(at.Unix())
}

// instant is the zero time for both open ends: no beginning, no end.
func instant(at C.toegang_time) time.Time {
	if at == C.TOEGANG_ALWAYS || at == C.TOEGANG_NEVER {
		return time.Time{}
	}
	return time.Unix(int64(at), 0).UTC()
}

// instantOr is what C makes of the zero time there.
func instantOr(at time.Time, open C.toegang_time) C.toegang_time {
	if at.IsZero() {
		return open
	}
	return C.toegang_time(at.Unix())
}

const longestPatience = time.Minute

// patience is what the context leaves, in milliseconds; 0, the directories' own limits, where it has no deadline or one
// that is further off than any patience. Who has no time left does not ask.
func patience(ctx context.Context) (C.int64_t, error) {
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("toegang: %w", err)
	}
	deadline, has := ctx.Deadline()
	left := time.Until(deadline)
	if !has || left > longestPatience {
		return 0, nil
	}
	if left < time.Millisecond {
		return 0, fmt.Errorf("toegang: %w", context.DeadlineExceeded)
	}
	return C.int64_t(left.Milliseconds()), nil
}

// end is an instant until which something holds: far off for what never ends, the zero time for what never holds.
func end(at C.toegang_time) time.Time {
	if at == C.TOEGANG_NEVER {
		return unbounded
	}
	return instant(at)
}
