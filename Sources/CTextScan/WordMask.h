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
#endif

#endif
