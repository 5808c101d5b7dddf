"""The styles, settings and fonts of our documents as WordprocessingML; every size comes from `layout`."""

from __future__ import annotations

from docx.oxml.ns import nsdecls

from .layout import BODY, LINE, MARK_DROP, RED, RULE_DROP, SMALL, TABLE, TIGHT, TITLE, characters, points, twips

# The names that the standard's typefaces have on the machines of offices. None is free to ship, so the file names
# the face and its substitute (altName), and embeds nothing.
FANG, KAI, HEI, SONG, BIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
SUBSTITUTES = {FANG: "仿宋", KAI: "楷体", HEI: "SimHei", SONG: "SimSun", BIAOSONG: "小标宋"}

PLAIN = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{characters(2)}"/>'
CENTRE = PLAIN + '<w:jc w:val="center"/>'
KEEP = "<w:keepNext/>"


def fonts(face: str) -> str:
    """One typeface for Chinese and Latin alike: digits in the text are of the same face as the text (5.2.2)."""
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'


def spacing(before: int = 0, after: int = 0, line: int = LINE, rule: str = "exact") -> str:
    """Space before, after and from line to line, in twips."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _style(key: str, name: str, ppr: str, face: str, size: float, rpr: str = "", based: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f"<w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{fonts(face)}{rpr}{_size(size)}</w:rPr></w:style>"
    )


def _size(size: float) -> str:
    return f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _levels() -> str:
    faces = ((HEI, ""), (KAI, ""), (FANG, "<w:b/><w:bCs/>"), (FANG, ""))
    return "".join(
        _style(
            f"Heading{n}",
            f"heading {n}",
            f'{KEEP}{INDENT}<w:outlineLvl w:val="{n - 1}"/>',
            face,
            BODY,
            weight,
        )
        for n, (face, weight) in enumerate(faces, 1)
    )


def _small(key: str, name: str, ppr: str, face: str, size: float = TABLE) -> str:
    """Text outside the line grid: in tables, captions and notes."""
    return _style(key, name, f'{ppr}<w:snapToGrid w:val="0"/>', face, size)


def styles_xml() -> str:
    """The whole style sheet."""
    return f"<w:styles>{_defaults()}{_head()}{_text()}{_beside()}</w:styles>"


def _defaults() -> str:
    """Normal, from which all others come, and the styles of runs and tables."""
    # The size stands in Normal as well: the character grid is counted from it. The text does not snap to the grid,
    # because LibreOffice gives a character that is wider than its cell two cells; it is set tight instead, which
    # gives 28 characters a line in every reader.
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}{_size(BODY)}"
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:snapToGrid w:val="0"/>{spacing()}{INDENT}<w:jc w:val="both"/></w:pPr><w:rPr>{fonts(FANG)}'
        f'<w:snapToGrid w:val="0"/><w:spacing w:val="{TIGHT}"/>{_size(BODY)}</w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        '<w:u w:val="dotted" w:color="7F7F7F"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Absent"><w:name w:val="Absent"/><w:rPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
    )


def _head() -> str:
    # the line of the number is 4 pt taller than its characters, half of it below them
    under = round(twips(RULE_DROP) / 20) - 2
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{under}" w:color="{RED}"/></w:pBdr>'
    mark = f"{KEEP}{spacing(twips(MARK_DROP), 0, points(48))}{CENTRE}"
    return (
        _style("Draft", "Draft", PLAIN, HEI, BODY)
        + _style("OrganMark", "OrganMark", mark, BIAOSONG, 36, f'<w:color w:val="{RED}"/>')
        + _style("RedNumber", "RedNumber", f"{KEEP}{rule}{spacing(2 * LINE, 0, points(20))}{CENTRE}", FANG, BODY)
        + _style("Organ", "Organ", f"{KEEP}{CENTRE}", BIAOSONG, TITLE)
        + _style("Title", "Title", f"{KEEP}{spacing(line=points(32))}{CENTRE}", BIAOSONG, TITLE)
        + _style("Number", "Number", f"{KEEP}{spacing(LINE // 2)}{CENTRE}", FANG, BODY)
        + _style("Addressee", "Addressee", f'{PLAIN}<w:jc w:val="left"/>', FANG, BODY)
    )


def _text() -> str:
    return (
        _levels()
        + _style("Flush", "Flush", PLAIN, FANG, BODY)
        + _style("AttachmentNote", "AttachmentNote", '<w:jc w:val="left"/>', FANG, BODY)
        + _style("Sign", "Sign", f'{PLAIN}<w:jc w:val="right"/>', FANG, BODY)
        + _style("AttachmentMark", "AttachmentMark", f"{KEEP}<w:pageBreakBefore/>{PLAIN}", HEI, BODY)
        + _style("SignLine", "SignLine", f"<w:keepLines/>{spacing(LINE // 2)}{PLAIN}", FANG, BODY)
    )


def _beside() -> str:
    """Tables, charts, pictures, imprint and page number: outside the 22 lines."""
    left = PLAIN + '<w:jc w:val="left"/>'
    loose = points(TABLE * 1.35)
    return (
        _small("Caption", "caption", f"{KEEP}{spacing(LINE // 2, 60, points(20))}{CENTRE}", HEI, SMALL)
        + _small("TableHead", "TableHead", f"{KEEP}{spacing(40, 40, loose, 'atLeast')}{CENTRE}", HEI)
        + _small("TableText", "TableText", spacing(40, 40, loose, "atLeast") + left, FANG)
        + _small("BarText", "BarText", KEEP + spacing(0, 0, loose, "atLeast") + left, FANG)
        + _small("Gap", "Gap", spacing(0, 0, 20) + PLAIN, FANG, 1)
        + _small("Note", "Note", spacing(60, LINE // 3, points(16)) + PLAIN, FANG, 10.5)
        + _small("Picture", "Picture", f"{KEEP}{spacing(LINE // 3, 0, 240, 'auto')}{CENTRE}", FANG)
        + _small("PictureText", "PictureText", spacing(0, LINE // 3, points(18)) + CENTRE, FANG)
        + _small("Imprint", "Imprint", spacing(60, 60, points(20)) + left, FANG, SMALL)
        + _small("Footer", "footer", spacing(0, 0, points(SMALL)) + PLAIN, SONG, SMALL)
    )


def settings_xml(both_sides: bool) -> str:
    """The settings; `both_sides`: odd and even pages have footers of their own."""
    return (
        "<w:settings>"
        '<w:defaultTabStop w:val="420"/>'
        + ("<w:evenAndOddHeaders/>" if both_sides else "")
        + '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:useFELayout/>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def fonts_xml() -> bytes:
    """The font table: each typeface with the one to use where it is absent."""
    rows = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for face, other in SUBSTITUTES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{rows}</w:fonts>".encode()
