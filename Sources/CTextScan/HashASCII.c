// Hashing the tokens of runs of ASCII: one function for every machine, the same one compiled for AVX2, and one for machines
// with AVX-512 and its byte permutations (Ice Lake, Zen 4 and later), which take eight tokens at a time out of a register.
// They give the same hashes.
#include "CTextScan.h"

#include "BlockTokens.h"
#include "WordMask.h"

ASSAY_INLINE uint8_t lowered_byte(uint8_t byte) { return (uint8_t)((uint8_t)(byte - 'A') < 26 ? byte | 0x20 : byte); }

/// The hash of a token of any length at `text`, A-Z taken as a-z; 16 bytes are readable there.
ASSAY_INLINE uint64_t hash_lowered(const uint8_t *text, size_t count) {
    if (count > 16) {
        // No block is one token, so two are all that it can lie in.
        uint8_t lowered[128];
        for (size_t i = 0; i < count; i++) lowered[i] = lowered_byte(text[i]);
        return assay_hash64(lowered, count);
    }
    uint8_t lowered[16];
    for (size_t i = 0; i < 16; i++) lowered[i] = lowered_byte(text[i]);
    return assay_hash_token_padded(lowered, count);
}

/// Where a token begins that the last block ended in, if there is one; else where the next block begins.
struct open_token {
    size_t start;
    /// 0 or 1.
    uint64_t is_open;
};

/// The tokens that begin and end within the block at `position`. Blocks follow each other whatever is in them, so that the
/// next can be begun before this one is done; the token that lies across the border before it is hashed from memory and
/// written at `*written`, the one across the border behind it becomes `open`. No block may be one token.
ASSAY_INLINE struct block_tokens tokens_between_borders(
    const uint8_t *text, size_t position, uint64_t word, int minimum, struct open_token *open, uint64_t *hashes,
    size_t *written) {
    struct block_tokens tokens = {word & ~(word << 1 | open->is_open), (word << 1 | open->is_open) & ~word, 64};
    const size_t open_count = open->is_open ? position + (size_t)__builtin_ctzll(~word) - open->start : 0;
    hashes[*written] = hash_lowered(text + open->start, open_count);
    *written += open_count >= (size_t)minimum;
    tokens.ends &= tokens.ends - open->is_open;

    open->is_open = word >> 63;
    // There is a start if the block ends in a token: one that began before would fill the block.
    const unsigned last = 63 - (unsigned)__builtin_clzll(tokens.starts | 1);
    open->start = position + (open->is_open ? last : 64);
    tokens.starts &= ~(open->is_open << last);
    return minimum == 2 ? without_singles(tokens) : tokens;
}

typedef struct assay_block_masks classify(const uint8_t *source, uint8_t *lowered, int rule);

ASSAY_INLINE size_t hash_blocks(
    const uint8_t *text, size_t count, int rule, int minimum, uint64_t *hashes, size_t capacity, size_t *hash_count,
    classify *classify) {
    uint8_t lowered[80] = {0};
    struct open_token open = {0, 0};
    size_t position = 0, written = 0;
    while (written < capacity && count - position >= 64) {
        const struct assay_block_masks masks = classify(text + position, lowered, rule);
        if (masks.non_ascii || (count - position > 64 && text[position + 64] >= 0x80) || masks.word == ~0ULL) break;
        const struct block_tokens tokens =
            tokens_between_borders(text, position, masks.word, minimum, &open, hashes, &written);
        written += (size_t)assay_hash_block(lowered, tokens.starts, tokens.ends, hashes + written);
        position += 64;
    }
    *hash_count = written;
    return open.start;
}

static size_t hash_ascii_baseline(
    const uint8_t *text, size_t count, int rule, int minimum, uint64_t *hashes, size_t capacity, size_t *hash_count) {
    return hash_blocks(
        text, count, rule, minimum, hashes, capacity, hash_count, assay_classify_block_baseline);
}

#if defined(__x86_64__)

#define ASSAY_AVX2_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define ASSAY_AVX512_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vbmi,avx512vbmi2,bmi2,lzcnt")))

/// `assay_hash_words` of eight tokens.
ASSAY_AVX512_TARGET ASSAY_INLINE __m512i hash_eight(__m512i low, __m512i high, __m512i counts) {
    const __m512i seed = _mm512_set1_epi64((long long)ASSAY_TOKEN_SEED);
    __m512i hash = _mm512_mullo_epi64(
        _mm512_add_epi64(low, _mm512_add_epi64(counts, seed)), _mm512_set1_epi64((long long)ASSAY_TOKEN_FACTOR_LOW));
    hash = _mm512_add_epi64(_mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32)), high);
    hash = _mm512_mullo_epi64(hash, _mm512_set1_epi64((long long)ASSAY_TOKEN_FACTOR_HIGH));
    return _mm512_xor_si512(hash, _mm512_srli_epi64(hash, 32));
}

ASSAY_AVX2_TARGET static size_t hash_ascii_avx2(
    const uint8_t *text, size_t count, int rule, int minimum, uint64_t *hashes, size_t capacity, size_t *hash_count) {
    return hash_blocks(text, count, rule, minimum, hashes, capacity, hash_count, assay_word_masks_avx2);
}

/// The tokens are picked out of a register.
ASSAY_AVX512_TARGET static size_t hash_ascii_avx512(
    const uint8_t *text, size_t count, int rule, int minimum, uint64_t *hashes, size_t capacity, size_t *hash_count) {
    // 0 to 63; 0 to 7 in each lane of 64 bits; the lane's number in all its bytes.
    const __m512i places = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35,
        34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
        3, 2, 1, 0);
    const __m512i within = _mm512_and_si512(places, _mm512_set1_epi8(7));
    const __m512i lanes = _mm512_and_si512(_mm512_srli_epi16(places, 3), _mm512_set1_epi8(7));
    const __m512i eight = _mm512_set1_epi8(8);
    struct open_token open = {0, 0};
    size_t position = 0, written = 0;
    while (written < capacity && count - position >= 64) {
        const __m512i bytes = _mm512_loadu_si512(text + position);
        if (_mm512_movepi8_mask(bytes) || (count - position > 64 && text[position + 64] >= 0x80)) break;
        __m512i lowered;
        const uint64_t word = assay_word_mask_avx512(bytes, rule, &lowered);
        if (word == ~0ULL) break;
        const struct block_tokens tokens =
            tokens_between_borders(text, position, word, minimum, &open, hashes, &written);
        uint64_t *out = hashes + written;

        const unsigned token_count = (unsigned)__builtin_popcountll(tokens.starts);
        const __m512i firsts = _mm512_maskz_compress_epi8(tokens.starts, places);
        const __m512i counts = _mm512_sub_epi8(_mm512_maskz_compress_epi8(tokens.ends, places), firsts);
        __m512i chosen = lanes;
        for (unsigned done = 0; done < token_count; done += 8, chosen = _mm512_add_epi8(chosen, eight)) {
            // Each token's bytes in the block, and its length, in all bytes of its lane.
            const __m512i place = _mm512_add_epi8(_mm512_permutexvar_epi8(chosen, firsts), within);
            const __m512i length = _mm512_permutexvar_epi8(chosen, counts);
            const __m512i low = _mm512_maskz_permutexvar_epi8(_mm512_cmplt_epu8_mask(within, length), place, lowered);
            const __m512i high = _mm512_maskz_permutexvar_epi8(
                _mm512_cmplt_epu8_mask(_mm512_add_epi8(within, eight), length), _mm512_add_epi8(place, eight), lowered);
            _mm512_storeu_si512(
                out + done, hash_eight(low, high, _mm512_and_si512(length, _mm512_set1_epi64(0xFF))));
        }
        // Those of more than 16 bytes, which are few.
        uint64_t longer = _mm512_cmpgt_epu8_mask(counts, _mm512_set1_epi8(16));
        if (longer) {
            uint8_t memory[64], from[64], length[64];
            _mm512_storeu_si512(memory, lowered);
            _mm512_storeu_si512(from, firsts);
            _mm512_storeu_si512(length, counts);
            for (; longer; longer &= longer - 1) {
                const int k = __builtin_ctzll(longer);
                out[k] = assay_hash64(memory + from[k], length[k]);
            }
        }
        written += token_count;
        position += 64;
    }
    *hash_count = written;
    return open.start;
}

#endif

size_t assay_hash_ascii(
    const uint8_t *text, size_t count, int rule, int minimum, uint64_t *hashes, size_t capacity, size_t *hash_count,
    int instructions) {
#if defined(__x86_64__)
    if (instructions >= ASSAY_AVX512_PERMUTE) {
        return hash_ascii_avx512(text, count, rule, minimum, hashes, capacity, hash_count);
    }
    if (instructions >= ASSAY_AVX2) return hash_ascii_avx2(text, count, rule, minimum, hashes, capacity, hash_count);
#endif
    return hash_ascii_baseline(text, count, rule, minimum, hashes, capacity, hash_count);
}
