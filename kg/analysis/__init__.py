"""Questions about a graph: who matters, who is with whom, what many say, what contradicts, what two sources tell apart.

Every function takes a `GraphView` and returns frozen values in one order, whatever the order of the documents; none
changes the view or opens a file. `kg.analysis` names them all; they load when used, networkx with those that need it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.analysis.balance import Balance, Dyad, Triad, balance_of, dyads_of
    from kg.analysis.brief import Brief, brief_of
    from kg.analysis.comparison import Change, Comparison, compare
    from kg.analysis.contradictions import Contradiction, contradictions_of
    from kg.analysis.corroboration import Corroboration, corroboration_of
    from kg.analysis.independence import sources_of
    from kg.analysis.networks import to_networkx
    from kg.analysis.pictures import stacked_bars, who_with_whom
    from kg.analysis.relations import Relation, relations_of
    from kg.analysis.standing import Standing, communities_of, standing_of
    from kg.analysis.timeline import Moment, timeline_of
    from kg.analysis.writing import html_of, markdown_of

_ROOMS = {
    "balance": ("Balance", "Dyad", "Triad", "balance_of", "dyads_of"),
    "brief": ("Brief", "brief_of"),
    "comparison": ("Change", "Comparison", "compare"),
    "contradictions": ("Contradiction", "contradictions_of"),
    "corroboration": ("Corroboration", "corroboration_of"),
    "independence": ("sources_of",),
    "networks": ("to_networkx",),
    "pictures": ("stacked_bars", "who_with_whom"),
    "relations": ("Relation", "relations_of"),
    "standing": ("Standing", "communities_of", "standing_of"),
    "timeline": ("Moment", "timeline_of"),
    "writing": ("html_of", "markdown_of"),
}
_WHERE = {name: f"kg.analysis.{module}" for module, names in _ROOMS.items() for name in names}

__all__ = [
    "Balance",
    "Brief",
    "Change",
    "Comparison",
    "Contradiction",
    "Corroboration",
    "Dyad",
    "Moment",
    "Relation",
    "Standing",
    "Triad",
    "balance_of",
    "brief_of",
    "communities_of",
    "compare",
    "contradictions_of",
    "corroboration_of",
    "dyads_of",
    "html_of",
    "markdown_of",
    "relations_of",
    "sources_of",
    "stacked_bars",
    "standing_of",
    "timeline_of",
    "to_networkx",
    "who_with_whom",
]


def __getattr__(name: str) -> object:
    """The function or value of that name, loaded when first asked for."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(sorted(_WHERE))}")
    return getattr(import_module(_WHERE[name]), name)
