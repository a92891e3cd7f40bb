// Collecting the tokens of runs of ASCII: hashes, places and normalised bytes. It is what confirming needs, of the few texts
// that may match; the loop over all texts is in HashASCII.c.
#include "CTextScan.h"

#include "BlockTokens.h"

size_t assay_collect_ascii(
    const uint8_t *text, size_t count, size_t limit, uint32_t offset, int rule, int minimum,
    struct assay_token_collection *tokens, int instructions) {
    uint8_t lowered[80] = {0};
    size_t position = 0;
    while (position < limit && count - position >= 64) {
        const struct assay_block_masks masks = assay_classify_block(text + position, lowered, rule, instructions);
        if (masks.non_ascii || (count - position > 64 && text[position + 64] >= 0x80)) break;
        const struct block_tokens found = tokens_of_block(masks.word, minimum);
        if (found.byte_count == 0) break;
        assay_collect_block(lowered, found.starts, found.ends, offset + (uint32_t)position, tokens);
        position += found.byte_count;
    }
    return position;
}
