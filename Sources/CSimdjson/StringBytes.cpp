#include "StringBytes.h"

#include "CSimdjson.h"

#include <simdjson.h>

using namespace assay;

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
