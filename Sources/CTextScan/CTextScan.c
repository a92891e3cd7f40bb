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
    if (__builtin_cpu_supports("avx2")) return ASSAY_AVX2;
    return ASSAY_BASELINE;
}

__attribute__((target("avx2"))) struct assay_block_masks assay_classify_block_avx2(
    const uint8_t *source, uint8_t *lowered, int rule) {
    struct assay_block_masks masks = {0, 0};
    for (int part = 0; part < 2; part++) {
        const __m256i bytes = _mm256_loadu_si256((const __m256i *)(source + 32 * part));
        // Unsigned "below" by signed comparison: the range's first value is shifted to -128.
        const __m256i limit26 = _mm256_set1_epi8(-128 + 26);
        const __m256i upper = _mm256_cmpgt_epi8(limit26, _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)('A' + 128))));
        const __m256i lower = _mm256_or_si256(bytes, _mm256_and_si256(upper, _mm256_set1_epi8(0x20)));
        _mm256_storeu_si256((__m256i *)(lowered + 32 * part), lower);
        __m256i word;
        if (rule == ASSAY_ASCII_NOT_WHITE_SPACE) {
            const __m256i limit5 = _mm256_set1_epi8(-128 + 5);
            const __m256i controls = _mm256_cmpgt_epi8(limit5, _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)(0x09 + 128))));
            const __m256i separators = _mm256_cmpgt_epi8(limit5, _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)(0x1C + 128))));
            word = _mm256_xor_si256(_mm256_or_si256(controls, separators), _mm256_set1_epi8(-1));
        } else {
            const __m256i letters = _mm256_cmpgt_epi8(limit26, _mm256_sub_epi8(lower, _mm256_set1_epi8((char)('a' + 128))));
            const __m256i digits = _mm256_cmpgt_epi8(
                _mm256_set1_epi8(-128 + 10), _mm256_sub_epi8(bytes, _mm256_set1_epi8((char)('0' + 128))));
            word = _mm256_or_si256(letters, digits);
            if (rule == ASSAY_ASCII_LETTERS_DIGITS_UNDERSCORE) {
                word = _mm256_or_si256(word, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('_')));
            }
        }
        masks.word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(word) << (32 * part);
        masks.non_ascii |= (uint64_t)(uint32_t)_mm256_movemask_epi8(bytes) << (32 * part);
    }
    return masks;
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
