"""The words that bring nothing new to speak of: they say when, which way and how nearly, or take a subject up."""

import re

from nlp.components import percent_words

WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    (
        # what takes a subject up
        "it its they their this that these those the a an s which when where one another same figure number metric "
        "level value total reading rate share tally amount sum measure indicator index gauge score ratio percentage "
        "count worth valued together combined collectively all of both there market sector "
        # what only says how it stands
        "is was were be been being are has have had having did does stand stands stood standing sit sits sat sitting "
        "hover hovers hovered hovering linger lingers lingered remain remains remained stay stays stayed hold holds "
        "held come comes came coming go goes went gone going turn turned move moved moving reach reaches reached "
        "reaching hit hits hitting touch touched touching top topped see seen saw record recorded report reported "
        "note noted register registered post posted average averaged averages averaging compare compares compared "
        "comparing follow follows followed following peak peaked peaking bottom bottomed print prints printed show "
        "shows showed showing read reads put puts run runs ran float floated floating estimated measured last settle "
        "settled settling establish established establishing change changed cross crossed crossing exceed "
        "exceeded surpass surpassed amounted amounts "
        "totaled totalled totalling totaling equal equals equivalent marks marking represents representing means "
        "makes mark indicates indicating "
        # how nearly, how far
        "to at from in on of near around about above below under over past just only some nearly almost roughly "
        "approximately close well more less than as low high lower higher little much up down back by beyond "
        "lows highest lowest "
        "highs top bottom even also still yet already again further slightly sharply slowly gradually steadily "
        "quickly soon briefly modestly only barely as far so not "
        # when
        "before after since against versus vs for with during until till while but and or then now currently "
        "later earlier previously once today yesterday tonight presently recently time writing press moment day days "
        "week weeks month months year years hour hours minute minutes half quarter ago next prior previous start end "
        "ending ended span period course opening closing valuation beginning middle mid early late weekend "
        "morning afternoon "
        "evening night "
        "session daily weekly monthly yearly "
        "annual record fresh new all monday tuesday wednesday thursday friday saturday sunday january february march "
        "april may mai june july august september october november december jan feb mar apr jun jul aug sep sept oct "
        "nov dec st nd rd th utc gmt et spring summer autumn winter two three four five six seven ten this "
        "meanwhile however "
        "though although instead contrast comparison respectively same alone "
        # whose words they are, and what the metric is told of
        "according data coinglass coinmarketcap coingecko cryptoquant glassnode santiment tradingview sosovalue "
        "farside futures perpetuals perpetual contracts derivatives exchanges platforms"
    ).split()
)
_MOVED = re.compile(
    rf"(?:{percent_words.UP}|{percent_words.DOWN}|dwindl\w*|swell\w*|doubl\w*|tripl\w*|build\w*|wip\w*|losing|pushed)"
)


def is_empty(word: str) -> bool:
    """Whether a word (in lower case) brings no subject of its own."""
    return word in _EMPTY or _MOVED.fullmatch(word) is not None
