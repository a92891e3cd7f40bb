// Unescaping 64 bytes with all their escapes at once, on machines with AVX2: kept bytes are moved eight at a time, by a table.
#include "Unescape.h"

#if defined(__x86_64__)
#include <immintrin.h>

using namespace assay;

namespace {

/// For each set of eight bytes, where they are: to be moved together.
struct Places {
    uint64_t of[256];
    constexpr Places() : of{} {
        for (unsigned set = 0; set < 256; set++) {
            unsigned count = 0;
            for (uint64_t byte = 0; byte < 8; byte++) {
                if (set >> byte & 1) of[set] |= byte << 8 * count++;
            }
        }
    }
};
constexpr Places places;

#define ASSAY_AVX2 __attribute__((target("avx2,bmi,popcnt")))

/// Which of 32 bytes mean something behind a backslash, and what, in `meant`.
ASSAY_AVX2 inline uint32_t simple_meanings(__m256i bytes, __m256i &meant) {
    // b, f, n, r and t differ in bits 1 to 4, which choose the letter there is and what it means.
    const __m256i letters = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 'b', 0, 'f', 0, 0, 0, 'n', 0, 'r', 't', 0, 0, 0, 0, 0));
    const __m256i meanings = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, '\b', 0, '\f', 0, 0, 0, '\n', 0, '\r', '\t', 0, 0, 0, 0, 0));
    const __m256i chosen = _mm256_and_si256(_mm256_srli_epi16(bytes, 1), _mm256_set1_epi8(15));
    const __m256i is_letter = _mm256_cmpeq_epi8(bytes, _mm256_shuffle_epi8(letters, chosen));
    meant = _mm256_blendv_epi8(bytes, _mm256_shuffle_epi8(meanings, chosen), is_letter);
    const __m256i is_itself = _mm256_or_si256(
        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')),
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('/'))));
    // The letters' zeros are no letters.
    const __m256i is_zero = _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256());
    return uint32_t(_mm256_movemask_epi8(_mm256_andnot_si256(is_zero, _mm256_or_si256(is_letter, is_itself))));
}

/// FF for each bit that is set.
ASSAY_AVX2 inline __m256i bytes_of_bits(uint32_t bits) {
    const __m256i spread = _mm256_shuffle_epi8(
        _mm256_set1_epi32(int(bits)),
        _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303));
    const __m256i each = _mm256_set1_epi64x(int64_t(0x8040201008040201));
    return _mm256_cmpeq_epi8(_mm256_and_si256(spread, each), each);
}

}  // namespace

ASSAY_AVX2 size_t assay::unescape_avx2(const uint8_t *source, size_t count, uint8_t *destination) {
    const uint8_t *s = source, *const e = source + count;
    uint8_t *d = destination;
    const __m256i backslash = _mm256_set1_epi8('\\');
    while (s < e) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(s));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(s + 32));
        const uint64_t backslashes = uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, backslash))) |
                                     uint64_t(uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, backslash)))) << 32;
        if (!backslashes) {
            _mm256_storeu_si256(reinterpret_cast<__m256i *>(d), low);
            _mm256_storeu_si256(reinterpret_cast<__m256i *>(d + 32), high);
            s += 64;
            d += 64;
            continue;
        }
        const uint64_t escaped = escaped_bytes(backslashes);
        __m256i meant_low, meant_high;
        const uint64_t simple =
            simple_meanings(low, meant_low) | uint64_t(simple_meanings(high, meant_high)) << 32;
        const Taken taken(backslashes, escaped, simple);
        alignas(32) uint8_t plain[64];
        _mm256_store_si256(
            reinterpret_cast<__m256i *>(plain), _mm256_blendv_epi8(low, meant_low, bytes_of_bits(uint32_t(escaped))));
        _mm256_store_si256(
            reinterpret_cast<__m256i *>(plain + 32),
            _mm256_blendv_epi8(high, meant_high, bytes_of_bits(uint32_t(escaped >> 32))));
        // Eight at a time, those kept moved together; what is written behind them is written again.
        uint8_t *out = d;
        for (unsigned part = 0; part < 8; part++) {
            const unsigned kept = uint8_t(taken.kept >> 8 * part);
            const __m128i eight = _mm_loadl_epi64(reinterpret_cast<const __m128i *>(plain + 8 * part));
            const __m128i moved = _mm_shuffle_epi8(eight, _mm_loadl_epi64(reinterpret_cast<const __m128i *>(places.of + kept)));
            _mm_storel_epi64(reinterpret_cast<__m128i *>(out), moved);
            out += __builtin_popcount(kept);
        }
        if (!move_on(taken, escaped, s, e, d)) return ASSAY_BAD_STRING;
    }
    return size_t(d - destination) - size_t(s - e);
}

#endif
