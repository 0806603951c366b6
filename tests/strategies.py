"""Monographs of all shapes that the model allows, for property tests."""

from typing import get_args

from hypothesis import strategies as st

from b12cli.monograph.concept import Words
from b12cli.monograph.model import (
    ALLERGIC,
    COMMON,
    SERIOUS,
    SIDE_EFFECTS,
    Dose,
    Entry,
    Group,
    GroupVerdict,
    Monograph,
    Section,
    Source,
)
from b12cli.monograph.note import Citation, Note

# What a file may hold, with much of what is markup somewhere: [/x], **, |, <b>, quotes, YAML's no.
LETTERS = st.one_of(
    st.sampled_from(list("aeinst B12*_`[]()<>|~#$&;:'\"\\/-+=.!?{}%@^,é–’•日😀")),
    st.characters(exclude_categories=["C", "Z"]),
)
TEXTS = st.one_of(
    st.sampled_from(["no", "12:30", "2024-01-01", "[/x]", "[bold]", "1. one", "# a", "~", "<b>"]),
    st.sampled_from(["{a", "{0-12} years", "½ of 10⁶", "7 y/o", "two weeks ago"]),
    st.text(LETTERS, min_size=1, max_size=30).map(str.strip).filter(str.isprintable).filter(bool),
)
AMOUNTS = st.one_of(st.integers(1, 10**9), st.integers(1, 4000).map(lambda quarters: quarters / 4))


@st.composite
def doses(draw, steps=1):
    low, high = sorted([draw(AMOUNTS), draw(AMOUNTS)])
    return Dose(
        low=draw(st.sampled_from([low, None])),
        high=high,
        unit=draw(TEXTS),
        per=draw(st.sampled_from(["dose", "day", "week", "month", "12 hours"])),
        times=draw(st.integers(1, 100)),
        text=draw(TEXTS),
        then=tuple(draw(st.lists(doses(steps - 1), max_size=1))) if steps else (),
    )


CITATIONS = st.builds(
    Citation,
    authors=st.lists(TEXTS, min_size=1, max_size=2).map(tuple),
    et_al=st.booleans(),
    title=TEXTS,
    journal=st.none() | TEXTS,
    volume=st.none() | TEXTS,
    issue=st.none() | TEXTS,
    pages=st.none() | TEXTS,
    year=st.none() | st.integers(1900, 2100),
    url=st.none() | TEXTS,
    accessed=st.none() | TEXTS,
)
SECTION_NAMES = ["overview", "uses", "side-effects", "contraindications", "storage", "drug-x2"]
SOME_TEXTS = st.lists(TEXTS, max_size=3).map(tuple)
CONCEPTS = st.sampled_from(["kidney failure", "kidney disease", "kidney stone", "allergy"])
SOME_CONCEPTS = st.lists(CONCEPTS | TEXTS, max_size=2).map(tuple)


SOURCES = st.builds(
    Source,
    title=TEXTS,
    publisher=TEXTS,
    author=st.none() | TEXTS,
    reviewer=st.none() | TEXTS,
    reviewed=st.sampled_from([None, "2022-08"]),
)
NOTES = st.builds(
    Note,
    lead=st.none() | TEXTS,
    text=TEXTS,
    flag=st.none() | TEXTS,
    citations=st.lists(TEXTS, min_size=1, max_size=2).map(tuple),
    card=st.sampled_from([None, True, False]),
)
SOME_NOTES = st.lists(NOTES, max_size=2).map(tuple)
CODES = st.sampled_from(["N18.6", "A41", "M54.3"])
VERDICTS = st.sampled_from([None, *get_args(GroupVerdict)])


@st.composite
def entries(draw):
    extras = draw(st.sampled_from([{}, {"dose": doses()}, {"citation": CITATIONS}]))
    return Entry(
        name=draw(TEXTS),
        detail=draw(st.none() | TEXTS),
        aliases=draw(SOME_TEXTS),
        related=draw(SOME_TEXTS),
        codes=tuple(draw(st.lists(CODES, max_size=1))),
        related_codes=tuple(draw(st.lists(CODES | st.just("A00-A09"), max_size=1))),
        notes=draw(SOME_NOTES),
        concepts=draw(SOME_CONCEPTS),
        near=draw(SOME_CONCEPTS),
        not_=draw(SOME_CONCEPTS),
        substances=draw(SOME_TEXTS),
        card=draw(st.sampled_from([None, True])),
        **{name: draw(extra) for name, extra in extras.items()},
    )


@st.composite
def groups(draw, key):
    found = draw(st.lists(entries(), min_size=1, max_size=3, unique_by=lambda each: each.name))
    return Group(
        group=key,
        title=draw(TEXTS),
        note=draw(st.none() | TEXTS),
        verdict=draw(VERDICTS),
        aliases=draw(SOME_TEXTS),
        notes=draw(SOME_NOTES),
        entries=tuple(found),
        card=draw(st.sampled_from([None, True])),
    )


@st.composite
def sections(draw, name):
    keys = [COMMON, SERIOUS, ALLERGIC] if name == SIDE_EFFECTS else ["one", "two_2"]
    return Section(
        section=name,
        title=draw(TEXTS),
        summary=draw(TEXTS),
        groups=tuple(draw(groups(key)) for key in keys),
        notes=draw(SOME_NOTES),
        aliases=draw(SOME_TEXTS),
    )


@st.composite
def monographs(draw):
    return Monograph(
        title=draw(TEXTS),
        generic_name=draw(TEXTS),
        source=draw(SOURCES),
        words=draw(st.just(Words()) | st.builds(Words, same=SOME_TEXTS)),
        sections=tuple(
            draw(sections(name))
            for name in draw(st.lists(st.sampled_from(SECTION_NAMES), min_size=1, unique=True))
        ),
    )
