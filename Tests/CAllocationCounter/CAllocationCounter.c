#include "CAllocationCounter.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define ASSAY_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(ASSAY_SANITIZED)

// By thread, so that tests that run beside it are not counted.
static _Thread_local bool is_counting;
static _Thread_local long count;

// The C library's own, which it exports for programs that put something before them.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
    count += is_counting;
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count += is_counting;
    return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
    count += is_counting;
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    count += is_counting;
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
    void *made = memalign(alignment, size);
    if (made == NULL) return ENOMEM;
    *block = made;
    return 0;
}

bool assay_allocations_are_counted(void) { return true; }

#else

static bool is_counting;
static long count;

bool assay_allocations_are_counted(void) { return false; }

#endif

void assay_allocations_begin(void) {
    count = 0;
    is_counting = true;
}

long assay_allocations_end(void) {
    is_counting = false;
    return count;
}
