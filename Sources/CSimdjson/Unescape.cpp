// Unescaping JSON strings: 32 bytes at a time up to the next backslash on every machine; 64 with all their escapes on those
// with AVX2, and on those with AVX-512 and its byte permutations.
#include "CSimdjson.h"

#include "StringBytes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

using namespace assay;

namespace {

/// Writes a code point as UTF-8 and returns the end.
uint8_t *put(uint8_t *d, uint32_t c) {
    if (c < 0x80) {
        *d++ = uint8_t(c);
    } else if (c < 0x800) {
        *d++ = uint8_t(0xC0 | c >> 6);
        *d++ = uint8_t(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *d++ = uint8_t(0xE0 | c >> 12);
        *d++ = uint8_t(0x80 | (c >> 6 & 0x3F));
        *d++ = uint8_t(0x80 | (c & 0x3F));
    } else {
        *d++ = uint8_t(0xF0 | c >> 18);
        *d++ = uint8_t(0x80 | (c >> 12 & 0x3F));
        *d++ = uint8_t(0x80 | (c >> 6 & 0x3F));
        *d++ = uint8_t(0x80 | (c & 0x3F));
    }
    return d;
}

/// Reads the escape at `s`, writes what it stands for to `d`, and moves both on; false if it is malformed.
bool take_escape(const uint8_t *&s, const uint8_t *e, uint8_t *&d) {
    if (e - s < 2) return false;
    if (const uint8_t simple = simple_escape(s[1])) {
        *d++ = simple;
        s += 2;
        return true;
    }
    int32_t c = s[1] == 'u' && e - s >= 6 ? hex4(s + 2) : -1;
    if (c < 0) return false;
    s += 6;
    if (c >= 0xD800 && c < 0xE000) {
        const bool high = c < 0xDC00 && e - s >= 6 && s[0] == '\\' && s[1] == 'u';
        const int32_t low = high ? hex4(s + 2) : -1;
        if (low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            s += 6;
        } else {
            c = 0xFFFD;
        }
    }
    d = put(d, uint32_t(c));
    return true;
}

size_t unescape(const uint8_t *source, size_t count, uint8_t *destination) {
    const uint8_t *s = source, *const e = source + count;
    uint8_t *d = destination;
    while (s < e) {
        const Block block(s);
        block.store(d);
        const uint64_t mask = block.equal('\\');
        const int plain = mask ? Block::first(mask) : Block::width;
        s += plain;
        d += plain;
        if (mask && s < e && !take_escape(s, e, d)) return ASSAY_BAD_STRING;
    }
    // The last block's plain bytes may reach beyond the end.
    return size_t(d - destination) - size_t(s - e);
}

#if defined(__x86_64__)

/// Which bytes stand behind a backslash that is not itself escaped. The first byte is not escaped.
inline uint64_t escaped_bytes(uint64_t backslashes) {
    // A run of backslashes escapes what follows it if it is of odd length: adding a bit to a run's start carries through it, and
    // where the carry ends tells the length's parity (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
    const uint64_t even = 0x5555555555555555, follows = backslashes << 1;
    const uint64_t odd_starts = backslashes & ~even & ~follows;
    return (even ^ (odd_starts + backslashes) << 1) & follows;
}

/// What of a block of 64 bytes can be unescaped at once.
struct Taken {
    /// The bytes before the first escape that is not simple, or is cut by the block's end.
    unsigned byte_count = 64;
    /// Those of them that are kept: all but the backslashes that escape.
    uint64_t kept;
    /// Whether an escape that is not simple follows.
    bool stops;

    Taken(uint64_t backslashes, uint64_t escaped, uint64_t simple) {
        const uint64_t others = escaped & ~simple;
        stops = others != 0;
        if (stops) {
            byte_count = unsigned(__builtin_ctzll(others)) - 1;
        } else if ((backslashes & ~escaped) >> 63) {
            byte_count = 63;
        }
        kept = ~(escaped >> 1) & (byte_count == 64 ? ~0ULL : (1ULL << byte_count) - 1);
    }
};

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

ASSAY_AVX2 size_t unescape_avx2(const uint8_t *source, size_t count, uint8_t *destination) {
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
        const ptrdiff_t left = e - s;
        if (left < ptrdiff_t(taken.byte_count)) {
            // The string ends within the block, which must not part a backslash from what it escapes.
            if (escaped >> left & 1) return ASSAY_BAD_STRING;
            d += __builtin_popcountll(taken.kept & ((1ULL << left) - 1));
            s = e;
            break;
        }
        s += taken.byte_count;
        d = out;
        if (taken.stops && s < e && !take_escape(s, e, d)) return ASSAY_BAD_STRING;
    }
    return size_t(d - destination) - size_t(s - e);
}

__attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,popcnt"))) size_t unescape_avx512(
    const uint8_t *source, size_t count, uint8_t *destination) {
    const uint8_t *s = source, *const e = source + count;
    uint8_t *d = destination;
    const __m512i meanings_low = _mm512_loadu_si512(simple_escapes.meaning);
    const __m512i meanings_high = _mm512_loadu_si512(simple_escapes.meaning + 64);
    while (s < e) {
        const __m512i bytes = _mm512_loadu_si512(s);
        const uint64_t backslashes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
        if (!backslashes) {
            _mm512_storeu_si512(d, bytes);
            s += 64;
            d += 64;
            continue;
        }
        const uint64_t escaped = escaped_bytes(backslashes);
        // Bytes above 7F choose a meaning too, by their lower bits.
        const __m512i meant = _mm512_permutex2var_epi8(meanings_low, bytes, meanings_high);
        const uint64_t simple = _mm512_test_epi8_mask(meant, meant) & ~_mm512_movepi8_mask(bytes);
        const Taken taken(backslashes, escaped, simple);
        const __m512i plain = _mm512_mask_mov_epi8(bytes, escaped, meant);
        _mm512_storeu_si512(d, _mm512_maskz_compress_epi8(taken.kept, plain));
        const ptrdiff_t left = e - s;
        if (left < ptrdiff_t(taken.byte_count)) {
            // The string ends within the block, which must not part a backslash from what it escapes.
            if (escaped >> left & 1) return ASSAY_BAD_STRING;
            d += __builtin_popcountll(taken.kept & ((1ULL << left) - 1));
            s = e;
            break;
        }
        s += taken.byte_count;
        d += __builtin_popcountll(taken.kept);
        if (taken.stops && s < e && !take_escape(s, e, d)) return ASSAY_BAD_STRING;
    }
    return size_t(d - destination) - size_t(s - e);
}

#endif

}  // namespace

extern "C" int assay_json_best_unescape_way(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
        __builtin_cpu_supports("avx512vbmi2")) {
        return ASSAY_UNESCAPE_AVX512;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) return ASSAY_UNESCAPE_AVX2;
#endif
    return ASSAY_UNESCAPE_PORTABLE;
}

extern "C" size_t assay_json_unescape_in(int way, const uint8_t *source, size_t count, uint8_t *destination) {
#if defined(__x86_64__)
    if (way == ASSAY_UNESCAPE_AVX512) return unescape_avx512(source, count, destination);
    if (way == ASSAY_UNESCAPE_AVX2) return unescape_avx2(source, count, destination);
#endif
    return unescape(source, count, destination);
}

extern "C" size_t assay_json_unescape(const uint8_t *source, size_t count, uint8_t *destination) {
    static const int way = assay_json_best_unescape_way();
    return assay_json_unescape_in(way, source, count, destination);
}
