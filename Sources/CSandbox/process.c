#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int outcome(int result) { return result == 0 ? 0 : errno; }

int lit_sandbox_forbid_dumps(void) { return outcome(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)); }

int lit_sandbox_close_from(int first) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)first, ~0U, 0U) == 0) return 0;
#endif
    // Kernels before 5.9.
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return errno;
    rlim_t end = limit.rlim_cur < 65536 ? limit.rlim_cur : 65536;
    for (int descriptor = first; (rlim_t)descriptor < end; descriptor++) close(descriptor);
    return 0;
}

int lit_sandbox_forbid_new_privileges(void) { return outcome(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)); }

int lit_sandbox_leave_network(void) {
    if (unshare(CLONE_NEWNET | CLONE_NEWIPC) == 0) return 0;
    if (errno != EPERM) return errno;
    return outcome(unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC));
}

// Gives up all capabilities but these, of the first 32.
static int keep_rights(unsigned rights) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{rights, rights, 0}, {0, 0, 0}};
    return outcome((int)syscall(SYS_capset, &header, data));
}

static int take_user(void) {
    // Beyond what systems hand out to people and containers, and another for every living process.
    uid_t own = 0x7a000000u + (uid_t)getpid() % 0x1000000u;
    if (setgroups(0, NULL) != 0) return errno;
    if (setresgid(own, own, own) != 0) return errno;
    return outcome(setresuid(own, own, own));
}

static bool may_change_user;

int lit_sandbox_leave_root(void) {
    if (geteuid() != 0) return EPERM;
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0) return errno;
    int error = take_user();
    if (error == 0) error = keep_rights(1u << CAP_SETUID | 1u << CAP_SETGID | 1u << CAP_KILL);
    if (error == 0) error = outcome(prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0));
    may_change_user = error == 0;
    return error;
}

int lit_sandbox_leave_user(void) {
    if (geteuid() != 0 && !may_change_user) return EPERM;
    int error = take_user();
    return error == 0 ? keep_rights(0) : error;
}

static int limit(int resource, rlim_t soft, rlim_t hard) {
    struct rlimit value = {soft, hard};
    return outcome(setrlimit(resource, &value));
}

int lit_sandbox_limit_files(unsigned descriptors) {
    int error = limit(RLIMIT_CORE, 0, 0);
    if (error == 0) error = limit(RLIMIT_FSIZE, 0, 0);
    if (error == 0) error = limit(RLIMIT_NOFILE, descriptors, descriptors);
    return error;
}

int lit_sandbox_limit_data(uint64_t bytes, uint64_t most) { return limit(RLIMIT_DATA, bytes, most); }

static int memory_descriptor = -1;

int lit_sandbox_open_memory(void) {
    memory_descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    return memory_descriptor >= 0 ? 0 : errno;
}

bool lit_sandbox_memory(uint64_t *data, uint64_t *resident) {
    char text[160];
    ssize_t count = pread(memory_descriptor, text, sizeof text - 1, 0);
    if (count <= 0) return false;
    text[count] = 0;
    // Pages: all, resident, shared, code, 0, data and stack, 0.
    unsigned long long pages[6];
    if (sscanf(text, "%llu %llu %llu %llu %llu %llu", &pages[0], &pages[1], &pages[2], &pages[3], &pages[4],
               &pages[5]) != 6) {
        return false;
    }
    static long size;
    if (size == 0) size = sysconf(_SC_PAGESIZE);
    *data = pages[5] * (uint64_t)size;
    *resident = pages[1] * (uint64_t)size;
    return true;
}

#else

int lit_sandbox_forbid_dumps(void) { return 0; }
int lit_sandbox_close_from(int first) {
    (void)first;
    return ENOSYS;
}
int lit_sandbox_forbid_new_privileges(void) { return ENOSYS; }
int lit_sandbox_leave_network(void) { return ENOSYS; }
int lit_sandbox_leave_root(void) { return ENOSYS; }
int lit_sandbox_leave_user(void) { return ENOSYS; }
int lit_sandbox_limit_files(unsigned descriptors) {
    (void)descriptors;
    return ENOSYS;
}
int lit_sandbox_limit_data(uint64_t bytes, uint64_t most) {
    (void)bytes;
    (void)most;
    return ENOSYS;
}
int lit_sandbox_filter_calls(void) { return ENOSYS; }
int lit_sandbox_open_memory(void) { return ENOSYS; }
bool lit_sandbox_memory(uint64_t *data, uint64_t *resident) {
    (void)data;
    (void)resident;
    return false;
}

#endif
