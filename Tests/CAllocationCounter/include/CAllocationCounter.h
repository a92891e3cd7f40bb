// Counts calls of malloc and its like, for tests only: the test program's own malloc goes before the C library's.
#ifndef ASSAY_ALLOCATION_COUNTER_H
#define ASSAY_ALLOCATION_COUNTER_H

#include <stdbool.h>

// Whether this build counts: with glibc, and without a sanitizer, which brings an allocator of its own.
bool assay_allocations_are_counted(void);

// Starts counting the allocations of the calling thread, from 0.
void assay_allocations_begin(void);

// Stops, and returns how many there were: malloc, calloc, realloc and the aligned ones.
long assay_allocations_end(void);

#endif
