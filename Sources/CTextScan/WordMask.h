// Which of 64 bytes in a register belong to tokens.
#ifndef CTEXTSCAN_WORDMASK_H
#define CTEXTSCAN_WORDMASK_H

#include "CTextScan.h"

#if defined(__x86_64__)
#include <immintrin.h>

/// A bit for each ASCII byte of a token; sets `lowered` to the bytes, A-Z as a-z.
__attribute__((target("avx512f,avx512bw"))) ASSAY_INLINE uint64_t assay_word_mask_avx512(
    __m512i bytes, int rule, __m512i *lowered) {
    const __mmask64 upper = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
    const __m512i lower = _mm512_mask_add_epi8(bytes, upper, bytes, _mm512_set1_epi8(0x20));
    *lowered = lower;
    if (rule == ASSAY_ASCII_NOT_WHITE_SPACE) {
        const __mmask64 controls = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(0x09)), _mm512_set1_epi8(5));
        const __mmask64 separators = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(0x1C)), _mm512_set1_epi8(5));
        return ~(uint64_t)(controls | separators);
    }
    uint64_t word = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, _mm512_set1_epi8('a')), _mm512_set1_epi8(26)) |
                    _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
    if (rule == ASSAY_ASCII_LETTERS_DIGITS_UNDERSCORE) word |= _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('_'));
    return word;
}

/// Which bytes belong to tokens; writes them to `lowered`, A-Z as a-z.
__attribute__((target("avx2"))) static inline struct assay_block_masks assay_word_masks_avx2(
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
#endif

#endif
