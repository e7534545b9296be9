# SPDX-License-Identifier: Apache-2.0
"""Moments: datetimes that say their zone outside, seconds inside. A naive datetime could mean two moments."""
from __future__ import annotations

import datetime
import time
from typing import Any

from ._errors import UsageError
from ._toegang import lib

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
LAST = datetime.datetime.max.replace(microsecond=0, tzinfo=datetime.timezone.utc)
FIRST = datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)
SECOND = datetime.timedelta(seconds=1)


def seconds(moment: datetime.datetime, what: str = 'at') -> int:
    if not isinstance(moment, datetime.datetime):
        raise UsageError.of(f'{what}: datetime', type(moment).__name__)
    if moment.utcoffset() is None:
        raise UsageError.of(f'{what}: a datetime with its time zone', 'a naive datetime')
    return (moment - EPOCH) // SECOND


def now_or(moment: datetime.datetime | None) -> int:
    return int(time.time()) if moment is None else seconds(moment)


def or_else(moment: datetime.datetime | None, absent: int, what: str) -> int:
    return absent if moment is None else seconds(moment, what)


def moment(at: int) -> datetime.datetime:
    """The nearest that a datetime can say."""
    if at >= (LAST - EPOCH) // SECOND:
        return LAST
    return FIRST if at <= (FIRST - EPOCH) // SECOND else EPOCH + at * SECOND


def unless(at: int, open_end: Any) -> datetime.datetime | None:
    return None if at == open_end else moment(at)


def from_of(at: int) -> datetime.datetime | None:
    """None: without a beginning, or not known."""
    return unless(at, lib.TOEGANG_ALWAYS)


def until_of(at: int) -> datetime.datetime | None:
    """None: without an end."""
    return unless(at, lib.TOEGANG_NEVER)


def milliseconds(patience: float | datetime.timedelta | None) -> int:
    """Seconds, or a timedelta; None: the library's own."""
    if patience is None:
        return 0
    given = patience.total_seconds() if isinstance(patience, datetime.timedelta) else patience
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 < given <= 60:
        raise UsageError.of('patience: more than 0 and at most 60 seconds')
    return max(1, int(given * 1000))
