#ifndef LIT_CSANDBOX_H
#define LIT_CSANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Functions that return an int return 0, or the number of the error. Elsewhere than on Linux those of confinement
// return ENOSYS.

/// Makes the calling process non-dumpable: no core file, and nobody of the same user may trace it or read its memory.
/// Returns 0, or the error number. Elsewhere than on Linux it does nothing.
int lit_sandbox_forbid_dumps(void);

/// Closes every descriptor from `first` on.
int lit_sandbox_close_from(int first);

/// No exec of this process or its children gives more rights than it has.
int lit_sandbox_forbid_new_privileges(void);

/// Moves the process into a network namespace of its own, in which there is nothing. Without the right to do that, into
/// a user namespace of its own as well; this needs a process of one thread.
int lit_sandbox_leave_network(void);

/// Gives up root for a user and a group that nobody else has, every other group, and every right. EPERM if the process
/// is not root, and has not come from one that called `lit_sandbox_leave_root`.
int lit_sandbox_leave_user(void);

/// The same, but for the rights to change the user again and to end processes of other users.
int lit_sandbox_leave_root(void);

/// No core files, no file grows, and at most `descriptors` descriptors.
int lit_sandbox_limit_files(unsigned descriptors);

/// How many bytes of private writable memory the process may have, and up to which number it may raise that.
int lit_sandbox_limit_data(uint64_t bytes, uint64_t most);

/// Lets the kernel refuse every system call but those that an engine at work needs, with EPERM, for all threads of the
/// process and for ever. A call of another architecture ends the process.
int lit_sandbox_filter_calls(void);

/// Opens what `lit_sandbox_memory` reads; to be called before the filter.
int lit_sandbox_open_memory(void);

/// Bytes of private writable memory, and bytes that are resident; false if they are not known.
bool lit_sandbox_memory(uint64_t *data, uint64_t *resident);

/// Starts the thread that ends the process when a run exceeds its limits, or its parent is gone, whatever the other
/// threads are at.
///
/// - Parameter descriptor: where it writes its last words.
int lit_monitor_start(int descriptor);

/// A run begins, which may have `data` bytes of private writable memory. When `milliseconds` have passed, the bytes of `late` are written and the process ends; when more than
/// `resident` bytes are resident for two looks, those of `large`. Both are copied.
int lit_monitor_arm(uint64_t milliseconds, uint64_t resident, uint64_t data, const void *late, size_t late_count,
                    const void *large, size_t large_count);

/// The run is over; once this has returned, the monitor says nothing about it any more.
void lit_monitor_disarm(void);

/// When the engine gives up for want of memory, which it does by a crash, the last words of the run are those of its
/// limit of memory. To be called before the engine installs handlers of its own.
int lit_monitor_catch_crashes(void);

/// Nothing is written by the monitor between these two; it waits a little for the end of what is being written.
void lit_monitor_lock(void);
void lit_monitor_unlock(void);

#include "CSandboxFork.h"
#include "CSandboxSpawn.h"

#endif
