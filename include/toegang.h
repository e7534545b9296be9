/* SPDX-License-Identifier: Apache-2.0 */
/* libtoegang: who signs in, whom does that person represent, and does this e-counter open? */
#ifndef TOEGANG_H
#define TOEGANG_H

#include <toegang/base.h>
#include <toegang/number.h>
#include <toegang/identity.h>
#include <toegang/trust.h>
#include <toegang/message.h>
#include <toegang/visit.h>
#include <toegang/directory.h>
#include <toegang/replay.h>
#include <toegang/decision.h>
#include <toegang/page.h>
#include <toegang/config.h>
#include <toegang/administration.h>
#include <toegang/exchange.h>
#include <toegang/search.h>
#include <toegang/authzen.h>

#endif
