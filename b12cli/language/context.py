"""In what context a text says its things: denied, of somebody else, only as a plan or risk.

After ConText (Harkema et al., 2009): cues, each with a direction and a reach, are data in
``grammar.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from b12cli.language.grammar import Context, Cue, grammar
from b12cli.language.phrases import Text

STOPS = frozenset(".?!;")
"""Signs that no name and no context reaches over."""

_PAUSES = STOPS | {","}
"""Signs that a context reaches over only where a list goes on."""


def context(contexts: Sequence[Context | None], positions: frozenset[int]) -> Context | None:
    """The context that what stands at these positions is in: the first of any of its tokens."""
    inside = range(min(positions), max(positions) + 1)
    return next((contexts[at] for at in inside if contexts[at]), None)


def contexts(text: Text, spots: Sequence[frozenset[int]]) -> list[Context | None]:
    """For each token the context that it stands in."""
    contexts: list[Context | None] = [None] * len(text.tokens)
    for cue, span in cues(text, spots):
        if cue.context:
            # The words of the cue too: "has a child" says who the child is.
            for reached in (*span, *_reach(text, span.start, span.stop, cue)):
                contexts[reached] = contexts[reached] or cue.context
    return contexts


def cues(text: Text, spots: Sequence[frozenset[int]]) -> Iterator[tuple[Cue, range]]:
    """The cues in the text, each with its tokens, beside names at these spots."""
    at = 0
    while at < len(text.tokens):
        cue = _cue(text, at, spots)
        if cue:
            yield cue, range(at, at + len(cue.words))
        at += len(cue.words) if cue else 1


def _cue(text: Text, at: int, spots: Sequence[frozenset[int]]) -> Cue | None:
    """The cue that begins here, if it is one in this place."""
    for cue in grammar().cues.get(text.tokens[at].word, ()):
        end = at + len(cue.words)
        span = text.tokens[at:end]
        if tuple(token.word for token in span) != cue.words or any(t.after for t in span[1:]):
            continue
        own = {each for each in range(at, end) if text.tokens[each].word not in grammar().glue}
        if cue.context and any(spot > own for spot in spots):
            continue  # it is a part of a name
        if not cue.context:
            return cue
        if cue.forward:
            # "Ruled out" at the end looks back; "has a child" speaks of itself.
            ends = end == len(text.tokens) and (cue.context != "family" or len(cue.words) == 1)
            if ends or (end < len(text.tokens) and text.tokens[end].after in _PAUSES | {")"}):
                continue
            if cue.context == "family" and _segment_has(text, at, spots):
                continue
        elif not at or (cue.context == "family" and len(cue.words) == 1 and not span[0].after):
            continue  # "kidney failure (father)", but not "pregnant mother"
        return cue
    return None


def _segment_has(text: Text, at: int, spots: Sequence[frozenset[int]]) -> bool:
    segment = text.phrases[text.phrase_of[at]].segment
    return any(
        any(earlier in spot for spot in spots)
        for earlier in range(at)
        if text.phrases[text.phrase_of[earlier]].segment == segment
    )


def _reach(text: Text, start: int, end: int, cue: Cue) -> Iterator[int]:
    """The tokens that the cue governs."""
    known = grammar()
    if not cue.forward:
        for at in range(start - 1, -1, -1):
            yield at
            if text.tokens[at].after in _PAUSES or text.tokens[at].word in known.ends:
                return
        return
    if cue.words[0] in known.prefixes:
        yield end
        return
    lists = cue.words[0] in known.lists or (
        end < len(text.tokens) and text.tokens[end].after == ":"
    )
    for at in range(end, len(text.tokens)):
        word, after, _ = text.tokens[at]
        if after in STOPS or word in known.ends:
            return
        # "No fever, rash or cough" has one reach, "no fever, coughs" two.
        if after == "," and at > end and not lists and not _goes_on(text, at):
            return
        if cue.context == "negated" and at > end and word in ("has", "have", "is", "was"):
            return
        yield at


def _goes_on(text: Text, at: int) -> bool:
    """Whether a list goes on here to an "or"."""
    return any(token.word in ("or", "nor") for token in text.tokens[at:])
