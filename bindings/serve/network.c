/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses and networks, as they are given. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve.h"

#define ADDRESS_ROOM 64

static bool read_number(const char *text, unsigned most, unsigned *out)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 5 || text[digits]) return false;
    *out = (unsigned)strtoul(text, NULL, 10);
    return *out <= most;
}

bool network_read(const char *text, size_t length, struct network *out)
{
    char address[ADDRESS_ROOM];
    *out = (struct network){.family = AF_UNIX};
    if (length == 4 && strncmp(text, "unix", 4) == 0) return true;
    if (length >= sizeof address) return false;
    memcpy(address, text, length);
    address[length] = '\0';
    char *mask = strchr(address, '/');
    if (mask) *mask++ = '\0';
    out->family = strchr(address, ':') ? AF_INET6 : AF_INET;
    out->bits = out->family == AF_INET ? 32 : 128;
    if (inet_pton(out->family, address, out->address) != 1) return false;
    return !mask || read_number(mask, out->bits, &out->bits);
}

bool network_of(const struct sockaddr_storage *address, struct network *out)
{
    const struct sockaddr_in *four = (const void *)address;
    const struct sockaddr_in6 *six = (const void *)address;
    *out = (struct network){.family = address->ss_family};
    if (out->family == AF_INET) memcpy(out->address, &four->sin_addr, sizeof four->sin_addr);
    if (out->family == AF_INET6) memcpy(out->address, &six->sin6_addr, sizeof six->sin6_addr);
    return out->family == AF_INET || out->family == AF_INET6 || out->family == AF_UNIX;
}

void network_write(const struct network *network, char *out, size_t size)
{
    if (network->family == AF_UNIX || !inet_ntop(network->family, network->address, out, (socklen_t)size))
        snprintf(out, size, "unix");
}

bool network_holds(const struct network *network, int family, const uint8_t *address)
{
    if (family != network->family) return false;
    unsigned octets = network->bits / 8, rest = network->bits % 8;
    if (family == AF_UNIX) return true;
    if (memcmp(network->address, address, octets) != 0) return false;
    return rest == 0 || (network->address[octets] ^ address[octets]) >> (8 - rest) == 0;
}

/* "127.0.0.1:8180", "[::1]:8180" */
bool address_read(const char *where, struct network *out)
{
    const char *colon = strrchr(where, ':');
    unsigned port;
    if (!colon || !read_number(colon + 1, 65535, &port) || port == 0) return false;
    bool bracketed = *where == '[' && colon > where + 2 && colon[-1] == ']';
    size_t length = (size_t)(colon - where);
    bool read = bracketed ? network_read(where + 1, length - 2, out) : network_read(where, length, out);
    bool whole = read && (out->family == AF_INET6 ? bracketed && out->bits == 128
                                                  : out->family == AF_INET && out->bits == 32);
    return whole && !memchr(where, '/', length);
}

bool address_is_loopback(const struct network *network)
{
    static const struct network four = {.family = AF_INET, .address = {127}, .bits = 8};
    static const struct network six = {.family = AF_INET6, .address = {[15] = 1}, .bits = 128};
    return network_holds(&four, network->family, network->address) ||
           network_holds(&six, network->family, network->address);
}
