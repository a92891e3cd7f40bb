// Where the tokens of a block of 64 ASCII bytes begin and end.
#ifndef CTEXTSCAN_BLOCKTOKENS_H
#define CTEXTSCAN_BLOCKTOKENS_H

#include "CTextScan.h"

/// The tokens that begin and end within a block, and how many bytes of it they and what separates them take.
struct block_tokens {
    uint64_t starts;
    /// A bit for the byte behind each token.
    uint64_t ends;
    unsigned byte_count;
};

/// The tokens of more than one byte.
ASSAY_INLINE struct block_tokens without_singles(struct block_tokens tokens) {
    const uint64_t singles = tokens.starts & tokens.ends >> 1;
    tokens.starts &= ~singles;
    tokens.ends &= ~(singles << 1);
    return tokens;
}

/// A `byte_count` of 0: the block is one token.
ASSAY_INLINE struct block_tokens tokens_of_block(uint64_t word, int minimum) {
    struct block_tokens tokens = {word & ~(word << 1), word << 1 & ~word, 64};
    if (word >> 63) {
        const unsigned last = 63 - (unsigned)__builtin_clzll(tokens.starts);
        tokens.starts &= ~(1ULL << last);
        tokens.byte_count = last;
    }
    return minimum == 2 ? without_singles(tokens) : tokens;
}

#endif
