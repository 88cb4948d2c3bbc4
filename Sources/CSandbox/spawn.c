#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#include "CSandboxSpawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

static int describe(posix_spawn_file_actions_t *files, posix_spawnattr_t *attributes, int socket, int errors) {
    int error = posix_spawn_file_actions_adddup2(files, socket, 0);
    if (!error) error = posix_spawn_file_actions_addopen(files, 1, "/dev/null", O_WRONLY, 0);
    if (!error) error = posix_spawn_file_actions_adddup2(files, errors, 2);
#ifdef __linux__
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(files, 3);
#endif

    // A host that ignores SIGPIPE, or whose thread blocks signals, must not pass that on.
    sigset_t signals;
    short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef __APPLE__
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    sigfillset(&signals);
    if (!error) error = posix_spawnattr_setsigdefault(attributes, &signals);
    sigemptyset(&signals);
    if (!error) error = posix_spawnattr_setsigmask(attributes, &signals);
    if (!error) error = posix_spawnattr_setpgroup(attributes, 0);
    if (!error) error = posix_spawnattr_setflags(attributes, flags);
    return error;
}

int lit_sandbox_spawn(const char *path, char *const arguments[], char *const environment[], int socket, int errors,
                      pid_t *process) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&files);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (!error) {
        error = describe(&files, &attributes, socket, errors);
        if (!error) error = posix_spawn(process, path, &files, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&files);
    return error;
}
