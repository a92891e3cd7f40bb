// The header's own inline implementation: a call per token would cost more than hashing the token.
#define XXH_INLINE_ALL
#include <xxhash.h>
