#define _GNU_SOURCE
#include "CCrashFiles.h"

#ifdef __linux__

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// One record: an operation, the file's number, an offset, a length, and as many bytes.
enum { op_create = 1, op_write, op_truncate, op_sync, op_rename, op_unlink, op_sync_folder, op_note };
enum { fd_limit = 1024, name_limit = 64, folder_id = 0xffffffff };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int trace_fd = -1;
static char root[512];
static size_t root_length;
static uint32_t next_id = 1;
static uint32_t fd_ids[fd_limit];
static struct { char name[128]; uint32_t id; } names[name_limit];

static void put(uint8_t op, uint32_t id, uint64_t offset, const void *bytes, uint32_t length) {
    uint8_t head[17];
    head[0] = op;
    memcpy(head + 1, &id, 4);
    memcpy(head + 5, &offset, 8);
    memcpy(head + 13, &length, 4);
    syscall(SYS_write, trace_fd, head, sizeof head);
    if (length > 0) syscall(SYS_write, trace_fd, bytes, length);
}

/// The name of a file right below the folder; NULL for any other path.
static const char *name_of(const char *path) {
    if (trace_fd < 0 || path == NULL || strncmp(path, root, root_length) != 0 || path[root_length] != '/') return NULL;
    const char *name = path + root_length + 1;
    return strchr(name, '/') == NULL && strlen(name) < sizeof names[0].name ? name : NULL;
}

static int slot_of(const char *name) {
    for (int i = 0; i < name_limit; i++) if (names[i].id != 0 && strcmp(names[i].name, name) == 0) return i;
    return -1;
}

static uint32_t bind_name(const char *name, uint32_t id) {
    int slot = slot_of(name);
    for (int i = 0; slot < 0 && i < name_limit; i++) if (names[i].id == 0) slot = i;
    if (slot < 0) return 0;
    strcpy(names[slot].name, name);
    return names[slot].id = id;
}

int crash_files_begin(const char *folder, const char *trace) {
    if (strlen(folder) >= sizeof root) return -1;
    pthread_mutex_lock(&lock);
    strcpy(root, folder);
    root_length = strlen(root);
    trace_fd = (int)syscall(SYS_openat, AT_FDCWD, trace, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    pthread_mutex_unlock(&lock);
    return trace_fd < 0 ? -1 : 0;
}

void crash_files_note(const char *text) {
    pthread_mutex_lock(&lock);
    if (trace_fd >= 0) put(op_note, 0, 0, text, (uint32_t)strlen(text));
    pthread_mutex_unlock(&lock);
}

void crash_files_end(void) {
    pthread_mutex_lock(&lock);
    if (trace_fd >= 0) syscall(SYS_close, trace_fd);
    trace_fd = -1;
    pthread_mutex_unlock(&lock);
}

// Without a recording nothing is locked: a process that was forked off meanwhile could wait for ever.
static int do_open(const char *path, int flags, mode_t mode) {
    if (trace_fd < 0) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    pthread_mutex_lock(&lock);
    const char *name = name_of(path);
    int is_folder = trace_fd >= 0 && path != NULL && strcmp(path, root) == 0;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    int failure = errno;
    if (fd >= 0 && fd < fd_limit) {
        fd_ids[fd] = is_folder ? folder_id : 0;
        if (name != NULL) {
            int slot = slot_of(name);
            if (slot >= 0) {
                fd_ids[fd] = names[slot].id;
                if (flags & O_TRUNC) put(op_truncate, names[slot].id, 0, NULL, 0);
            } else {
                fd_ids[fd] = bind_name(name, next_id++);
                put(op_create, fd_ids[fd], 0, name, (uint32_t)strlen(name));
            }
        }
    }
    pthread_mutex_unlock(&lock);
    errno = failure;
    return fd;
}

#define OPEN(function)                                      \
    int function(const char *path, int flags, ...) {        \
        mode_t mode = 0;                                    \
        if (flags & (O_CREAT | __O_TMPFILE)) {              \
            va_list arguments;                              \
            va_start(arguments, flags);                     \
            mode = (mode_t)va_arg(arguments, int);          \
            va_end(arguments);                              \
        }                                                   \
        return do_open(path, flags, mode);                  \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    if (trace_fd < 0) return (int)syscall(SYS_close, fd);
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < fd_limit) fd_ids[fd] = 0;
    int result = (int)syscall(SYS_close, fd);
    int failure = errno;
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

static uint32_t id_of(int fd) {
    return trace_fd >= 0 && fd >= 0 && fd < fd_limit ? fd_ids[fd] : 0;
}

static ssize_t do_pwrite(int fd, const void *bytes, size_t count, off64_t offset) {
    if (id_of(fd) == 0) return syscall(SYS_pwrite64, fd, bytes, count, offset);
    pthread_mutex_lock(&lock);
    ssize_t result = syscall(SYS_pwrite64, fd, bytes, count, offset);
    int failure = errno;
    if (result > 0 && id_of(fd) != 0) put(op_write, id_of(fd), (uint64_t)offset, bytes, (uint32_t)result);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return do_pwrite(fd, bytes, count, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return do_pwrite(fd, bytes, count, offset); }

ssize_t write(int fd, const void *bytes, size_t count) {
    if (id_of(fd) == 0) return syscall(SYS_write, fd, bytes, count);
    pthread_mutex_lock(&lock);
    off_t offset = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    ssize_t result = syscall(SYS_write, fd, bytes, count);
    int failure = errno;
    if (result > 0 && id_of(fd) != 0) put(op_write, id_of(fd), (uint64_t)offset, bytes, (uint32_t)result);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

static int do_truncate(int fd, off64_t size) {
    if (id_of(fd) == 0) return (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_lock(&lock);
    int result = (int)syscall(SYS_ftruncate, fd, size);
    int failure = errno;
    if (result == 0 && id_of(fd) != 0) put(op_truncate, id_of(fd), (uint64_t)size, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

int ftruncate(int fd, off_t size) { return do_truncate(fd, size); }
int ftruncate64(int fd, off64_t size) { return do_truncate(fd, size); }

static int do_sync(int fd) {
    uint32_t id = id_of(fd);
    if (id == 0) return (int)syscall(SYS_fsync, fd);
    // What is recorded need not be waited for: the trace says what a crash would leave.
    pthread_mutex_lock(&lock);
    if (id == folder_id) put(op_sync_folder, 0, 0, NULL, 0); else put(op_sync, id, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return 0;
}

int fsync(int fd) { return do_sync(fd); }
int fdatasync(int fd) { return do_sync(fd); }

int rename(const char *from, const char *to) {
    if (trace_fd < 0) return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    pthread_mutex_lock(&lock);
    const char *old_name = name_of(from), *new_name = name_of(to);
    int result = (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    int failure = errno;
    if (result == 0 && old_name != NULL && new_name != NULL) {
        char both[256];
        size_t length = strlen(old_name) + 1;
        memcpy(both, old_name, length);
        strcpy(both + length, new_name);
        put(op_rename, 0, 0, both, (uint32_t)(length + strlen(new_name)));
        int slot = slot_of(old_name);
        if (slot >= 0) {
            uint32_t id = names[slot].id;
            names[slot].id = 0;
            bind_name(new_name, id);
        }
    }
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

int unlink(const char *path) {
    if (trace_fd < 0) return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    pthread_mutex_lock(&lock);
    const char *name = name_of(path);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    int failure = errno;
    if (result == 0 && name != NULL) {
        put(op_unlink, 0, 0, name, (uint32_t)strlen(name));
        int slot = slot_of(name);
        if (slot >= 0) names[slot].id = 0;
    }
    pthread_mutex_unlock(&lock);
    errno = failure;
    return result;
}

#else

int crash_files_begin(const char *folder, const char *trace) { (void)folder; (void)trace; return -1; }
void crash_files_note(const char *text) { (void)text; }
void crash_files_end(void) {}

#endif
