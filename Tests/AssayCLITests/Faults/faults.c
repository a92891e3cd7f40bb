// Makes one system call of a program fail: preloaded before the C library (LD_PRELOAD) by FaultTests.
//
// ASSAY_FAULT_LOG=path   where the calls are counted: a line "total N" at the end, and "failed NAME" for the one that failed
// ASSAY_FAULT_AT=n       the n-th call fails, counted from 1 over all the calls below
// ASSAY_FAULT_KILL=1     it does not fail: the program is killed in its place
// ASSAY_FAULT_SHORT=1    instead: every second read and write is interrupted, and the others are short
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;
static long failing;
static int is_short;
static int kills;
static int log_descriptor = -1;

static void note(const char *word, const char *detail) {
    char line[128];
    int count = snprintf(line, sizeof line, "%s %s\n", word, detail);
    if (log_descriptor >= 0) syscall(SYS_write, log_descriptor, line, count);
}

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("ASSAY_FAULT_LOG"), *at = getenv("ASSAY_FAULT_AT");
    // Programs that are started by the one under test must not be counted.
    if (log) log_descriptor = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    // Out of the way of a program that closes and reopens the standard descriptors.
    if (log_descriptor >= 0 && log_descriptor < 100) log_descriptor = syscall(SYS_fcntl, log_descriptor, F_DUPFD_CLOEXEC, 100);
    failing = at ? atol(at) : 0;
    kills = getenv("ASSAY_FAULT_KILL") != NULL;
    is_short = getenv("ASSAY_FAULT_SHORT") != NULL;
    calls = 0;
}

__attribute__((destructor)) static void end(void) {
    char count[32];
    snprintf(count, sizeof count, "%ld", (long)calls);
    note("total", count);
}

/// Whether this call is the one to fail.
static int fails(const char *name, int code) {
    if (atomic_fetch_add(&calls, 1) + 1 != failing) return 0;
    note("failed", name);
    if (kills) raise(SIGKILL);
    errno = code;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opens(const char *path, int flags, mode_t mode, int (*real)(const char *, int, ...)) {
    if (fails("open", flags & O_CREAT ? ENOSPC : EIO)) return -1;
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, int);
    va_end(rest);
    return opens(path, flags, mode, REAL(open));
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, int);
    va_end(rest);
    return opens(path, flags, mode, REAL(open64));
}

ssize_t read(int descriptor, void *bytes, size_t count) {
    static atomic_int turn;
    if (fails("read", EIO)) return -1;
    if (is_short && count > 0) {
        if (atomic_fetch_add(&turn, 1) % 2 == 0) return errno = EINTR, -1;
        count = 1 + count / 3;
    }
    return syscall(SYS_read, descriptor, bytes, count);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    static atomic_int turn;
    if (fails("write", ENOSPC)) return -1;
    if (is_short && count > 0) {
        if (atomic_fetch_add(&turn, 1) % 2 == 0) return errno = EINTR, -1;
        count = 1 + count / 3;
    }
    return syscall(SYS_write, descriptor, bytes, count);
}

ssize_t pread(int descriptor, void *bytes, size_t count, off_t offset) {
    return fails("pread", EIO) ? -1 : syscall(SYS_pread64, descriptor, bytes, count, offset);
}

ssize_t pread64(int descriptor, void *bytes, size_t count, off64_t offset) {
    return fails("pread", EIO) ? -1 : syscall(SYS_pread64, descriptor, bytes, count, offset);
}

int close(int descriptor) {
    int failed = fails("close", EIO);
    int code = syscall(SYS_close, descriptor);
    if (failed) errno = EIO;
    return failed ? -1 : code;
}

int fsync(int descriptor) { return fails("fsync", EIO) ? -1 : syscall(SYS_fsync, descriptor); }
int fdatasync(int descriptor) { return fails("fdatasync", EIO) ? -1 : syscall(SYS_fdatasync, descriptor); }
int ftruncate(int descriptor, off_t count) { return fails("ftruncate", EIO) ? -1 : syscall(SYS_ftruncate, descriptor, count); }
int ftruncate64(int descriptor, off64_t count) { return fails("ftruncate", EIO) ? -1 : syscall(SYS_ftruncate, descriptor, count); }
off_t lseek(int descriptor, off_t offset, int whence) { return fails("lseek", EIO) ? -1 : syscall(SYS_lseek, descriptor, offset, whence); }
off64_t lseek64(int descriptor, off64_t offset, int whence) { return fails("lseek", EIO) ? -1 : syscall(SYS_lseek, descriptor, offset, whence); }
int flock(int descriptor, int operation) { return fails("flock", ENOLCK) ? -1 : syscall(SYS_flock, descriptor, operation); }
int mkdir(const char *path, mode_t mode) { return fails("mkdir", ENOSPC) ? -1 : REAL(mkdir)(path, mode); }
int rmdir(const char *path) { return fails("rmdir", EIO) ? -1 : REAL(rmdir)(path); }
int unlink(const char *path) { return fails("unlink", EIO) ? -1 : REAL(unlink)(path); }
int rename(const char *from, const char *to) { return fails("rename", EIO) ? -1 : REAL(rename)(from, to); }
int stat(const char *path, struct stat *status) { return fails("stat", EIO) ? -1 : REAL(stat)(path, status); }
int lstat(const char *path, struct stat *status) { return fails("lstat", EIO) ? -1 : REAL(lstat)(path, status); }
int fstat(int descriptor, struct stat *status) { return fails("fstat", EIO) ? -1 : REAL(fstat)(descriptor, status); }
DIR *opendir(const char *path) { return fails("opendir", EIO) ? NULL : REAL(opendir)(path); }
struct dirent *readdir(DIR *folder) { return fails("readdir", EIO) ? NULL : REAL(readdir)(folder); }
char *realpath(const char *path, char *resolved) { return fails("realpath", EIO) ? NULL : REAL(realpath)(path, resolved); }

void *mmap(void *address, size_t count, int protection, int flags, int descriptor, off_t offset) {
    // Memory without a file is the allocator's and the runtime's.
    if (descriptor >= 0 && fails("mmap", ENOMEM)) return MAP_FAILED;
    return (void *)syscall(SYS_mmap, address, count, protection, flags, descriptor, offset);
}
