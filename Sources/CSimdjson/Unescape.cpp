// Unescaping JSON strings: 32 bytes at a time up to the next backslash on every machine; 64 with all their escapes on those
// with AVX2 (UnescapeAVX2.cpp), and on those with AVX-512 and its byte permutations.
#include "Unescape.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

using namespace assay;

namespace {

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
        if (!move_on(taken, escaped, s, e, d)) return ASSAY_BAD_STRING;
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
