"""Made-up records in every shape that the tool recognises, and benchmark items."""
ROLES = {"prompt": "user", "response": "assistant", "all": "system"}
ANY_ROLE = ("user", "assistant", "system", "tool", "", "human", "bot")
RESPONSES = ("response", "output", "completion", "answer", "solution")


class Shapes:
    """Draws records for one corpus; `say` gives a text."""

    def __init__(self, rng, say):
        self.rng, self.say = rng, say
        self.kinds = rng.sample(self.all(), rng.randint(1, 5))

    def all(self):
        return [self.messages, self.conversations, self.preference_strings, self.preference_lists,
                self.preference_message, self.transcripts, self.single, self.instruction, self.list_prompt, self.text,
                self.odd]

    def record(self):
        rng, record = self.rng, dict(self.rng.choice(self.kinds)())
        if rng.random() < 0.2:
            record["source"] = rng.choice(("web", "books", "mägpie", ""))
        if rng.random() < 0.2:
            record["meta"] = rng.choice((None, 1.5e3, -0.0, True, [], {"prompt": self.say(), "x": [[{}]]},
                                         12345678901234567890))
        if rng.random() < 0.1:
            record[rng.choice(("prompt", "text", "response", "chosen", "messages"))] = None
        if rng.random() < 0.1:
            record.setdefault(rng.choice(("question", "text", "answer", "input")), self.say())
        keys = list(record)
        if rng.random() < 0.3:
            rng.shuffle(keys)
        return {key: record[key] for key in keys}

    def in_scope(self, scope):
        """A record that is sure to have a text unit in scope."""
        return {"messages": [{"role": ROLES[scope], "content": self.say() or "words"}]}

    def message(self, role_key="role", text_key="content", roles=ANY_ROLE):
        rng = self.rng
        message = {role_key: rng.choice(roles), text_key: self.say()}
        kind = rng.randrange(20)
        if kind == 0:
            message[text_key] = None
        elif kind == 1:
            del message[text_key]
        elif kind == 2:
            del message[role_key]
        elif kind == 3:
            message["weight"] = 0
        elif kind == 4:
            message = dict(reversed(message.items()))
        return message

    def turns(self, count=None):
        return [self.message() for _ in range(self.rng.randint(0, 4) if count is None else count)]

    def messages(self):
        return {"messages": self.turns()}

    def conversations(self):
        roles = ("human", "gpt", "system", "bot", "user", "assistant", "observation")
        return {"conversations": [self.message("from", "value", roles) for _ in range(self.rng.randint(1, 4))]}

    def preference_strings(self):
        record = {"prompt": self.say(), "chosen": self.say(), "rejected": self.say()}
        kind = self.rng.randrange(6)
        if kind == 0:
            record["rejected"] = record["chosen"]
        elif kind == 1:
            del record["prompt"]  # then both strings are prompts
        elif kind == 2:
            record["prompt"] = None  # there, if null: both strings are responses
        return record

    def preference_lists(self):
        first = self.turns(self.rng.randint(1, 3))
        record = {"chosen": first + self.turns(1), "rejected": first + self.turns(1)}
        if self.rng.random() < 0.5:
            record["prompt"] = first[0].get("content") or self.say()
        return record

    def preference_message(self):
        roles = ("gpt", "assistant", "human")
        return {**self.conversations(), "chosen": self.message("from", "value", roles),
                "rejected": self.message("from", "value", roles)}

    def transcript(self):
        rng, parts = self.rng, [self.rng.choice(("", "", "", self.say()))]
        for k in range(rng.randint(1, 4)):
            role = "Human" if k % 2 == 0 else "Assistant"
            parts.append(f"\n\n{role}:{rng.choice((' ', ' ', '', '  ', chr(10)))}{self.say()}")
        return "".join(parts)

    def transcripts(self):
        chosen = self.transcript()
        rejected = chosen if self.rng.random() < 0.2 else chosen + "\n\nHuman: " + self.say()
        record = {"chosen": chosen, "rejected": rejected}
        if self.rng.random() < 0.3:
            record["prompt"] = self.say()
        return record

    def single(self):
        record = {self.rng.choice(("prompt", "question", "problem")): self.say()}
        if self.rng.random() < 0.7:
            record[self.rng.choice(RESPONSES)] = self.say()
        return record

    def instruction(self):
        return {"instruction": self.say(), "input": self.rng.choice(("", None, self.say())),
                self.rng.choice(RESPONSES): self.say()}

    def list_prompt(self):
        strings = [self.say() for _ in range(self.rng.randint(0, 3))]
        return {"prompt": self.rng.choice((self.turns(), strings)), "completion": self.say()}

    def text(self):
        return {"text": self.say()}

    def odd(self):
        """What real files hold now and then: nothing to audit, empty strings, shapes at odds with their field."""
        say, rng = self.say, self.rng
        both = {"role": "user", "from": "gpt", "content": say(), "value": say()}
        return rng.choice((
            {}, {"id": 3}, {"prompt": ""}, {"prompt": None, "text": say()}, {"prompt": "", "text": say()}, {"text": ""},
            {"chosen": "", "rejected": ""}, {"messages": [], "text": say()}, {"messages": say()}, {"messages": [both]},
            {"messages": [say(), say()]}, {"chosen": say(), "rejected": None, "response": say()}))


def items(rng, say, count, id_field, subset_field, text_field):
    """Benchmark rows. Ids may repeat; a field that is None is left out of every row."""
    subsets = rng.choice((("a",), ("a", "b", "ü"), (1, 2)))
    lists, rows = rng.random() < 0.3, []
    for k in range(count):
        texts = [say() for _ in range(rng.randint(1, 3))] if lists and rng.random() < 0.8 else say()
        row = {text_field: texts, "answer": say()}
        if id_field:
            row[id_field] = rng.choice((k, str(k), f"item-{k}", "same", "ïd"))
        if subset_field:
            row[subset_field] = rng.choice(subsets)
        rows.append(row)
    return rows
