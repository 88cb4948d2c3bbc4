// Shuts itself in as a worker does, and tries what it must not be able to do.
//
//   sandbox-probe scan     prints the number of every system call that is not refused, one a line; those that would
//                          end or stop the process are left out
//   sandbox-probe call N   makes system call N with senseless arguments, and prints the error number
//   sandbox-probe deeds    prints a line `name: error number` for each of a list of deeds
//   sandbox-probe foreign  makes a system call of another architecture

#define _GNU_SOURCE
#include <CSandbox.h>

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int confine(void) {
    if (lit_sandbox_close_from(3) || lit_sandbox_open_memory() || lit_sandbox_forbid_new_privileges()) return 1;
    // As far as the user may.
    if (lit_sandbox_leave_network()) fprintf(stderr, "no network namespace\n");
    if (lit_sandbox_leave_user()) fprintf(stderr, "no user of its own\n");
    return lit_sandbox_forbid_dumps() || lit_sandbox_limit_files(64) || lit_sandbox_filter_calls();
}

static long senseless(long number) { return syscall(number, -1L, -1L, -1L, -1L, -1L, -1L); }

static void try_call(long number) {
    errno = 0;
    long result = senseless(number);
    if (result != -1 || errno != EPERM) printf("%ld\n", number);
}

static void scan(void) {
    const long left_out[] = {SYS_exit, SYS_exit_group, SYS_rt_sigreturn, SYS_close};
    for (long number = 0; number <= 600; number++) {
        bool is_left_out = false;
        for (size_t place = 0; place < sizeof left_out / sizeof *left_out; place++) {
            is_left_out |= number == left_out[place];
        }
        if (!is_left_out) try_call(number);
    }
    for (long number = 0x40000000; number <= 0x40000000 + 600; number++) try_call(number);
}

static void tell(const char *name, long result) { printf("%s: %d\n", name, result == -1 ? errno : 0); }

static void deeds(void) {
    char *no_arguments[] = {NULL};
    struct rlimit limit = {1, 1};
    char byte = 0;
    tell("open", open("/etc/passwd", O_RDONLY));
    tell("openat", syscall(SYS_openat, AT_FDCWD, "/proc/self/mem", O_RDWR, 0));
    tell("socket", socket(AF_INET, SOCK_STREAM, 0));
    tell("socket-unix", socket(AF_UNIX, SOCK_STREAM, 0));
    tell("fork", syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
    tell("clone3", syscall(SYS_clone3, 0, 0));
    tell("clone-newuser", syscall(SYS_clone, CLONE_THREAD | CLONE_VM | CLONE_SIGHAND | CLONE_NEWUSER, 0, 0, 0, 0));
    tell("execve", execve("/bin/true", no_arguments, no_arguments));
    tell("ptrace", syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0));
    tell("kill", kill(getppid(), 0));
    tell("tgkill-other", syscall(SYS_tgkill, getppid(), getppid(), 0));
    tell("tgkill-self", syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), 0));
    tell("process-vm-readv", syscall(SYS_process_vm_readv, getppid(), 0, 0, 0, 0, 0));
    tell("mmap-exec", (long)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    tell("mmap-file", (long)mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0));
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    tell("mmap-memory", page == MAP_FAILED ? -1 : 0);
    tell("mprotect-exec", mprotect(page, 4096, PROT_READ | PROT_EXEC));
    tell("mprotect-read", mprotect(page, 4096, PROT_READ));
    tell("prctl-dumpable", prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
    tell("prctl-name", prctl(PR_SET_NAME, "probe", 0, 0, 0));
    tell("prlimit-files", setrlimit(RLIMIT_NOFILE, &limit));
    tell("prlimit-other", syscall(SYS_prlimit64, getppid(), RLIMIT_DATA, 0, 0));
    tell("sendto-other", sendto(5, &byte, 1, 0, NULL, 0));
    struct sockaddr address = {.sa_family = AF_UNIX};
    tell("sendto-address", sendto(0, &byte, 1, 0, &address, sizeof address));
    tell("sendmsg", syscall(SYS_sendmsg, 0, 0, 0));
    tell("ioctl", syscall(SYS_ioctl, 0, 0, 0));
    tell("setuid", syscall(SYS_setuid, 0));
    tell("unshare", syscall(SYS_unshare, CLONE_NEWUSER));
    tell("io-uring", syscall(SYS_io_uring_setup, 1, 0));
    tell("bpf", syscall(SYS_bpf, 0, 0, 0));
    tell("memfd", syscall(SYS_memfd_create, "x", 0));
}

int main(int count, char **arguments) {
    // What is written is to be seen even if a call ends the process.
    setvbuf(stdout, NULL, _IOLBF, 1024);
    const char *what = count > 1 ? arguments[1] : "";
    if (confine() != 0) {
        printf("the probe could not be confined: %s\n", strerror(errno));
        return 2;
    }
    if (strcmp(what, "scan") == 0) scan();
    if (strcmp(what, "deeds") == 0) deeds();
    if (strcmp(what, "call") == 0 && count > 2) {
        long number = strtol(arguments[2], NULL, 10);
        tell("call", senseless(number));
    }
#ifdef __x86_64__
    if (strcmp(what, "foreign") == 0) {
        // getpid of the 32-bit architecture.
        long result;
        __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory");
        printf("%ld\n", result);
    }
#endif
    return 0;
}

#else

int main(void) { return 0; }

#endif
