"""Names for a county that does not exist: departments, townships, firms, people. Deterministic. Pure."""

from __future__ import annotations

from stdnum.cn import uscc

DEPARTMENTS = (
    ("fagai", "发展和改革局", "发改"), ("jiaoyu", "教育体育局", "教体"), ("keji", "科技和工业信息化局", "科工信"),
    ("gongan", "公安局", "公"), ("minzheng", "民政局", "民"), ("sifa", "司法局", "司"), ("caizheng", "财政局", "财"),
    ("renshe", "人力资源和社会保障局", "人社"), ("ziran", "自然资源局", "自然资"), ("shengtai", "生态环境局", "环"),
    ("zhujian", "住房和城乡建设局", "住建"), ("jiaotong", "交通运输局", "交"), ("shuili", "水利局", "水"),
    ("nongye", "农业农村局", "农"), ("shangwu", "商务局", "商"), ("wenlv", "文化广电和旅游局", "文旅"),
    ("weijian", "卫生健康委员会", "卫"), ("tuiyi", "退役军人事务局", "退"), ("yingji", "应急管理局", "应急"),
    ("shenji", "审计局", "审"), ("shichang", "市场监督管理局", "市监"), ("tongji", "统计局", "统"),
    ("yibao", "医疗保障局", "医保"), ("xingzheng", "行政审批和政务信息管理局", "审批"), ("chengguan", "城市管理局", "城管"),
    ("linye", "林业局", "林"), ("xinfang", "信访局", "信"), ("jinrong", "金融服务中心", "金"),
    ("dangan", "档案馆", "档"), ("xiaofang", "消防救援大队", "消"), ("shuiwu", "税务局", "税"), ("qixiang", "气象局", "气"),
    ("yanye", "烟草专卖局", "烟"), ("youzheng", "邮政管理局", "邮"), ("dianli", "供电服务中心", "电"),
    ("gongjijin", "住房公积金管理部", "积金"), ("canlian", "残疾人联合会", "残联"), ("gongxiao", "供销合作社", "供销"),
    ("fangzhen", "防震减灾中心", "震"), ("minzong", "民族宗教事务局", "民宗"), ("waishi", "外事服务中心", "外"),
    ("guozi", "国有资产服务中心", "国资"), ("zhaoshang", "招商服务中心", "招商"), ("dashuju", "大数据中心", "数"),
)  # fmt: skip
ITEMS: dict[str, tuple[tuple[str, str], ...]] = {
    "shichang": (("食品安全监督检查", "食品安全法第一百一十条"), ("产品质量监督检查", "优化营商环境条例第五十四条"),
                 ("登记和公示信息检查", "优化营商环境条例第五十四条")),
    "yingji": (("安全生产监督检查", "安全生产法第六十五条"),),
    "xiaofang": (("消防监督检查", "优化营商环境条例第五十四条"),),
    "shengtai": (("污染防治现场检查", "优化营商环境条例第五十四条"),),
    "weijian": (("公共场所卫生监督检查", "优化营商环境条例第五十四条"),),
}  # fmt: skip
"""Inspection items by organ, each with its basis: what the list of powers holds and officers are certified for."""

FIRST = "云石青南白清长安和平新永东西高大双龙凤山"
SECOND = "河桥坪岭泉溪湾塘岗镇江林田沟阳峪川店庄坡"
TRADES = ("食品", "建材", "机械", "服饰", "物流", "餐饮", "药业", "电子", "家居", "农业科技", "汽修", "包装")
WORDS = ("禾丰", "瑞达", "恒远", "金泰", "众合", "鼎盛", "兴农", "安捷", "华昌", "明德", "广源", "天和", "诚信", "顺意", "润丰")
FAMILY = "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗"
GIVEN = ("文博", "晓岚", "建国", "思远", "海燕", "志强", "雨晴", "嘉明", "丽华", "子轩", "雅琴", "永刚", "秀英", "俊杰", "春梅")


def department(i: int) -> tuple[str, str, str]:
    """(key, name, short) of the i-th department."""
    if i < len(DEPARTMENTS):
        return DEPARTMENTS[i]
    n = i - len(DEPARTMENTS) + 1
    return f"danwei{n:02d}", f"直属事业单位第{n}中心", f"直{n}"


def township(i: int) -> tuple[str, str, str]:
    a, b = FIRST[i % len(FIRST)], SECOND[(i * 7 + i // len(FIRST)) % len(SECOND)]
    n = i // (len(FIRST) * len(SECOND))
    return f"xz{i + 1:02d}", f"{a}{b}镇{n or ''}", f"{a}{b}"


def person(i: int) -> str:
    return FAMILY[i % len(FAMILY)] + GIVEN[(i * 11 + i // len(FAMILY)) % len(GIVEN)]


def firm(i: int, division: str) -> tuple[str, str]:
    """(统一社会信用代码 with a valid check character, name) of the i-th firm."""
    base = f"91{division[:6]:0<6}MA{i:07d}"[:17]
    word, trade = WORDS[i % len(WORDS)], TRADES[(i // len(WORDS)) % len(TRADES)]
    n = i // (len(WORDS) * len(TRADES))
    return base + uscc.calc_check_digit(base), f"{word}{trade}有限公司" if not n else f"{word}{trade}（{n}分店）有限公司"
