/* SPDX-License-Identifier: Apache-2.0 */
/* For the files of this room; the floors above see it too. */
#include "include/directory/deadline.h"
