#pragma once

/// Begins to record what this process does to the files right below a folder, which must be empty: every write,
/// truncation, sync, new name and removal, in one order, with the notes in between.
///
/// For that, this library takes the place of the C library's functions in the executable that links it. Zero,
/// or -1 if the trace cannot be written. Linux only.
int crash_files_begin(const char *folder, const char *trace);

/// Puts a line of text into the trace, at the place where the process is.
void crash_files_note(const char *text);

/// Ends the recording.
void crash_files_end(void);
