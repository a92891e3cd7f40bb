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

/// Inlined always: each is called once a token or once a block.
#define ASSAY_INLINE static inline __attribute__((always_inline))

/// Asks for the memory at `address` without waiting for it; never an error, whatever stands there.
ASSAY_INLINE void assay_prefetch(const void *address) { __builtin_prefetch(address, 0, 3); }

/// XXH3-64 of `count` bytes.
static inline uint64_t assay_hash64(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }

/// Which bytes of two 8-byte loads belong to a token of 0 to 16 bytes.
static const uint64_t assay_token_masks[17][2] = {
    {0, 0}, {0xFF, 0}, {0xFFFF, 0}, {0xFFFFFF, 0}, {0xFFFFFFFF, 0}, {0xFFFFFFFFFF, 0}, {0xFFFFFFFFFFFF, 0},
    {0xFFFFFFFFFFFFFF, 0}, {~0ULL, 0}, {~0ULL, 0xFF}, {~0ULL, 0xFFFF}, {~0ULL, 0xFFFFFF}, {~0ULL, 0xFFFFFFFF},
    {~0ULL, 0xFFFFFFFFFF}, {~0ULL, 0xFFFFFFFFFFFF}, {~0ULL, 0xFFFFFFFFFFFFFF}, {~0ULL, ~0ULL},
};

/// The hash of a token of at most 16 bytes, given as two numbers (first byte lowest, the rest zero): multiplied, folded by
/// a shift, joined, and once more. Steps of 64 bits only, so that eight tokens can take them at once.
#define ASSAY_TOKEN_SEED 0x1CAD21F72C81017CULL
#define ASSAY_TOKEN_FACTOR_LOW 0x9E3779B185EBCA87ULL
#define ASSAY_TOKEN_FACTOR_HIGH 0xC2B2AE3D27D4EB4FULL
ASSAY_INLINE uint64_t assay_hash_words(uint64_t low, uint64_t high, size_t count) {
    uint64_t hash = (low + (ASSAY_TOKEN_SEED + (uint64_t)count)) * ASSAY_TOKEN_FACTOR_LOW;
    hash = ((hash ^ hash >> 32) + high) * ASSAY_TOKEN_FACTOR_HIGH;
    return hash ^ hash >> 32;
}

/// The hash of a token's `count` normalised bytes: `assay_hash_words` up to 16, XXH3-64 beyond.
ASSAY_INLINE uint64_t assay_hash_token(const uint8_t *bytes, size_t count) {
    if (count > 16) return assay_hash64(bytes, count);
    uint64_t words[2] = {0, 0};
    for (size_t i = 0; i < count; i++) words[i / 8] |= (uint64_t)bytes[i] << (8 * (i % 8));
    return assay_hash_words(words[0], words[1], count);
}

/// The same, where 16 bytes are readable whatever `count`.
ASSAY_INLINE uint64_t assay_hash_token_padded(const uint8_t *bytes, size_t count) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (count > 16) return assay_hash64(bytes, count);
    uint64_t words[2];
    memcpy(words, bytes, 16);
    return assay_hash_words(words[0] & assay_token_masks[count][0], words[1] & assay_token_masks[count][1], count);
#else
    return assay_hash_token(bytes, count);
#endif
}

/// Hashes the tokens of a block of 64 bytes with 16 readable behind it: token k begins at the k-th lowest bit of `starts`
/// and ends before the k-th lowest of `ends`, which is within the block. Writes their hashes to `hashes` and returns how many there are.
///
/// Up to 7 numbers more than that are written, of no meaning: hashing in fours whatever the count spares the processor a
/// branch that it would guess wrong once a block.
ASSAY_INLINE int assay_hash_block(const uint8_t *block, uint64_t starts, uint64_t ends, uint64_t *hashes) {
    const int count = __builtin_popcountll(starts);
    for (int done = 0; done < count; done += 4) {
        for (int k = 0; k < 4; k++) {
            // Behind the last token both are 63: a token of no bytes.
            const unsigned start = (unsigned)__builtin_ctzll(starts | 1ULL << 63);
            const unsigned end = (unsigned)__builtin_ctzll(ends | 1ULL << 63);
            hashes[done + k] = assay_hash_token_padded(block + start, end - start);
            starts &= starts - 1;
            ends &= ends - 1;
        }
    }
    return count;
}

/// Where a token stands: the bytes of its text, and where its normalised bytes end, with the byte FF behind them.
struct assay_token_place {
    uint32_t start;
    uint32_t end;
    uint32_t normalised_end;
};

/// Where tokens are collected: how many there are, and how many normalised bytes. Whoever fills it knows that there is room.
struct assay_token_collection {
    /// NULL: hashes are not wanted.
    uint64_t *hashes;
    struct assay_token_place *places;
    uint8_t *normalised;
    /// Added to every `normalised_end`: the normalised bytes that stand elsewhere, before these.
    uint32_t normalised_base;
    size_t token_count;
    size_t normalised_count;
};

/// The most tokens, and the most normalised bytes, that collecting a block writes.
enum { ASSAY_COLLECTION_SLACK = 192 };

/// Appends the tokens of a block of 64 bytes, given as for `assay_hash_block`, which begins at byte `offset` of its text.
///
/// Up to 7 hashes and 16 bytes more than are counted are written.
ASSAY_INLINE void assay_collect_block(
    const uint8_t *block, uint64_t starts, uint64_t ends, uint32_t offset, struct assay_token_collection *tokens) {
    struct assay_token_place *place = tokens->places + tokens->token_count;
    uint8_t *normalised = tokens->normalised + tokens->normalised_count;
    if (tokens->hashes) assay_hash_block(block, starts, ends, tokens->hashes + tokens->token_count);
    tokens->token_count += (size_t)__builtin_popcountll(starts);
    while (starts) {
        const unsigned start = (unsigned)__builtin_ctzll(starts), end = (unsigned)__builtin_ctzll(ends);
        const unsigned count = end - start;
        // A copy of fixed size is one instruction, and few tokens are longer.
        memcpy(normalised, block + start, 16);
        if (count > 16) memcpy(normalised + 16, block + start + 16, count - 16);
        normalised += count;
        *normalised++ = 0xFF;
        place->start = offset + start;
        place->end = offset + end;
        place->normalised_end = tokens->normalised_base + (uint32_t)(normalised - tokens->normalised);
        place++;
        starts &= starts - 1;
        ends &= ends - 1;
    }
    tokens->normalised_count = (size_t)(normalised - tokens->normalised);
}

ASSAY_INLINE uint8_t assay_is_word(uint8_t byte, int rule) {
    if (rule == ASSAY_ASCII_NOT_WHITE_SPACE) {
        return !(byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F));
    }
    uint8_t lower = byte | 0x20;
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') ||
           (rule == ASSAY_ASCII_LETTERS_DIGITS_UNDERSCORE && byte == '_');
}

/// Which instructions the classification may use.
enum assay_instructions {
    ASSAY_BASELINE = 0,
    ASSAY_AVX2 = 1,
    ASSAY_AVX512 = 2,
    /// AVX-512 with permutations and compression of bytes (VBMI, VBMI2).
    ASSAY_AVX512_PERMUTE = 3,
};

/// The best of them that this machine has.
int assay_best_instructions(void);

/// The same classification with wider registers; only where `assay_best_instructions` says so.
struct assay_block_masks assay_classify_block_avx2(const uint8_t *source, uint8_t *lowered, int rule);
struct assay_block_masks assay_classify_block_avx512(const uint8_t *source, uint8_t *lowered, int rule);

/// Classifies 64 bytes at `source` and writes them to `lowered`, A-Z as a-z. Bits of bytes above 7F in `word` are unspecified.
ASSAY_INLINE struct assay_block_masks assay_classify_block_baseline(const uint8_t *source, uint8_t *lowered, int rule) {
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

/// Hashes the tokens at the start of `text` that lie in whole blocks of ASCII, for as long as there are any, into `hashes`.
///
/// Takes blocks of 64 bytes while 64 are left, all of them and the one behind them are ASCII, and fewer than `capacity`
/// hashes were written; a token that reaches a block's end is left to the next block, which begins with it, and one as long
/// as a block ends the run. `text` has to begin at a token's border. Tokens of fewer than `minimum` (1 or 2) characters are
/// left out. Writes how many hashes there are to `hash_count`, up to 39 more than `capacity`, of which the last 7 may mean
/// nothing. Returns how many bytes were taken: a border between tokens.
size_t assay_hash_ascii(
    const uint8_t *text, size_t count, int rule, int minimum, uint64_t *hashes, size_t capacity, size_t *hash_count,
    int instructions);

/// Collects the same tokens into `tokens`, of blocks that begin before `limit`: there has to be room for half as many as
/// `limit` and for twice as many normalised bytes, and for ASSAY_COLLECTION_SLACK more of either. `text` is byte `offset` of
/// its text. Returns how many bytes were taken.
size_t assay_collect_ascii(
    const uint8_t *text, size_t count, size_t limit, uint32_t offset, int rule, int minimum,
    struct assay_token_collection *tokens, int instructions);

ASSAY_INLINE struct assay_block_masks assay_classify_block(
    const uint8_t *source, uint8_t *lowered, int rule, int instructions) {
#if defined(__x86_64__)
    if (instructions >= ASSAY_AVX512) return assay_classify_block_avx512(source, lowered, rule);
    if (instructions == ASSAY_AVX2) return assay_classify_block_avx2(source, lowered, rule);
#endif
    return assay_classify_block_baseline(source, lowered, rule);
}

#endif
