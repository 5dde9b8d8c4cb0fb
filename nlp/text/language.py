"""Tells English from other languages by script and by the small words, fast enough to ask of every article.

Figures are read from English text only; everything else is marked and left alone.
"""

import re
from collections import Counter

_SAMPLE_CHARACTERS = 4000
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
# Where no letter of theirs stands, which is nearly everywhere, none of them has to be counted.
_OTHER_SCRIPT = re.compile("[\u0370-\u06ff\u0900-\u0e7f\u3040-\ud7af]")
# Words that the languages do not share (so no "in", "a", "on", "as", "no").
_SMALL_WORDS = {
    "en": "the of and to that is for with from it by was are this has have its at after which but will not been their",
    "de": "der die das und ist nicht mit auf für von dem den ein eine einen zu sich auch wird bei nach dass im",
    "es": "el los las una que por para con del está como más pero su se ha al tras según sobre lo",
    "fr": "le les une des est pour dans sur avec plus qui du pas au aux ce cette sont selon et son ont",
    "pt": "os uma não com para por mais como dos das pelo pela foi ao está também seu sua são em",
    "it": "il gli una che di per con del della sono è non più nel dopo anche dei delle come ha",
    "nl": "het een van de niet met voor zijn op dat ook naar wordt bij maar aan nog werd",
    "tr": "bir ve bu için ile olarak daha çok sonra gibi kadar olan göre ise",
    "id": "yang dan di ini untuk dengan dari pada tidak akan telah dalam adalah ke",
    "vi": "của và là các được trong cho một với không này đã người có những",
    "pl": "się nie na jest że do przez oraz po jak to od dla są tym był przed",
    "sv": "och att det som på är av för med den till inte har om ett",
    "ro": "și este nu la cu pentru din care mai au fost prin sau",
    "cs": "se na je že ve ze do pro jako jsou byl podle také ale jeho",
}
# Letters that of these languages only one has: a word with one of them votes too, which short texts need.
_OWN_LETTERS = {
    "tr": "\u011f\u011e\u0131\u0130\u015f\u015e",
    "pl": "\u0105\u0119\u0142\u0104\u0118\u0141\u015b\u017c",
    "vi": "\u01a1\u01b0\u1ea1-\u1ef9",
    "cs": "\u011b\u0159\u016f\u011a\u0158",
    "ro": "\u0219\u021b\u0218\u021a",
    "pt": "\u00e3\u00f5",
    "es": "\u00f1\u00bf\u00a1",
    "de": "\u00df",
}
_OWN_LETTER = re.compile("[" + "".join(_OWN_LETTERS.values()) + "]")
_WITH_OWN_LETTER = {language: re.compile(rf"[{letters}]\w*") for language, letters in _OWN_LETTERS.items()}
_LANGUAGES_OF_WORD: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF_WORD.setdefault(_word, []).append(_language)


def guess_language(plain: str) -> str:
    """Guess the language of a text from its beginning.

    Returns:
        An ISO 639-1 code; `en` for short Latin text without any evidence (a headline is often names and numbers only).
    """
    sample = plain[:_SAMPLE_CHARACTERS]
    words = _WORD.findall(sample.lower())
    if _OTHER_SCRIPT.search(sample):
        n_letters = sum(map(str.isalpha, sample))
        for language, script in _SCRIPTS:
            # Half of the letters, or a fifth for the scripts that pack a word into a sign or two.
            needed = 0.2 if language in ("ja", "zh", "ko") else 0.5
            if n_letters and len(script.findall(sample)) > needed * n_letters:
                return language
    votes: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for language in _LANGUAGES_OF_WORD.get(word, ()):
            votes[language] += count
    if _OWN_LETTER.search(sample):
        for language, word_part in _WITH_OWN_LETTER.items():
            votes[language] += len(word_part.findall(sample))
    if not votes:
        return "en"
    best, n_votes = votes.most_common(1)[0]
    return best if n_votes > 1.5 * votes["en"] + 2 else "en"
