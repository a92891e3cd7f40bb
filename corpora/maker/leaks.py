"""The ways in which a benchmark item is planted in a record: as a leak, or as something that only looks like one."""
import unicodedata

from .tokens import spans, tokens

BEFORE = ["Here is something I was asked yesterday and could not finish.", "Quick one for you:",
          "I'd like your help with this task.", "From my notes, please solve the following.",
          "Hello! A friend sent me this riddle of sorts."]
AFTER = ["Please show your reasoning.", "Keep the reply under a page.", "Thanks in advance!",
         "Take your time and be precise.", "Give the short version first."]
SMART = str.maketrans({"'": "\u2019", '"': "\u201d", "-": "\u2011"})


def words(text):
    """(start, end) of the text's tokens. For text that normalising keeps in place, character for character."""
    return [(start, end) for _, start, end in spans(text)]


def cased(text, chance):
    """Another case and other marks between the tokens; the tokens stay."""
    text = chance.pick([str.upper, str.lower, str.swapcase, str.title])(text)
    marks = chance.pick([{",": " -", ";": ","}, {".": "!", "?": "?!"}, {",": "", ":": " ="}, {"?": "", ";": " /"}])
    out = []
    for at, character in enumerate(text):
        inside = at + 1 < len(text) and text[at + 1].isalnum()
        out.append(character if inside else marks.get(character, character))
    return "".join(out)


def wrapped(text, chance):
    """Line breaks, tabs and quote marks in place of the spaces."""
    style = chance.below(4)
    parts = text.split(" ")
    if style == 0:
        return "\n".join(parts)
    if style == 1:
        return "\t" + "  ".join(parts) + "  \n"
    lines, line = [], ""
    for part in parts:
        if len(line) + len(part) > chance.between(22, 40):
            lines.append(line)
            line = ""
        line += (" " if line else "") + part
    lines.append(line)
    return "\n".join(("> " if style == 2 else "    ") + line for line in lines)


def unicoded(text, chance):
    """The same tokens in other code points: quotes, full width, NFD, soft hyphens, zero-width and no-break spaces."""
    style = chance.below(5)
    if style == 0:
        return "\u201c" + text.translate(SMART).replace(" ", "\u00a0") + "\u201d"
    if style == 1:
        return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else "\u3000" if c == " " else c for c in text)
    if style == 2:
        return unicodedata.normalize("NFD", text)
    ignored = "\u00ad" if style == 3 else "\u200b"
    out = []
    for part in text.split(" "):
        middle = len(part) // 2
        joined = len(part) > 4 and part[middle - 1:middle + 1].isalpha()
        out.append(part[:middle] + ignored + part[middle:] if joined else part)
    return " ".join(out)


def inside(text, chance):
    return chance.pick(BEFORE) + "\n\n" + text + "\n\n" + chance.pick(AFTER)


def part(text, chance, low, high):
    """From `low` to `high` consecutive tokens of the text, with what stands between them."""
    found = words(text)
    count = min(len(found), chance.between(low, high))
    first = chance.below(len(found) - count + 1)
    return text[found[first][0]:found[first + count - 1][1]]


def reordered(text, chance, size=6):
    """The text's words in pieces of `size`, the pieces in another order."""
    parts = text.split(" ")
    pieces = [parts[i:i + size] for i in range(0, len(parts), size)]
    pieces = pieces[1::2] + pieces[0::2]
    return " ".join(word for piece in pieces for word in piece)


def halves(text):
    """Two ends that meet: at most 7 tokens either side of one point, together more than 7."""
    found = words(text)
    middle = len(found) // 2
    first, last = max(0, middle - 7), min(len(found), middle + 7) - 1
    return text[found[first][0]:found[middle - 1][1]], text[found[middle][0]:found[last][1]]


def same_tokens(one, other):
    return tokens(one) == tokens(other)
