/* SPDX-License-Identifier: Apache-2.0 */
/* The checks of a document that is fetched; doc/checks.md describes each. */
#ifndef TG_DIRECTORY_CHECK_FETCH_H
#define TG_DIRECTORY_CHECK_FETCH_H

#define CHECK_FETCH_ABSENT "fetch.absent"         /* libcurl is not compiled in */
#define CHECK_FETCH_URL "fetch.url"               /* neither https, nor http of this machine; or with a user */
#define CHECK_FETCH_CONNECTION "fetch.connection" /* no name, no connection, or it broke */
#define CHECK_FETCH_TLS "fetch.tls"               /* RFC 9110 4.3.4: the certificate is not that of the host */
#define CHECK_FETCH_TIME_OUT "fetch.time-out"     /* not whole within the patience */
#define CHECK_FETCH_STATUS "fetch.status"         /* RFC 9110 15: any status but 200 */
#define CHECK_FETCH_SIZE "fetch.size"             /* more octets than this document may have */

#endif
