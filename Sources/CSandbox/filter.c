#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#ifdef __linux__

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef OWN_ARCHITECTURE

// Allowed whatever the arguments: memory, waiting, clocks, what has been opened already, and the end.
static const int free_calls[] = {
    SYS_futex,
    SYS_read,
    SYS_madvise,
    SYS_munmap,
    SYS_sched_yield,
    SYS_write,
    SYS_ppoll,
#ifdef SYS_poll
    SYS_poll,
#endif
    SYS_pread64,
    SYS_mremap,
    SYS_brk,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
#ifdef SYS_time
    SYS_time,
#endif
    SYS_getrandom,
    SYS_getpid,
    SYS_getppid,
    SYS_gettid,
    SYS_getrusage,
    SYS_getcpu,
    SYS_sched_getaffinity,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_rt_sigsuspend,
    SYS_sigaltstack,
    SYS_restart_syscall,
    SYS_set_robust_list,
#ifdef SYS_rseq
    SYS_rseq,
#endif
    SYS_membarrier,
    SYS_eventfd2,
    SYS_close,
    SYS_exit,
    SYS_exit_group,
};

enum { CAPACITY = 256 };

struct program {
    struct sock_filter code[CAPACITY];
    unsigned short count;
};

static void put(struct program *program, unsigned short code, unsigned value, unsigned char yes, unsigned char no) {
    if (program->count < CAPACITY) program->code[program->count++] = (struct sock_filter){code, yes, no, value};
}

static void load(struct program *program, size_t offset) {
    put(program, BPF_LD | BPF_W | BPF_ABS, (unsigned)offset, 0, 0);
}

static void answer(struct program *program, unsigned value) { put(program, BPF_RET | BPF_K, value, 0, 0); }

static void allow(struct program *program, int call) {
    put(program, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 1);
    answer(program, SECCOMP_RET_ALLOW);
}

// What is asked of one argument. Both halves are looked at where the kernel takes all 64 bits.
struct condition {
    unsigned argument;
    enum { EQUALS, HAS_ALL, HAS_NONE, IS_ZERO_64 } test;
    unsigned value;
};

// Bytes of the low and the high half; both architectures are little-endian.
static size_t half(unsigned argument, unsigned high) {
    return offsetof(struct seccomp_data, args) + 8 * argument + 4 * high;
}

// Allows the call if all conditions hold; refuses it otherwise.
static void allow_if(struct program *program, int call, const struct condition *conditions, unsigned count) {
    unsigned length = 2;
    for (unsigned place = 0; place < count; place++) {
        length += conditions[place].test == IS_ZERO_64 ? 4 : conditions[place].test == HAS_ALL ? 3 : 2;
    }
    put(program, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, (unsigned char)length);
    unsigned left = length;
    for (unsigned place = 0; place < count; place++) {
        const struct condition *condition = &conditions[place];
        switch (condition->test) {
        case EQUALS:
            left -= 2;
            load(program, half(condition->argument, 0));
            put(program, BPF_JMP | BPF_JEQ | BPF_K, condition->value, 0, (unsigned char)(left - 1));
            break;
        case HAS_ALL:
            left -= 3;
            load(program, half(condition->argument, 0));
            put(program, BPF_ALU | BPF_AND | BPF_K, condition->value, 0, 0);
            put(program, BPF_JMP | BPF_JEQ | BPF_K, condition->value, 0, (unsigned char)(left - 1));
            break;
        case HAS_NONE:
            left -= 2;
            load(program, half(condition->argument, 0));
            put(program, BPF_JMP | BPF_JSET | BPF_K, condition->value, (unsigned char)(left - 1), 0);
            break;
        case IS_ZERO_64:
            left -= 4;
            load(program, half(condition->argument, 0));
            put(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, (unsigned char)(left + 1));
            load(program, half(condition->argument, 1));
            put(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, (unsigned char)(left - 1));
            break;
        }
    }
    answer(program, SECCOMP_RET_ALLOW);
    answer(program, SECCOMP_RET_ERRNO | EPERM);
}

#define CONDITIONS(...) \
    (const struct condition[]){__VA_ARGS__}, sizeof((const struct condition[]){__VA_ARGS__}) / sizeof(struct condition)

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif
#ifndef CLONE_NEWCGROUP
#define CLONE_NEWCGROUP 0x02000000
#endif

static void write_program(struct program *program) {
    load(program, offsetof(struct seccomp_data, arch));
    put(program, BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0);
    answer(program, SECCOMP_RET_KILL_PROCESS);
    load(program, offsetof(struct seccomp_data, nr));
#ifdef __x86_64__
    // The numbers of x32.
    put(program, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    answer(program, SECCOMP_RET_ERRNO | EPERM);
#endif
    for (size_t place = 0; place < sizeof free_calls / sizeof *free_calls; place++) {
        allow(program, free_calls[place]);
    }
    // Anonymous memory that cannot be executed: the compiler's region is there already.
    allow_if(program, SYS_mmap, CONDITIONS({2, HAS_NONE, PROT_EXEC}, {3, HAS_ALL, MAP_ANONYMOUS}));
    allow_if(program, SYS_mprotect, CONDITIONS({2, HAS_NONE, PROT_EXEC}));
    // The socket to the host, and no address, hence nowhere else.
    allow_if(program, SYS_sendto, CONDITIONS({0, EQUALS, 0}, {4, IS_ZERO_64, 0}));
    // Threads of this process. What clone3 asks for cannot be seen from here; without it the library uses clone.
    allow_if(program, SYS_clone,
             CONDITIONS({0, HAS_ALL, CLONE_THREAD | CLONE_VM | CLONE_SIGHAND},
                        {0, HAS_NONE,
                         CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
                             CLONE_NEWNET | CLONE_NEWTIME | CLONE_VFORK}));
    put(program, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1);
    answer(program, SECCOMP_RET_ERRNO | ENOSYS);
    // The collector stops its threads by signals.
    allow_if(program, SYS_tgkill, CONDITIONS({0, EQUALS, (unsigned)getpid()}));
    allow_if(program, SYS_prctl, CONDITIONS({0, EQUALS, PR_SET_NAME}));
    allow_if(program, SYS_prlimit64, CONDITIONS({0, EQUALS, 0}, {1, EQUALS, RLIMIT_DATA}));
    answer(program, SECCOMP_RET_ERRNO | EPERM);
}

int lit_sandbox_filter_calls(void) {
    struct program program = {.count = 0};
    write_program(&program);
    if (program.count >= CAPACITY) return E2BIG;
    struct sock_fprog filter = {program.count, program.code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
    // Above zero: the thread that could not follow.
    return result == 0 ? 0 : result > 0 ? EBUSY : errno;
}

#else

int lit_sandbox_filter_calls(void) { return ENOSYS; }

#endif
#endif
