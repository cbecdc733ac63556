"""The letters by which a spreadsheet names its columns."""


def letter(place: int) -> str:
    """The letter of a column, counted from 0: A, B … Z, AA."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def place_of(letters: str) -> int:
    """The column, counted from 0, with this letter."""
    number = 0
    for one in letters:
        number = 26 * number + ord(one) - ord("A") + 1
    return number - 1
