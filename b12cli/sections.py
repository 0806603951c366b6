"""The sections that have their own command, each with what it shows."""

SECTIONS = {
    "overview": "What it is, what B12 does in the body, why levels fall.",
    "uses": "What it is prescribed for.",
    "administration": "Route, site, who gives it, doses, monitoring.",
    "side-effects": "Common and serious side effects, allergic reaction.",
    "contraindications": "Who must not have it.",
    "references": "The works the article cites, its author and reviewer.",
}
