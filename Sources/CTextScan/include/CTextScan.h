// The two steps of tokenising that Swift cannot yet write without a call or a compiler flag: classifying 64 bytes at once
// with the instructions every x86-64 and arm64 has, and hashing a token with xxHash inlined. Both are `static inline`, so
// they end up inside the Swift loop that uses them.
#ifndef CTEXTSCAN_H
#define CTEXTSCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Which ASCII bytes belong to tokens.
enum assay_ascii_rule {
    ASSAY_ASCII_LETTERS_DIGITS = 0,
    ASSAY_ASCII_LETTERS_DIGITS_UNDERSCORE = 1,
    /// All but what Python's str.split() takes for white space: 09-0D, 1C-1F, 20.
    ASSAY_ASCII_NOT_WHITE_SPACE = 2,
};

/// A bit for each of 64 bytes, the first byte's lowest.
struct assay_block_masks {
    uint64_t word;
    uint64_t non_ascii;
};

/// XXH3-64 of `count` bytes.
static inline uint64_t assay_hash64(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }

static inline uint8_t assay_is_word(uint8_t byte, int rule) {
    if (rule == ASSAY_ASCII_NOT_WHITE_SPACE) {
        return !(byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F));
    }
    uint8_t lower = byte | 0x20;
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') ||
           (rule == ASSAY_ASCII_LETTERS_DIGITS_UNDERSCORE && byte == '_');
}

/// Classifies 64 bytes at `source` and writes them to `lowered`, A-Z as a-z. Bits of bytes above 7F in `word` are unspecified.
static inline struct assay_block_masks assay_classify_block(const uint8_t *source, uint8_t *lowered, int rule) {
    struct assay_block_masks masks = {0, 0};
#if defined(__SSE2__)
    for (int part = 0; part < 4; part++) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(source + 16 * part));
        // Unsigned "below" by signed comparison: the range's first value is shifted to -128.
        const __m128i upper = _mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8((char)('A' + 128))), _mm_set1_epi8(-128 + 26));
        const __m128i lower = _mm_or_si128(bytes, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
        _mm_storeu_si128((__m128i *)(lowered + 16 * part), lower);
        __m128i word;
        if (rule == ASSAY_ASCII_NOT_WHITE_SPACE) {
            const __m128i controls = _mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8((char)(0x09 + 128))), _mm_set1_epi8(-128 + 5));
            const __m128i separators = _mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8((char)(0x1C + 128))), _mm_set1_epi8(-128 + 5));
            word = _mm_xor_si128(_mm_or_si128(controls, separators), _mm_set1_epi8(-1));
        } else {
            const __m128i letters = _mm_cmplt_epi8(_mm_sub_epi8(lower, _mm_set1_epi8((char)('a' + 128))), _mm_set1_epi8(-128 + 26));
            const __m128i digits = _mm_cmplt_epi8(_mm_sub_epi8(bytes, _mm_set1_epi8((char)('0' + 128))), _mm_set1_epi8(-128 + 10));
            word = _mm_or_si128(letters, digits);
            if (rule == ASSAY_ASCII_LETTERS_DIGITS_UNDERSCORE) {
                word = _mm_or_si128(word, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
            }
        }
        masks.word |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (16 * part);
        masks.non_ascii |= (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << (16 * part);
    }
#else
    for (int i = 0; i < 64; i++) {
        const uint8_t byte = source[i];
        lowered[i] = (uint8_t)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
        masks.word |= (uint64_t)assay_is_word(byte, rule) << i;
        masks.non_ascii |= (uint64_t)(byte >> 7) << i;
    }
#endif
    return masks;
}

#endif
