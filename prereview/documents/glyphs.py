"""Characters as people read them: normal forms, without what has no shape.

Text layers hold Kangxi radicals for ordinary characters, full-width digits and
invisible marks. NFKC repairs the first two; the CJK Radicals Supplement, which
NFKC leaves alone, has a map of its own. 〇 stays: it is a digit of dates.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_RADICALS = str.maketrans(
    "⺁⺄⺆⺇⺈⺊⺋⺌⺍⺎⺗⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺧⺩⺪⺫⺬⺭⺮⺯⺱⺲⺳⺴⺵⺶⺷⺸⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙冂几刀卜㔾小小尢心手攴无月母民水水火火爪牛王疋目示示竹糸网网网网网羊羊羊老聿肉臼艹艹艹虎衣覀西见角角讠贝足车辶辶辶邑钅长长长门阜阜雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾斉齐齿歯竜龙龟龟龟",
)


@lru_cache(maxsize=16384)
def clean_character(character: str) -> str:
    """One character in its normal form; empty when it has no shape, one blank for white space."""
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn"):
        return ""
    mapped = character.translate(_RADICALS)
    if mapped in "〇○◯":
        return mapped
    normal = unicodedata.normalize("NFKC", mapped)
    return mapped if len(normal) > 1 and _is_one_sign(mapped) else normal


def _is_one_sign(character: str) -> bool:
    """℃, ㎡ and … are one character each where a form counts characters; NFKC would make more of them."""
    return character == "…" or unicodedata.category(character) == "So"


def clean_text(text: str) -> str:
    """Text in normal form: control and format characters out, white space as single blanks."""
    return " ".join("".join(map(clean_character, text)).split())


def is_wide(character: str) -> bool:
    """Whether a character takes two cells, as Chinese characters and their punctuation do."""
    return unicodedata.east_asian_width(character) in ("W", "F") or character in "“”‘’…—·"


def join_lines(lines: list[str]) -> str:
    """Join the lines of one cell or value: nothing beside Chinese characters, a blank between Latin words."""
    text = ""
    for line in lines:
        glue = " " if text and line and not (is_wide(text[-1]) or is_wide(line[0])) else ""
        text += glue + line
    return text
