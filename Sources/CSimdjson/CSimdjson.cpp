#include "CSimdjson.h"

#include "StringBytes.h"

#include <memory>
#include <new>
#include <simdjson.h>

using namespace assay;

namespace {

/// Containers within containers; Python's own limit is of this order.
constexpr uint32_t max_depth = 1000;
constexpr uint32_t none = 0xFFFFFFFF;
/// Keys whose raw form is longer than this are never looked up.
constexpr uint32_t max_key_bytes = 384;

/// simdjson's documents all build on this index; its classes for them hide the positions or leave out the checks.
using Indexer = simdjson::internal::dom_parser_implementation;

bool is_blank(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

struct AssayJSONParser {
    std::unique_ptr<Indexer> indexer;
    std::unique_ptr<uint8_t[]> names, is_root;
    std::unique_ptr<uint32_t[]> ends;
    /// Chains of names by their length and first byte, ended by ASSAY_NO_KEY.
    std::unique_ptr<uint16_t[]> next;
    uint16_t heads[64];
    bool all_members = false;
    /// Where in the batch the indexed bytes begin, and the next token to look at.
    uint32_t base = 0;
    size_t cursor = 0;
    /// The open containers: their place on the tape, and whether they are objects.
    uint32_t open[max_depth];
    bool is_object[max_depth];

    uint32_t token(size_t i) const { return indexer->structural_indexes[i] + base; }
    size_t token_count() const { return indexer->n_structural_indexes; }

    int index(const uint8_t *bytes, size_t from, size_t to) {
        const size_t count = to - from;
        if (count > indexer->capacity()) {
            const size_t capacity = (count + count / 4 + 0xFFFF) & ~size_t(0xFFFF);
            const size_t limit = simdjson::SIMDJSON_MAXSIZE_BYTES;
            if (indexer->allocate(capacity < limit ? capacity : limit, 1)) return ASSAY_NO_MEMORY;
        }
        base = uint32_t(from);
        cursor = 0;
        switch (indexer->stage1(bytes + from, count, simdjson::stage1_mode::regular)) {
        case simdjson::SUCCESS: return ASSAY_OK;
        case simdjson::UTF8_ERROR: return ASSAY_INVALID_UTF8;
        case simdjson::UNESCAPED_CHARS: return ASSAY_CONTROL_CHARACTER;
        case simdjson::UNCLOSED_STRING: return ASSAY_UNCLOSED_STRING;
        case simdjson::EMPTY: return ASSAY_EXPECTED_VALUE;
        default: return ASSAY_NO_MEMORY;
        }
    }

    /// A key's place among the names, or ASSAY_NO_KEY.
    uint16_t find(const uint8_t *key, size_t count) const {
        uint16_t i = heads[bucket(key, count)];
        for (; i != ASSAY_NO_KEY; i = next[i]) {
            const uint32_t start = i ? ends[i - 1] : 0;
            if (ends[i] - start == count && std::memcmp(&names[start], key, count) == 0) break;
        }
        return i;
    }

    static size_t bucket(const uint8_t *key, size_t count) { return (count * 7 + (count ? key[0] : 0)) & 63; }
};

namespace {

struct Tape {
    AssayJSONValue *values;
    size_t capacity, count;
};

/// One record's walk.
struct Walk {
    AssayJSONParser &parser;
    const uint8_t *const b;
    AssayJSONRecord &record;
    Tape &tape;
    size_t i = 0;
    uint32_t at = 0;
    uint32_t depth = 0;
    bool writing = false;
    bool overflow = false;
    // The member whose value comes next.
    uint32_t key_start = 0, key_end = 0;
    uint16_t key = ASSAY_NO_KEY;

    /// Where the token `i` cannot reach beyond: the next token, or the record's end.
    uint32_t limit() const {
        if (i + 1 >= parser.token_count()) return record.end;
        const uint32_t next = parser.token(i + 1);
        return next < record.end ? next : record.end;
    }

    uint32_t fault(uint32_t what, uint32_t where) {
        record.fault = what;
        record.faultAt = where;
        return what;
    }

    void advance() {
        i++;
        at = i < parser.token_count() ? parser.token(i) : record.end;
    }

    /// The current token's first byte; 0 at the end.
    uint8_t first() const { return at < record.end ? b[at] : 0; }

    uint32_t expected(uint32_t what) {
        return at < record.end ? fault(what, at) : fault(ASSAY_TRUNCATED, record.end);
    }

    bool push(uint8_t kind, uint32_t start, uint32_t end) {
        if (!writing) return true;
        if (tape.count == tape.capacity) {
            overflow = true;
            return false;
        }
        AssayJSONValue &v = tape.values[tape.count++];
        v = {start, end, uint32_t(tape.count), key_start, key_end, key, kind, 0};
        return true;
    }

    /// Checks the string token at `at`; its content is [at + 1, end). Only `escapes` looks at that.
    uint32_t string(uint32_t &end, bool escapes) {
        uint32_t q = limit() - 1;
        while (q > at && is_blank(b[q])) q--;
        if (q == at || b[q] != '"') return fault(ASSAY_UNCLOSED_STRING, at);
        if (escapes) {
            if (const uint8_t *bad = check_escapes(b + at + 1, b + q)) return fault(ASSAY_BAD_ESCAPE, uint32_t(bad - b));
        }
        end = q;
        return ASSAY_OK;
    }

    uint32_t digits(uint32_t p, uint32_t e) const {
        while (p < e && b[p] >= '0' && b[p] <= '9') p++;
        return p;
    }

    /// The end of the number that begins at `p`, or `p` if it is none.
    uint32_t number(uint32_t p, uint32_t e) const {
        const uint32_t start = p;
        if (p < e && b[p] == '-') p++;
        if (p < e && b[p] == '0') {
            p++;
        } else {
            const uint32_t d = digits(p, e);
            if (d == p) return start;
            p = d;
        }
        if (p < e && b[p] == '.') {
            const uint32_t d = digits(p + 1, e);
            if (d == p + 1) return start;
            p = d;
        }
        if (p < e && (b[p] | 0x20) == 'e') {
            uint32_t q = p + 1;
            if (q < e && (b[q] == '+' || b[q] == '-')) q++;
            const uint32_t d = digits(q, e);
            if (d == q) return start;
            p = d;
        }
        return p;
    }

    /// Checks the number or literal at `at`. NaN and the infinities are no JSON, but Python writes and reads them.
    uint32_t scalar() {
        const uint32_t e = limit();
        static const struct {
            const char *word;
            uint8_t count, kind;
        } literals[] = {{"true", 4, ASSAY_TRUE},    {"false", 5, ASSAY_FALSE},       {"null", 4, ASSAY_NULL},
                        {"NaN", 3, ASSAY_NUMBER},   {"Infinity", 8, ASSAY_NUMBER},   {"-Infinity", 9, ASSAY_NUMBER}};
        const uint8_t c = b[at];
        uint32_t p = at;
        uint8_t kind = ASSAY_NUMBER;
        if ((c >= '0' && c <= '9') || (c == '-' && !(at + 1 < e && b[at + 1] == 'I'))) {
            p = number(at, e);
        } else {
            for (const auto &l : literals) {
                if (e - at >= l.count && std::memcmp(b + at, l.word, l.count) == 0) {
                    p = at + l.count;
                    kind = l.kind;
                    break;
                }
            }
        }
        const bool numeric = (c >= '0' && c <= '9') || c == '-';
        if (p == at) return fault(numeric ? ASSAY_BAD_NUMBER : ASSAY_BAD_LITERAL, at);
        for (uint32_t q = p; q < e; q++) {
            if (!is_blank(b[q])) return fault(numeric ? ASSAY_BAD_NUMBER : ASSAY_BAD_LITERAL, at);
        }
        return push(kind, at, p) ? ASSAY_OK : ASSAY_NO_MEMORY;
    }

    /// Checks `"key":` and decides whether the value is written.
    uint32_t member() {
        if (first() != '"') return expected(ASSAY_EXPECTED_KEY);
        key_start = at + 1;
        if (const uint32_t f = string(key_end, true)) return f;
        if (depth == 1 || writing) {
            const uint32_t count = key_end - key_start;
            if (!std::memchr(b + key_start, '\\', count)) {
                key = parser.find(b + key_start, count);
            } else if (count <= max_key_bytes) {
                uint8_t plain[max_key_bytes + ASSAY_PADDING];
                key = parser.find(plain, assay_json_unescape(b + key_start, count, plain));
            } else {
                key = ASSAY_NO_KEY;
            }
            if (depth == 1) writing = parser.all_members || (key != ASSAY_NO_KEY && parser.is_root[key]);
        }
        advance();
        if (first() != ':') return expected(ASSAY_EXPECTED_COLON);
        advance();
        return ASSAY_OK;
    }

    void no_key() {
        key_start = key_end = 0;
        key = ASSAY_NO_KEY;
    }

    uint32_t run() {
        while (parser.cursor < parser.token_count() && parser.token(parser.cursor) < record.start) parser.cursor++;
        i = parser.cursor;
        at = i < parser.token_count() ? parser.token(i) : record.end;
        if (at != record.start) return fault(ASSAY_EXPECTED_VALUE, record.start);
        const bool object = first() == '{';
        for (;;) {
            // A value begins at `at`.
            const uint8_t c = first();
            if (c == '{' || c == '[') {
                if (depth == max_depth) return fault(ASSAY_TOO_DEEP, at);
                parser.open[depth] = writing ? uint32_t(tape.count) : none;
                parser.is_object[depth] = c == '{';
                if (!push(c == '{' ? ASSAY_OBJECT : ASSAY_ARRAY, at, 0)) return ASSAY_NO_MEMORY;
                depth++;
                advance();
                if (first() != (c == '{' ? '}' : ']')) {
                    if (c == '[') {
                        no_key();
                    } else if (const uint32_t f = member()) {
                        return f;
                    }
                    continue;
                }
            } else if (c == '"') {
                uint32_t end = 0;
                if (const uint32_t f = string(end, !writing)) return f;
                if (!push(ASSAY_STRING, at + 1, end)) return ASSAY_NO_MEMORY;
                advance();
                if (depth == 0) break;
            } else if (at >= record.end || c == '}' || c == ']' || c == ',' || c == ':') {
                return expected(ASSAY_EXPECTED_VALUE);
            } else {
                if (const uint32_t f = scalar()) return f;
                advance();
                if (depth == 0) break;
            }
            // A value has ended, or an empty container's bracket is due.
            for (;;) {
                const uint8_t close = parser.is_object[depth - 1] ? '}' : ']';
                if (depth == 1) writing = false;
                const uint8_t d = first();
                if (d != close) break;
                const uint32_t container = parser.open[--depth];
                if (container != none) {
                    tape.values[container].end = at + 1;
                    tape.values[container].next = uint32_t(tape.count);
                }
                advance();
                if (depth == 0) break;
            }
            if (depth == 0) break;
            if (first() != ',') return expected(ASSAY_EXPECTED_COMMA);
            advance();
            if (!parser.is_object[depth - 1]) {
                no_key();
            } else if (const uint32_t f = member()) {
                return f;
            }
        }
        if (at < record.end) return fault(ASSAY_TRAILING, at);
        return object ? ASSAY_OK : fault(ASSAY_NOT_AN_OBJECT, record.start);
    }

    /// False if the tape had no room; the record is then as it was.
    bool walk() {
        const size_t before = tape.count;
        record.fault = ASSAY_OK;
        record.tapeStart = uint32_t(before);
        const uint32_t f = run();
        if (overflow || f != ASSAY_OK) tape.count = before;
        record.tapeEnd = uint32_t(tape.count);
        return !overflow;
    }
};

/// The first control character within a string of [start, end), for a message.
uint32_t control_character(const uint8_t *b, uint32_t start, uint32_t end) {
    bool inside = false;
    for (uint32_t p = start; p < end; p++) {
        if (b[p] == '"') inside = !inside;
        else if (inside && b[p] == '\\') p++;
        else if (inside && b[p] < 0x20) return p;
    }
    return start;
}

}  // namespace

extern "C" AssayJSONParser *assay_json_create(
    const uint8_t *names, const uint32_t *ends, const uint8_t *isRoot, size_t count, int allMembers) {
    const size_t bytes = count ? ends[count - 1] : 0;
    std::unique_ptr<AssayJSONParser> p(new (std::nothrow) AssayJSONParser);
    if (!p) return nullptr;
    p->names.reset(new (std::nothrow) uint8_t[bytes + 1]);
    p->is_root.reset(new (std::nothrow) uint8_t[count + 1]);
    p->ends.reset(new (std::nothrow) uint32_t[count + 1]);
    p->next.reset(new (std::nothrow) uint16_t[count + 1]);
    if (!p->names || !p->is_root || !p->ends || !p->next || count >= ASSAY_NO_KEY) return nullptr;
    std::memset(p->heads, 0xFF, sizeof p->heads);
    if (count) {
        std::memcpy(p->names.get(), names, bytes);
        std::memcpy(p->is_root.get(), isRoot, count);
        std::memcpy(p->ends.get(), ends, count * sizeof(uint32_t));
    }
    for (size_t i = 0, start = 0; i < count; start = ends[i++]) {
        uint16_t &head = p->heads[AssayJSONParser::bucket(names + start, ends[i] - start)];
        p->next[i] = head;
        head = uint16_t(i);
    }
    p->all_members = allMembers != 0;
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(1 << 16, 1, p->indexer)) return nullptr;
    return p.release();
}

extern "C" void assay_json_destroy(AssayJSONParser *parser) { delete parser; }

extern "C" int assay_json_index(AssayJSONParser *parser, const uint8_t *bytes, size_t from, size_t to) {
    return parser->index(bytes, from, to);
}

extern "C" size_t assay_json_walk(
    AssayJSONParser *parser, const uint8_t *bytes, AssayJSONRecord *records, size_t count, size_t first,
    AssayJSONValue *values, size_t capacity, size_t *used) {
    Tape tape{values, capacity, *used};
    for (; first < count; first++) {
        Walk walk{*parser, bytes, records[first], tape};
        if (!walk.walk()) break;
        // A record that was walked to its end leaves the cursor at the next one's first token.
        if (records[first].fault == ASSAY_OK) parser->cursor = walk.i;
    }
    *used = tape.count;
    return first;
}

extern "C" int assay_json_walk_alone(
    AssayJSONParser *parser, const uint8_t *bytes, AssayJSONRecord *record,
    AssayJSONValue *values, size_t capacity, size_t *used) {
    record->tapeStart = record->tapeEnd = uint32_t(*used);
    const size_t valid = assay_utf8_prefix(bytes + record->start, record->end - record->start);
    if (valid < record->end - record->start) {
        record->fault = ASSAY_INVALID_UTF8;
        record->faultAt = uint32_t(record->start + valid);
        return 1;
    }
    if (const int fault = parser->index(bytes, record->start, record->end)) {
        record->fault = uint32_t(fault);
        record->faultAt = fault == ASSAY_CONTROL_CHARACTER ? control_character(bytes, record->start, record->end)
            : fault == ASSAY_UNCLOSED_STRING               ? record->end
                                                           : record->start;
        return 1;
    }
    Tape tape{values, capacity, *used};
    Walk walk{*parser, bytes, *record, tape};
    const bool room = walk.walk();
    *used = tape.count;
    return room ? 1 : 0;
}
