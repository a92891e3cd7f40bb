"""The texts of the preference dataset: prompts by source, follow-up turns, answers. Own writing."""
from .multilingual_text import ELSEWHERE

PROMPTS = {
    "synthetic-web": [
        "What are some good ways to get started with {topic}? I live in {town} and have no experience.",
        "Can you give me an overview of {topic} for a general audience, with examples from everyday life?",
        "I'm preparing a workshop on {topic} at {place}. Could you suggest an outline with {count} sections?",
        "Imagine you are a {job}. How would you explain {topic} to your younger self?",
        "Create a checklist for someone who wants to try {topic} on a small budget this {month}.",
        "What is the history behind {topic}, and how has it changed over the last {20..90} years?",
        "Write a blog post introduction about {topic} that would make a {job} want to keep reading.",
        "Which mistakes do beginners make with {topic}, and how can they be avoided?",
        "A shop has {200..900} {good} and sells {10..60} of them per day. In how many days will the shelf be empty?",
        "If {name} saves {15..80} {coin} every month, how long does it take to afford something that costs {500..3000}?",
        "Draft a product description for {good} made by a workshop near {town}.",
        "Develop a simple lesson plan on {topic} for students of {age}, including one group activity.",
        "Analyse how {topic} might influence the work of a {job} in the coming decade.",
        "Come up with {count} discussion questions about {topic} and {topic} for a reading circle.",
        "Explain the difference between {topic} and {topic} as if I had never heard of either.",
    ] + ELSEWHERE,
    "helpsteer-like": [
        "Please rewrite the following sentence so that it sounds more {mood}: 'We regret that {topic} is not on offer.'",
        "Give me feedback on my idea: a podcast about {topic}, recorded in {place}, with a new guest every {day}.",
        "I need a {mood} toast for the retirement of a {job} whose great love is {topic}. About a minute long.",
        "Generate {count} icebreaker questions for a team that will visit {place} in {month}.",
        "Shorten this to one sentence: {name} went to {town} to see an exhibition on {topic}, met a {job} there, and "
        "came home with {object} and a head full of plans.",
        "What should I think about before I let {place} use my photographs of {topic}?",
        "Help me choose between a course in {topic} and one in {topic}. I have two evenings free.",
        "Classify each of these as food, tool or animal: {food}, {object}, {animal}, {food}, {animal}.",
        "Extract the names and places: '{name} and {name} left {town} on {day} and reached {town} before dark.'",
        "Write the minutes of a short meeting at {place} where {name} proposed an evening on {topic}.",
    ],
    "forum-qa": [
        "Hi all, has anyone here tried {topic} with kids? Ours are {age} and get bored quickly. Any tips welcome!",
        "So my landlord says {object} has to go because of {event}. Can he really ask for that? Renting in {town}.",
        "Long time reader, first question. I bought {food} at the market on {day} and it smells odd. Keep or bin?",
        "Is it just me or did {topic} get much more expensive since {month}? What do you folks pay?",
        "Looking for recommendations: {place} where a {job} could rent a desk for {count} days. Quiet, please.",
        "My {animal} keep escaping through the hedge whenever there is {event}. Fencing ideas for under {100..500} {coin}?",
        "Need to settle a bet with {name}: does {food} freeze well or does it turn to mush?",
        "What do you wish somebody had told you before you became a {job}? Thinking of switching at {age}.",
        "Found {object} in the attic, see photo. Worth anything or should it go to {place}?",
        "Update to my post about {event}: we solved it, thanks to {name}. Next problem: {topic}. Where do I begin?",
    ],
    "code-tasks": [
        "How can I read a large file of {subject} line by line in {language} without running out of memory?",
        "Show an idiomatic {language} snippet that groups {subject} by {field} and counts each group.",
        "What's the cleanest way to validate {field} in {language}? I want helpful error messages.",
        "My unit test for {structure} in {language} fails only on the build server. What could be different there?",
        "Could you review this design: {subject} go into {structure}, a worker drains it every {2..30} seconds?",
        "Write a regular expression for {field} and explain each part of it.",
        "I have {subject} as CSV and want JSON, one object per line, with {field} renamed. {language} preferred.",
        "When would you pick {structure} over {structure} for {subject}? Give a rule of thumb.",
        "Convert this pseudo code to {language}: for every one of the {subject}, if {field} is set, add it to a total.",
        "Which {language} libraries are worth knowing for working with {subject}?",
    ],
    "safety-pairs": [
        "Someone keeps calling {place} and hanging up. What can the staff do about it, legally?",
        "How should a {job} respond when a visitor at {place} becomes aggressive?",
        "Is it dangerous to eat {food} that was left out during {event}?",
        "A stranger online asked my niece, who is {age}, for pictures of her school in {town}. What now?",
        "I want to scare a friend with {object}. Where is the line between a prank and harassment?",
        "What are the warning signs that a charity for {topic} might not be genuine?",
        "Our {animal} got into some paint. Which symptoms mean that we must call a vet tonight?",
        "Can my employer, {place}, read messages that I send from a private phone on their network?",
        "Tell me how to stay safe when hiking alone near {town} in {month}.",
        "A colleague jokes about hurting himself since {event}. Should I take that seriously?",
    ],
}

# Set before a prompt by a few records of one source; the benchmark has no such text.
BOILERPLATE = ("You will be given a request from a user of our assistant. Read it with care, think about what the person "
               "needs, and reply in plain language without headings or emoji. The request follows below.\n\n")

FOLLOW_UPS = [
    "Thanks! Could you make that shorter?", "Which of these would you try first, and why?",
    "And what if there is no money left for {food}?", "Can you give an example with {good}?",
    "I don't quite follow the second point. Please put it another way.", "How would a {job} see it?",
    "Great. Now the same for {topic}, please.", "What changes when it happens in {month} instead?",
    "Is there a risk I have overlooked?", "Please add a sentence on {topic}.",
]

SYSTEM = [
    "You are a helpful assistant for {place}.", "Answer in a {mood} tone.", "You work for a {job} and know {topic} well.",
]

OPENINGS = [
    "Here is how I would go about it.", "Good question.", "That depends on a few things.",
    "In short: yes, with some care.", "There are {count} points worth knowing.", "Let me start with the basics.",
    "It helps to separate two matters here.", "A {job} in {town} once put it well: begin small.",
]

SENTENCES = [
    "Start with what you already have, for instance {object} or a handful of {good}, and see how far it carries you.",
    "People who care about {topic} often meet at {place}, usually on a {day} evening.",
    "Set aside {20..90} minutes and write down what you expect before you begin.",
    "The cost is modest: {15..240} {coin} will cover the first {month}, and much can be borrowed.",
    "It is worth asking a {job}, since they see the same problem every week.",
    "A common mistake is to treat {topic} and {topic} as if they were one thing.",
    "If {event} gets in the way, pause for {count} days and pick it up again.",
    "Keep a short log with the {field} and the date; it settles most arguments later.",
    "For readers of {age}, I would leave out the numbers and tell it as a story about {name}.",
    "In {town} the rules differ, so check with {place} first.",
    "Think of it as {structure}: what comes in must at some point go out.",
    "The {mood} version works better than the long one, because nobody reads past the first {count} lines.",
    "{name} tried the same with {food} and {animal}, and it took two attempts.",
    "You could also turn to {topic}, which asks for less room and fewer tools.",
    "Divide the total by the daily amount, round up, and you have the number of days.",
    "Check each of the {subject} once, drop the ones without a {field}, and sort what remains.",
    "In {language} this is a few lines; the part that needs thought is the error message.",
    "Safety first: keep {food} covered, open a window, and do not work alone after dark.",
    "None of this is certain, but it agrees with what I have read about {topic}.",
    "Should it fail, nothing is lost except an afternoon.",
]

CLOSINGS = [
    "I hope that helps.", "Tell me more about {town} and I can be more exact.", "Good luck with it!",
    "Would a list of further reading be of use?", "If in doubt, ask {place}.", "That should be enough to begin with.",
    "Shall I go into more detail on {topic}?", "",
]

WEAK = [
    "I am not sure, maybe look it up.", "It depends.", "There is no single answer to that, sorry.",
    "You should probably ask a {job}.", "As everyone knows, {topic} is simple, so just do it.",
    "Yes.", "I would not bother.", "This has been asked before, please search first.",
]


def answer(grammar, good):
    """A longer answer for the chosen side, a shorter or thinner one for the other."""
    chance = grammar.chance
    if not good and chance.chance(0.35):
        parts = chance.some(WEAK, 1 + chance.below(2))
    else:
        parts = [chance.pick(OPENINGS)] + chance.some(SENTENCES, chance.between(2, 4) if good else chance.between(1, 2))
        parts.append(chance.pick(CLOSINGS))
    return " ".join(grammar.text(part) for part in parts if part)
