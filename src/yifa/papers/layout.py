"""The measures of GB/T 9704-2012 《党政机关公文格式》, in millimetres and points, and how Word counts them.

Word counts lengths in twips (1/20 pt), font sizes in half points, the character grid in 1/4096 pt, rules in 1/8 pt.
"""

from __future__ import annotations

import math

PAGE = (210, 297)  # 5.1: A4, mm
TOP, LEFT = 37, 28  # 5.2.1: head margin (天头) and binding margin (订口), mm
TYPE_AREA = (156, 225)  # 5.2.1: 版心, mm
RIGHT = PAGE[0] - LEFT - TYPE_AREA[0]
BOTTOM = PAGE[1] - TOP - TYPE_AREA[1]
LINES, CHARACTERS = 22, 28  # 5.2.3: a page, a line
MARK_DROP = 35  # 7.2.4: from the head of the type area to the organ mark, mm
RULE_DROP = 4  # 7.2.7: from the document number to the red rule, mm
NUMBER_DROP = 7  # 7.5: from the foot of the type area to the dashes of the page number, mm

BODY, TITLE, SMALL, TABLE = 16.0, 22.0, 14.0, 12.0  # 三号 二号 四号 小四, pt
RED = "FF0000"


def twips(mm: float) -> int:
    """Millimetres in twips."""
    return round(mm * 1440 / 25.4)


def points(pt: float) -> int:
    """Points in twips."""
    return round(pt * 20)


WIDTH, HEIGHT = (twips(side) for side in TYPE_AREA)
# rounded down: at 580 twips the twenty-second line would be 0.07 mm too tall for the page, and Word would set 21
LINE = HEIGHT // LINES
# 28 characters of 16 pt are wider than 156 mm, so the grid draws them together by a fifth of a point
SQUEEZE = int((WIDTH / 20 / CHARACTERS - BODY) * 4096) - 1
# the same as letter spacing, in whole twips; one twip more, because LibreOffice rounds the grid's line down by 1.5 pt
TIGHT = math.floor(WIDTH / CHARACTERS - BODY * 20) - 1


def characters(number: float, size: float = BODY) -> int:
    """So many characters (字) of a size on the grid, in twips."""
    return points(number * (size + SQUEEZE / 4096))
