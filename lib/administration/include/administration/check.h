/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of this floor; doc/checks.md describes each. */
#ifndef TG_ADMINISTRATION_CHECK_H
#define TG_ADMINISTRATION_CHECK_H

#endif
