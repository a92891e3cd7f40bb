#include "StringBytes.h"

#include "CSimdjson.h"

#include <simdjson.h>

using namespace assay;

/// Writes a code point as UTF-8 and returns the end.
static uint8_t *put(uint8_t *d, uint32_t c) {
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

extern "C" size_t assay_json_unescape(const uint8_t *source, size_t count, uint8_t *destination) {
    const uint8_t *s = source, *const e = source + count;
    uint8_t *d = destination;
    while (s < e) {
        const Block block(s);
        block.store(d);
        const uint64_t mask = block.equal('\\');
        if (!mask) {
            s += Block::width;
            d += Block::width;
            continue;
        }
        const int plain = Block::first(mask);
        s += plain;
        d += plain;
        if (s >= e) break;
        const uint8_t simple = simple_escape(s[1]);
        if (simple && e - s >= 2) {
            *d++ = simple;
            s += 2;
            continue;
        }
        int32_t c = s[1] == 'u' && e - s >= 6 ? hex4(s + 2) : -1;
        if (c < 0) return ASSAY_BAD_STRING;
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
    }
    // The last block's plain bytes may reach beyond the end.
    return size_t(d - destination) - size_t(s - e);
}

extern "C" size_t assay_json_bad_escape(
    const uint8_t *bytes, const AssayJSONValue *values, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const AssayJSONValue &v = values[i];
        if (v.kind != ASSAY_STRING || (v.flags & ASSAY_CHECKED)) continue;
        if (const uint8_t *bad = check_escapes(bytes + v.start, bytes + v.end)) return size_t(bad - bytes);
    }
    return ASSAY_BAD_STRING;
}

extern "C" size_t assay_find_byte(const uint8_t *bytes, size_t from, size_t to, uint8_t byte) {
    if (from >= to) return to;
    const void *found = std::memchr(bytes + from, byte, to - from);
    return found ? size_t(static_cast<const uint8_t *>(found) - bytes) : to;
}

extern "C" size_t assay_find_string_end(const uint8_t *bytes, size_t from, size_t to) {
    for (; from < to; from += Block::width) {
        const Block block(bytes + from);
        const uint64_t mask = block.equal('"') | block.equal('\\') | block.equal('\n');
        if (mask) {
            from += size_t(Block::first(mask));
            return from < to ? from : to;
        }
    }
    return to;
}

extern "C" size_t assay_utf8_prefix(const uint8_t *bytes, size_t count) {
    const char *s = reinterpret_cast<const char *>(bytes);
    if (simdjson::validate_utf8(s, count)) return count;
    for (size_t i = 0; i < count;) {
        size_t length = 1;
        while (length <= 4 && (i + length > count || !simdjson::validate_utf8(s + i, length))) length++;
        if (length > 4) return i;
        i += length;
    }
    return count;
}

extern "C" int assay_equal_bytes(const uint8_t *a, const uint8_t *b, size_t count) {
    return std::memcmp(a, b, count) == 0;
}

extern "C" uint64_t assay_hash_bytes(const uint8_t *bytes, size_t count) {
    uint64_t hash = 0x9E3779B97F4A7C15 ^ count;
    for (size_t i = 0; i < count; i += 8) {
        uint64_t word = 0;
        std::memcpy(&word, bytes + i, count - i < 8 ? count - i : 8);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93;
        hash ^= hash >> 32;
    }
    return hash;
}
