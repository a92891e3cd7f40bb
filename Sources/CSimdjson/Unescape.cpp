// Unescaping JSON strings: 32 bytes at a time up to the next backslash on every machine; 64 with all their escapes on those
// with AVX-512 and its byte permutations.
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
        // As far as the escapes are simple, and whole: a backslash at the block's end belongs to the next one.
        unsigned taken = 64;
        const uint64_t others = escaped & ~simple;
        if (others) {
            taken = unsigned(__builtin_ctzll(others)) - 1;
        } else if ((backslashes & ~escaped) >> 63) {
            taken = 63;
        }
        const uint64_t whole = taken == 64 ? ~0ULL : (1ULL << taken) - 1;
        const uint64_t kept = ~(escaped >> 1) & whole;
        const __m512i plain = _mm512_mask_mov_epi8(bytes, escaped, meant);
        _mm512_storeu_si512(d, _mm512_maskz_compress_epi8(kept, plain));
        const ptrdiff_t left = e - s;
        if (left < ptrdiff_t(taken)) {
            // The string ends within the block, which must not part a backslash from what it escapes.
            if (escaped >> left & 1) return ASSAY_BAD_STRING;
            d += __builtin_popcountll(kept & ((1ULL << left) - 1));
            s = e;
            break;
        }
        s += taken;
        d += __builtin_popcountll(kept);
        if (others && s < e && !take_escape(s, e, d)) return ASSAY_BAD_STRING;
    }
    return size_t(d - destination) - size_t(s - e);
}

bool has_byte_permutations() {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
           __builtin_cpu_supports("avx512vbmi2");
}

#endif

}  // namespace

extern "C" size_t assay_json_unescape(const uint8_t *source, size_t count, uint8_t *destination) {
#if defined(__x86_64__)
    static const bool permutes = has_byte_permutations();
    if (permutes) return unescape_avx512(source, count, destination);
#endif
    return unescape(source, count, destination);
}

extern "C" size_t assay_json_unescape_portably(const uint8_t *source, size_t count, uint8_t *destination) {
    return unescape(source, count, destination);
}
