/// A C face for the parts of simdjson that DatasetIO needs, and the byte loops that belong beside them.
///
/// simdjson's stage 1 (which picks the machine's best kernel at run time) finds where the tokens of a whole batch
/// begin, and checks UTF-8 and quotes. A walk over these positions then checks the grammar of every record and writes
/// a flat tape of the members asked for; strings stay as they stand. Nothing here throws across the border, and
/// nothing but the parser's own index is allocated.
#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many bytes must be readable after what is parsed, and writable after what is unescaped.
#define ASSAY_PADDING 64

/// A key that is not among the parser's names; also the key of an array's elements.
#define ASSAY_NO_KEY 0xFFFF

/// The kinds of JSON's values, and of what a column of a table may hold beside them.
enum { ASSAY_OBJECT, ASSAY_ARRAY, ASSAY_STRING, ASSAY_NUMBER, ASSAY_TRUE, ASSAY_FALSE, ASSAY_NULL, ASSAY_BINARY, ASSAY_OTHER };

/// Flags of a value: a CSV field with doubled quotes; a string whose escapes have been checked, by unescaping it; a
/// string that was not read, so that only its being there is known.
enum { ASSAY_DOUBLED_QUOTES = 1, ASSAY_CHECKED = 2, ASSAY_UNREAD = 4 };

/// No length and no position.
#define ASSAY_BAD_STRING SIZE_MAX

/// What is wrong with a record.
enum {
    ASSAY_OK,
    ASSAY_EXPECTED_VALUE,
    ASSAY_EXPECTED_KEY,
    ASSAY_EXPECTED_COLON,
    ASSAY_EXPECTED_COMMA,
    ASSAY_BAD_LITERAL,
    ASSAY_BAD_NUMBER,
    ASSAY_BAD_ESCAPE,
    ASSAY_CONTROL_CHARACTER,
    ASSAY_UNCLOSED_STRING,
    ASSAY_TRUNCATED,
    ASSAY_TRAILING,
    ASSAY_INVALID_UTF8,
    ASSAY_TOO_DEEP,
    ASSAY_NOT_AN_OBJECT,
    ASSAY_NO_MEMORY
};

/// A value on the tape, followed by what it holds. Positions are bytes in the batch.
typedef struct {
    /// A string's content without its quotes; of other values the whole token.
    uint32_t start, end;
    /// The tape index after this value and all it holds.
    uint32_t next;
    /// The member's key without its quotes; empty for an array's elements.
    uint32_t keyStart, keyEnd;
    /// The key's place among the parser's names, or ASSAY_NO_KEY.
    uint16_t key;
    uint8_t kind;
    uint8_t flags;
} AssayJSONValue;

/// A record: where it stands (set by the caller) and what the walk made of it.
typedef struct {
    uint32_t start, end;
    uint32_t tapeStart, tapeEnd;
    /// ASSAY_OK or what is wrong, and at which byte of the batch.
    uint32_t fault, faultAt;
} AssayJSONRecord;

typedef struct AssayJSONParser AssayJSONParser;

/// Makes a parser that writes the top-level members whose names are given with a non-zero `isRoot` (or all members, if
/// `allMembers` is set). `names` holds the names one after the other, `ends` where each ends. NULL: no memory.
AssayJSONParser *assay_json_create(
    const uint8_t *names, const uint32_t *ends, const uint8_t *isRoot, size_t count, int allMembers);
void assay_json_destroy(AssayJSONParser *parser);

/// Indexes `bytes[from..<to]`. Anything but ASSAY_OK: the batch has to be walked record by record, each alone.
int assay_json_index(AssayJSONParser *parser, const uint8_t *bytes, size_t from, size_t to);

/// Walks `records[first..<count]` of the indexed bytes. Returns the first record that found no room on the tape, or
/// `count`. A fault found here is not final: what stands before a record may have misled the index, so the caller
/// walks it alone. The escapes of the strings on the tape are not checked yet: most are decoded next, which checks them.
size_t assay_json_walk(
    AssayJSONParser *parser, const uint8_t *bytes, AssayJSONRecord *records, size_t count, size_t first,
    AssayJSONValue *tape, size_t capacity, size_t *used);

/// Indexes and walks one record by itself; 0 if the tape had no room. Its fault is final.
int assay_json_walk_alone(
    AssayJSONParser *parser, const uint8_t *bytes, AssayJSONRecord *record,
    AssayJSONValue *tape, size_t capacity, size_t *used);

/// Unescapes a string's content; returns the bytes written, at most `count`, or ASSAY_BAD_STRING for a malformed escape. A
/// lone surrogate becomes U+FFFD. Reads and writes up to ASSAY_PADDING bytes beyond both ends.
size_t assay_json_unescape(const uint8_t *source, size_t count, uint8_t *destination);

/// The ways of unescaping: each machine uses the last that it can.
enum assay_unescape_way { ASSAY_UNESCAPE_PORTABLE = 0, ASSAY_UNESCAPE_AVX2 = 1, ASSAY_UNESCAPE_AVX512 = 2 };
int assay_json_best_unescape_way(void);

/// The same in one of the ways that this machine can; for tests.
size_t assay_json_unescape_in(int way, const uint8_t *source, size_t count, uint8_t *destination);

/// The first malformed escape in the strings `values[from..<to]` that are not marked as checked, or ASSAY_BAD_STRING.
size_t assay_json_bad_escape(const uint8_t *bytes, const AssayJSONValue *values, size_t from, size_t to);

/// The index of the first `byte` in `bytes[from..<to]`, or `to`.
size_t assay_find_byte(const uint8_t *bytes, size_t from, size_t to, uint8_t byte);

/// The index of the first byte in `bytes[from..<to]` that ends a run of plain string content: a quote, a backslash or
/// a line feed; or `to`. Reads up to ASSAY_PADDING bytes beyond `to`.
size_t assay_find_string_end(const uint8_t *bytes, size_t from, size_t to);

/// The length of the longest prefix of `bytes[0..<count]` that is UTF-8; `count` if all of it is.
size_t assay_utf8_prefix(const uint8_t *bytes, size_t count);

/// Whether two pieces of `count` bytes are equal.
int assay_equal_bytes(const uint8_t *a, const uint8_t *b, size_t count);

/// A hash for tables in memory: fast, and no promise that it stays the same.
uint64_t assay_hash_bytes(const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif
#endif
