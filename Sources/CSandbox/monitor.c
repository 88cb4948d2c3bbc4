#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// How often the monitor looks while a run goes on.
enum { TICK_MILLISECONDS = 5 };

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

struct words {
    void *bytes;
    size_t count;
};

static pthread_mutex_t state = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t begun = PTHREAD_COND_INITIALIZER;
static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;

static bool is_armed;
static uint64_t deadline, most, most_data;
static struct words late, large;
static int out = -1;
static pid_t parent;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static void pause_for(unsigned milliseconds) {
    struct timespec time = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    nanosleep(&time, NULL);
}

static void say(const struct words *words) {
    size_t sent = 0;
    while (sent < words->count) {
        ssize_t count = send(out, (char *)words->bytes + sent, words->count - sent, MSG_NOSIGNAL);
        if (count <= 0 && errno != EINTR) return;
        if (count > 0) sent += (size_t)count;
    }
}

static void end_with(const struct words *words) {
    // A writer that does not come to an end waits for the host, which then knows enough.
    for (int tries = 0; tries < 20; tries++) {
        if (pthread_mutex_trylock(&writing) != 0) {
            pause_for(TICK_MILLISECONDS);
            continue;
        }
        say(words);
        break;
    }
    _exit(0);
}

static void *watch(void *nothing) {
    (void)nothing;
    int looks = 0;
    pthread_mutex_lock(&state);
    while (true) {
        while (!is_armed) {
            looks = 0;
            pthread_cond_wait(&begun, &state);
        }
        if (now() >= deadline) end_with(&late);
        if (getppid() != parent) _exit(0);
        uint64_t data, resident;
        looks = lit_sandbox_memory(&data, &resident) && resident > most ? looks + 1 : 0;
        if (looks > 1) end_with(&large);
        pthread_mutex_unlock(&state);
        pause_for(TICK_MILLISECONDS);
        pthread_mutex_lock(&state);
    }
}

int lit_monitor_start(int descriptor) {
    out = descriptor;
    parent = getppid();
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 128 * 1024);
    int error = pthread_create(&thread, &attributes, watch, NULL);
    pthread_attr_destroy(&attributes);
    if (error == 0) pthread_detach(thread);
    return error;
}

static void crashed(int signal_number) {
    // The engine asks for its memory in pieces of many sizes, and may give up well below the limit.
    const uint64_t close = 64 << 20;
    uint64_t data, resident;
    if (is_armed && lit_sandbox_memory(&data, &resident) && data + close > most_data) {
        say(&large);
        _exit(0);
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

int lit_monitor_catch_crashes(void) {
    struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_NODEFER};
    sigemptyset(&action.sa_mask);
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT};
    for (size_t place = 0; place < sizeof signals / sizeof *signals; place++) {
        if (sigaction(signals[place], &action, NULL) != 0) return errno;
    }
    return 0;
}

static bool keep(struct words *words, const void *bytes, size_t count) {
    void *copy = realloc(words->bytes, count + 1);
    if (copy == NULL) return false;
    memcpy(copy, bytes, count);
    *words = (struct words){copy, count};
    return true;
}

int lit_monitor_arm(uint64_t milliseconds, uint64_t resident, uint64_t data, const void *late_bytes,
                    size_t late_count, const void *large_bytes, size_t large_count) {
    pthread_mutex_lock(&state);
    bool is_kept = keep(&late, late_bytes, late_count) && keep(&large, large_bytes, large_count);
    if (is_kept) {
        uint64_t start = now();
        deadline = start + milliseconds < start ? UINT64_MAX : start + milliseconds;
        most = resident;
        most_data = data;
        is_armed = true;
        pthread_cond_signal(&begun);
    }
    pthread_mutex_unlock(&state);
    return is_kept ? 0 : ENOMEM;
}

void lit_monitor_disarm(void) {
    pthread_mutex_lock(&state);
    is_armed = false;
    pthread_mutex_unlock(&state);
}

void lit_monitor_lock(void) { pthread_mutex_lock(&writing); }
void lit_monitor_unlock(void) { pthread_mutex_unlock(&writing); }
