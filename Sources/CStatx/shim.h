#pragma once

#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct file_birth {
    uint64_t inode;
    int64_t seconds;
    uint32_t nanoseconds;
};

/// When an open file was made: statx(2) by its number, because Swift's Glibc module does not have it.
/// Zero, or -1 where the kernel or the file system does not know.
static inline int file_birth(int descriptor, struct file_birth *birth) {
#ifdef SYS_statx
    enum { empty_path = 0x1000, inode = 0x100, birth_time = 0x800 };
    // The kernel's struct statx has 256 bytes: the mask at 0, the inode at 32, the birth time at 80.
    uint8_t answer[256] = {0};
    uint32_t mask = 0;
    if (syscall(SYS_statx, descriptor, "", empty_path, inode | birth_time, answer) != 0) return -1;
    memcpy(&mask, answer, sizeof mask);
    if ((mask & birth_time) == 0) return -1;
    memcpy(&birth->inode, answer + 32, sizeof birth->inode);
    memcpy(&birth->seconds, answer + 80, sizeof birth->seconds);
    memcpy(&birth->nanoseconds, answer + 88, sizeof birth->nanoseconds);
    return 0;
#else
    (void)descriptor; (void)birth;
    return -1;
#endif
}
