/* SPDX-License-Identifier: Apache-2.0 */
/* The key of handles: the configuration's, else one of the user's own, made on first use. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

#define KEY 32
#define PATH_MOST 1024

static bool key_path(char *out, const char *end)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length = state && state[0] == '/'
                     ? snprintf(out, PATH_MOST, "%s/toegang/%s", state, end)
                     : snprintf(out, PATH_MOST, "%s/.local/state/toegang/%s", home ? home : "", end);
    return length > 0 && length < PATH_MOST;
}

/* Each folder on the way, for its owner only. */
static void make_folders(const char *path)
{
    char folder[PATH_MOST];
    for (size_t i = 1; path[i]; i++) {
        if (path[i] != '/') continue;
        memcpy(folder, path, i);
        folder[i] = '\0';
        (void)mkdir(folder, 0700);
    }
}

static bool write_hex(int file, const uint8_t key[KEY])
{
    char hex[2 * KEY + 2];
    for (size_t i = 0; i < KEY; i++) snprintf(hex + 2 * i, 3, "%02x", key[i]);
    memcpy(hex + 2 * KEY, "\n", 2);
    bool good = write(file, hex, 2 * KEY + 1) == 2 * KEY + 1 && fsync(file) == 0;
    explicit_bzero(hex, sizeof hex);
    return good;
}

/* Whole under another name first: two that begin at once agree on the one that was linked first. */
static bool make_key(const char *path)
{
    char fresh[PATH_MOST];
    uint8_t key[KEY];
    if (!key_path(fresh, "new.XXXXXX")) return false;
    make_folders(path);
    int file = mkstemp(fresh);
    if (file < 0) return false;
    bool good = getrandom(key, sizeof key, 0) == (ssize_t)sizeof key && write_hex(file, key) &&
                (link(fresh, path) == 0 || errno == EEXIST);
    explicit_bzero(key, sizeof key);
    close(file);
    unlink(fresh);
    return good;
}

static int hex_value(char octet)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = octet ? strchr(digits, octet) : NULL;
    return at ? (int)(at - digits) : -1;
}

static bool parse_key(const char *hex, uint8_t out[KEY])
{
    for (size_t i = 0; i < KEY; i++) {
        int high = hex_value(hex[2 * i]);
        int low = high < 0 ? -1 : hex_value(hex[2 * i + 1]);
        if (low < 0) return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return hex[2 * KEY] == '\n' && hex[2 * KEY + 1] == '\0';
}

/* A key that others may read is no key. */
static bool read_key(const char *path, uint8_t out[KEY])
{
    char hex[2 * KEY + 3] = "";
    struct stat state;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return false;
    bool own = fstat(file, &state) == 0 && S_ISREG(state.st_mode) && state.st_uid == geteuid() &&
               (state.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    ssize_t length = own ? read(file, hex, sizeof hex - 1) : -1;
    close(file);
    if (!own)
        errno = EPERM;
    else if (length >= 0)
        errno = EINVAL;
    bool good = length == 2 * KEY + 1 && parse_key(hex, out);
    explicit_bzero(hex, sizeof hex);
    return good;
}

bool handle_key(const toegang *all, toegang_language language, bool make, uint8_t out[32])
{
    char path[PATH_MOST] = "";
    if (toegang_handle_key(all, out)) return true;
    errno = ENAMETOOLONG;
    bool good = key_path(path, "handle.key") && read_key(path, out);
    if (!good && errno == ENOENT && make) good = make_key(path) && read_key(path, out);
    if (!good) fault(language, TEXT_HANDLE_KEY, path, strerror(errno));
    return good;
}
