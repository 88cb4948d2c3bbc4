#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#include <errno.h>

#ifdef __linux__

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HIGHEST_DESCRIPTOR = 255 };

// What the engine has open. A child has event counters and an account of memory of its own; the source of randomness
// has no state.
enum kind { NOTHING, COUNTER, MEMORY, RANDOMNESS };
static unsigned char kinds[HIGHEST_DESCRIPTOR + 1];

void lit_fork_forbid_engine_threads(void) {
    // bmalloc keeps memory in hand, and a thread that gives it back, which a child would not have.
    void (*disable)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "_ZN3WTF20fastDisableScavengerEv");
    if (disable != NULL) disable();
}

static int count_threads(void) {
    FILE *file = fopen("/proc/self/status", "re");
    if (file == NULL) return -1;
    char line[256];
    int count = -1;
    while (count < 0 && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "Threads: %d", &count) != 1) count = -1;
    }
    fclose(file);
    return count;
}

int lit_fork_prepare(int first) {
    if (count_threads() != 1) return EBUSY;
    for (int descriptor = first; descriptor <= HIGHEST_DESCRIPTOR; descriptor++) {
        kinds[descriptor] = NOTHING;
        if (fcntl(descriptor, F_GETFD) < 0) continue;
        char path[64], target[64], memory[64];
        snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
        snprintf(memory, sizeof memory, "/proc/%d/statm", (int)getpid());
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length < 0) return errno;
        target[length] = 0;
        if (strcmp(target, "anon_inode:[eventfd]") == 0) {
            kinds[descriptor] = COUNTER;
        } else if (strcmp(target, memory) == 0) {
            kinds[descriptor] = MEMORY;
        } else if (strcmp(target, "/dev/urandom") == 0) {
            kinds[descriptor] = RANDOMNESS;
        } else {
            return EBADF;
        }
    }
    return 0;
}

// What a child of this process does before anything else; never returns if it fails.
static void become_child(int socket, int errors) {
    if (setpgid(0, 0) != 0) _exit(70);
    if (dup2(socket, 0) != 0 || dup2(errors, 2) != 2) _exit(71);
    for (int descriptor = 3; descriptor <= HIGHEST_DESCRIPTOR; descriptor++) {
        if (kinds[descriptor] == NOTHING) close(descriptor);
        if (kinds[descriptor] == NOTHING || kinds[descriptor] == RANDOMNESS) continue;
        // In the same place, for the engine knows it by its number.
        int fresh = kinds[descriptor] == COUNTER ? eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)
                                                 : open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
        if (fresh < 0 || dup3(fresh, descriptor, O_CLOEXEC) != descriptor) _exit(72);
        close(fresh);
    }
    if (lit_sandbox_close_from(HIGHEST_DESCRIPTOR + 1) != 0) _exit(73);
}

pid_t lit_fork(int socket, int errors, int *error) {
    pid_t child = fork();
    if (child == 0) become_child(socket, errors);
    if (child < 0) *error = errno;
    return child;
}

int lit_fork_end_with(pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    return getppid() == parent ? 0 : ESRCH;
}

int lit_fork_end(pid_t child, int *status, uint64_t *peak) {
    siginfo_t state;
    // Not somebody else's process.
    if (waitid(P_PID, (id_t)child, &state, WEXITED | WNOHANG | WNOWAIT) != 0 && errno != EINTR) return -1;
    kill(-child, SIGKILL);
    kill(child, SIGKILL);
    struct rusage usage, own;
    pid_t result;
    do {
        result = wait4(child, status, WNOHANG, &usage);
    } while (result < 0 && errno == EINTR);
    if (result == 0) return 0;
    if (result < 0) return -1;
    // A child begins with what its parent has in memory.
    getrusage(RUSAGE_SELF, &own);
    *peak = usage.ru_maxrss > own.ru_maxrss ? (uint64_t)usage.ru_maxrss << 10 : 0;
    return 1;
}

// Room for two descriptors, aligned as the system wants it.
union control {
    char bytes[CMSG_SPACE(2 * sizeof(int))];
    struct cmsghdr alignment;
};

int lit_descriptors_send(int socket, const void *bytes, size_t count, int first, int second) {
    struct iovec part = {(void *)bytes, count};
    union control control;
    memset(&control, 0, sizeof control);
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(header), (int[]){first, second}, 2 * sizeof(int));
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0) return errno;
    return (size_t)sent == count ? 0 : EMSGSIZE;
}

ssize_t lit_descriptors_receive(int socket, void *bytes, size_t size, int *descriptors, size_t *descriptor_count) {
    size_t room = *descriptor_count, found = 0;
    *descriptor_count = 0;
    struct iovec part = {bytes, size};
    union control control;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t count;
    do {
        count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return count;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t given = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t place = 0; place < given; place++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(header) + place * sizeof(int), sizeof(int));
            if (found < room) {
                descriptors[found++] = descriptor;
            } else {
                close(descriptor);
            }
        }
    }
    *descriptor_count = found;
    return count;
}

#else

void lit_fork_forbid_engine_threads(void) {}
int lit_fork_prepare(int first) {
    (void)first;
    return ENOSYS;
}
pid_t lit_fork(int socket, int errors, int *error) {
    (void)socket;
    (void)errors;
    *error = ENOSYS;
    return -1;
}
int lit_fork_end_with(pid_t parent) {
    (void)parent;
    return ENOSYS;
}
int lit_fork_end(pid_t child, int *status, uint64_t *peak) {
    (void)child;
    (void)status;
    (void)peak;
    return -1;
}
int lit_descriptors_send(int socket, const void *bytes, size_t count, int first, int second) {
    (void)socket;
    (void)bytes;
    (void)count;
    (void)first;
    (void)second;
    return ENOSYS;
}
ssize_t lit_descriptors_receive(int socket, void *bytes, size_t size, int *descriptors, size_t *descriptor_count) {
    (void)socket;
    (void)bytes;
    (void)size;
    (void)descriptors;
    *descriptor_count = 0;
    errno = ENOSYS;
    return -1;
}

#endif
