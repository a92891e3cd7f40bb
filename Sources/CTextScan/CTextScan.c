#include "CTextScan.h"

#include "WordMask.h"

// Compiled for more than the baseline, function by function, and called only where the machine has it: no flag of the
// build decides what the program runs on.
#if defined(__x86_64__)
#include <immintrin.h>

int assay_best_instructions(void) {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw")) {
        const int permutes = __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi") &&
                             __builtin_cpu_supports("avx512vbmi2");
        return permutes ? ASSAY_AVX512_PERMUTE : ASSAY_AVX512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt")) return ASSAY_AVX2;
    return ASSAY_BASELINE;
}

__attribute__((target("avx2"))) struct assay_block_masks assay_classify_block_avx2(
    const uint8_t *source, uint8_t *lowered, int rule) {
    return assay_word_masks_avx2(source, lowered, rule);
}

__attribute__((target("avx512f,avx512bw"))) struct assay_block_masks assay_classify_block_avx512(
    const uint8_t *source, uint8_t *lowered, int rule) {
    struct assay_block_masks masks;
    const __m512i bytes = _mm512_loadu_si512(source);
    __m512i lower;
    masks.word = assay_word_mask_avx512(bytes, rule, &lower);
    _mm512_storeu_si512(lowered, lower);
    masks.non_ascii = _mm512_movepi8_mask(bytes);
    return masks;
}
#else
int assay_best_instructions(void) { return ASSAY_BASELINE; }
#endif
