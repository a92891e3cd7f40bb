"""A seeded text grammar: `{symbol}` takes one of a word list, `<one|other>` one of the alternatives.

`{town.a}` binds: the same label gives the same value again in one text, and another label another value.
`{12..48}` is a whole number of that range, and binds by label in the same way (`{12..48.k}`).
"""
import random
import re

ALTERNATIVES = re.compile(r"<([^<>]*)>")
SLOT = re.compile(r"\{([^{}]+)\}")
RANGE = re.compile(r"^(\d+)\.\.(\d+)$")


class Chance:
    """Choices that stay the same in every Python: made of `Random.random()` alone."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, count):
        return int(self.random() * count)

    def pick(self, values):
        return values[self.below(len(values))]

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, share):
        return self.random() < share

    def shuffle(self, values):
        for last in range(len(values) - 1, 0, -1):
            other = self.below(last + 1)
            values[last], values[other] = values[other], values[last]

    def some(self, values, count):
        values = list(values)
        self.shuffle(values)
        return values[:count]


class Grammar:
    def __init__(self, words, chance):
        self.words = words
        self.chance = chance

    def text(self, template, bound=None):
        """The template with every alternative and slot filled. `bound` holds the values that labels stand for."""
        bound = {} if bound is None else bound
        while True:
            choice = ALTERNATIVES.search(template)
            if not choice:
                break
            template = template[:choice.start()] + self.chance.pick(choice[1].split("|")) + template[choice.end():]
        return SLOT.sub(lambda slot: self.value(slot[1], bound), template)

    def value(self, slot, bound):
        if slot in bound:
            return bound[slot]
        symbol, _, label = slot.rpartition(".") if not RANGE.match(slot) else (slot, "", "")
        symbol = symbol if symbol and label.isalpha() else slot
        taken = {value for key, value in bound.items() if key.startswith(symbol + ".")}
        limits = RANGE.match(symbol)
        for _ in range(50):
            if limits:
                value = str(self.chance.between(int(limits[1]), int(limits[2])))
            else:
                value = self.text(self.chance.pick(self.words[symbol]), bound)
            if value not in taken:
                break
        if symbol != slot:
            bound[slot] = value
        return value
