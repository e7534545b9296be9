/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded: a name server that does not answer for three seconds. */
#include <netdb.h>
#include <unistd.h>

int getaddrinfo(const char *restrict name, const char *restrict service, const struct addrinfo *restrict hints,
                struct addrinfo **restrict out)
{
    (void)name, (void)service, (void)hints, (void)out;
    (void)sleep(3);
    return EAI_AGAIN;
}
