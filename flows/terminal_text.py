"""Text from outside, made safe for a terminal."""

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_REPLACED = {code: "\ufffd" for code in _CONTROLS if chr(code) not in "\n\t"}


def printable(text: str) -> str:
    """Replace escape sequences' and text direction's control characters, one for one, so that offsets still hold.

    Without this an article could move the cursor, recolour the screen or turn a line around.
    """
    return text.translate(_REPLACED)
