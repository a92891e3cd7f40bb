// Loops over the bytes of JSON strings, 16 or 32 at a time where the machine can.
#ifndef ASSAY_STRING_BYTES_H
#define ASSAY_STRING_BYTES_H

#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

namespace assay {

/// Some bytes, and which of them equal a given one, as a mask with `bitsPerByte` bits for each.
struct Block {
#if defined(__SSE2__)
    static constexpr int width = 32, bitsPerByte = 1;
    __m128i low, high;
    explicit Block(const uint8_t *bytes)
        : low(_mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes))),
          high(_mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + 16))) {}
    void store(uint8_t *bytes) const {
        _mm_storeu_si128(reinterpret_cast<__m128i *>(bytes), low);
        _mm_storeu_si128(reinterpret_cast<__m128i *>(bytes + 16), high);
    }
    uint64_t equal(uint8_t byte) const {
        const __m128i wanted = _mm_set1_epi8(char(byte));
        return uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(low, wanted)))) |
               uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(high, wanted)))) << 16;
    }
#elif defined(__ARM_NEON)
    static constexpr int width = 16, bitsPerByte = 4;
    uint8x16_t value;
    explicit Block(const uint8_t *bytes) : value(vld1q_u8(bytes)) {}
    void store(uint8_t *bytes) const { vst1q_u8(bytes, value); }
    uint64_t equal(uint8_t byte) const {
        const uint16x8_t same = vreinterpretq_u16_u8(vceqq_u8(value, vdupq_n_u8(byte)));
        return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(same, 4)), 0);
    }
#else
    static constexpr int width = 8, bitsPerByte = 8;
    uint8_t value[8];
    explicit Block(const uint8_t *bytes) { std::memcpy(value, bytes, 8); }
    void store(uint8_t *bytes) const { std::memcpy(bytes, value, 8); }
    uint64_t equal(uint8_t byte) const {
        uint64_t mask = 0;
        for (int i = 0; i < 8; i++) mask |= uint64_t(value[i] == byte) << (8 * i);
        return mask;
    }
#endif
    /// The first byte a mask (not 0) names.
    static int first(uint64_t mask) { return __builtin_ctzll(mask) / bitsPerByte; }
};

/// The first backslash in [s, e), or e.
inline const uint8_t *find_backslash(const uint8_t *s, const uint8_t *e) {
    while (s < e) {
        const uint64_t mask = Block(s).equal('\\');
        if (mask) {
            s += Block::first(mask);
            return s < e ? s : e;
        }
        s += Block::width;
    }
    return e;
}

inline int hex_digit(uint8_t c) {
    if (c >= '0' && c <= '9') return c - '0';
    const uint8_t letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// The code unit of four hexadecimal digits, or a negative number.
inline int32_t hex4(const uint8_t *s) {
    const int a = hex_digit(s[0]), b = hex_digit(s[1]), c = hex_digit(s[2]), d = hex_digit(s[3]);
    return (a | b | c | d) < 0 ? -1 : (a << 12 | b << 8 | c << 4 | d);
}

/// What the character after a backslash stands for; 0: nothing (or `u`). A table, as no branch here can be foreseen.
struct SimpleEscapes {
    uint8_t meaning[256] = {};
    constexpr SimpleEscapes() {
        meaning[uint8_t('"')] = '"';
        meaning[uint8_t('\\')] = '\\';
        meaning[uint8_t('/')] = '/';
        meaning[uint8_t('b')] = 8;
        meaning[uint8_t('f')] = 12;
        meaning[uint8_t('n')] = 10;
        meaning[uint8_t('r')] = 13;
        meaning[uint8_t('t')] = 9;
    }
};
inline constexpr SimpleEscapes simple_escapes;
inline uint8_t simple_escape(uint8_t c) { return simple_escapes.meaning[c]; }

/// Checks the escapes of a string's content [s, e). Returns the first bad one, or nullptr.
inline const uint8_t *check_escapes(const uint8_t *s, const uint8_t *e) {
    while ((s = find_backslash(s, e)) < e) {
        if (e - s < 2) return s;
        if (simple_escape(s[1])) {
            s += 2;
        } else if (s[1] == 'u' && e - s >= 6 && hex4(s + 2) >= 0) {
            s += 6;
        } else {
            return s;
        }
    }
    return nullptr;
}

}  // namespace assay
#endif
