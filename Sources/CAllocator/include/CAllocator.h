// glibc's allocator settings, which Swift's Glibc module leaves out.
#ifndef CALLOCATOR_H
#define CALLOCATOR_H

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

/// Makes the allocator give buffers of `byte_count` bytes and more back to the system when they are freed.
static inline void assay_return_buffers_from(int byte_count) {
#if defined(M_MMAP_THRESHOLD)
    (void)mallopt(M_MMAP_THRESHOLD, byte_count);
#else
    (void)byte_count;
#endif
}

/// Gives all memory that is free back to the system, wherever it lies.
static inline void assay_return_free_memory(void) {
#if defined(__GLIBC__)
    (void)malloc_trim(0);
#endif
}

#endif
