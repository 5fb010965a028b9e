#define _GNU_SOURCE
#include "coda_posix.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

int coda_pipe(int ends[2], int lowest, int blocks) {
    if (pipe2(ends, O_CLOEXEC | (blocks ? 0 : O_NONBLOCK))) return errno;
    int status = 0;
    for (int end = 0; end < 2; end++) {
        if (ends[end] >= lowest) continue;
        int moved = fcntl(ends[end], F_DUPFD_CLOEXEC, lowest);
        if (moved < 0) {
            status = errno;
            continue;
        }
        close(ends[end]);
        ends[end] = moved;
    }
    if (status) {
        close(ends[0]);
        close(ends[1]);
    }
    return status;
}

int coda_spawn(pid_t *process, const char *command, char *const words[], char *const variables[], const char *folder,
               const int *descriptors, int count) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int status = posix_spawn_file_actions_init(&actions);
    if (status) return status;
    status = posix_spawnattr_init(&attributes);
    if (status) {
        posix_spawn_file_actions_destroy(&actions);
        return status;
    }
    for (int target = 0; target < count && !status; target++) status = posix_spawn_file_actions_adddup2(&actions, descriptors[target], target);
    // Whatever a library of ours left open is not the program's.
    if (!status) status = posix_spawn_file_actions_addclosefrom_np(&actions, count);
    if (!status && folder) status = posix_spawn_file_actions_addchdir_np(&actions, folder);
    if (!status) status = posix_spawnattr_setsigmask(&attributes, &none);
    if (!status) status = posix_spawnattr_setsigdefault(&attributes, &all);
    if (!status) status = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!status) status = posix_spawnp(process, command, &actions, &attributes, words, variables);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return status;
}
