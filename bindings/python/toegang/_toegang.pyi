# SPDX-License-Identifier: Apache-2.0
"""The module that is made from the public headers."""
from typing import Any, Callable, TypeVar

F = TypeVar('F', bound=Callable[..., Any])

class _Ffi:
    def def_extern(self, *, error: Any = ...) -> Callable[[F], F]: ...
    def __getattr__(self, name: str) -> Any: ...

ffi: _Ffi
lib: Any
