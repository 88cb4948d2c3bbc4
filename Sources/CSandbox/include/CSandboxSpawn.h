#ifndef LIT_CSANDBOX_SPAWN_H
#define LIT_CSANDBOX_SPAWN_H

#include <sys/types.h>

/// Starts `path` in a process group of its own, with `socket` as its standard input, nothing as its standard output
/// and `errors` as its standard error; no other descriptor goes along, whatever flags it has. Signals are as in a fresh
/// process. Returns 0 and the process's id, or the error number.
int lit_sandbox_spawn(const char *path, char *const arguments[], char *const environment[], int socket, int errors,
                      pid_t *process);

#endif
