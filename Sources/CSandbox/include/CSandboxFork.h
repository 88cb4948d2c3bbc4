#ifndef LIT_CSANDBOX_FORK_H
#define LIT_CSANDBOX_FORK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Forking workers from a process that has everything ready, and the descriptors that go from process to process for
// that. Functions that return an int return 0, or the number of the error.

/// Tells the engine's allocator, if it has one, to work without a thread of its own. To be called before the engine
/// starts; where it does not help, `lit_fork_prepare` finds the thread.
void lit_fork_forbid_engine_threads(void);

/// Whether this process can be forked: it has one thread, and from `first` on no descriptors but such as its children
/// can have as well, or of their own; they are remembered.
int lit_fork_prepare(int first);

/// Forks. The child has a process group of its own, `socket` as its standard input and `errors` as its standard error,
/// what was remembered, shared with nobody, and no other descriptor. Returns 0 in the child, the child's id in the parent,
/// and -1 with `error` set if it failed.
pid_t lit_fork(int socket, int errors, int *error);

/// Has the kernel end this process when `parent` ends. To be called after a change of user, which forgets it.
int lit_fork_end_with(pid_t parent);

/// Ends a child and its group. If it is over, returns 1, how it ended and the most memory it had, in bytes, where that
/// is more than this process ever had, else 0; returns 0 if it is still ending, and -1 if it is nobody's.
int lit_fork_end(pid_t child, int *status, uint64_t *peak);

/// Sends bytes, and two descriptors along with the first of them.
int lit_descriptors_send(int socket, const void *bytes, size_t count, int first, int second);

/// Receives bytes, and up to `*descriptor_count` descriptors, whose number it sets. As read(2).
ssize_t lit_descriptors_receive(int socket, void *bytes, size_t size, int *descriptors, size_t *descriptor_count);

#endif
