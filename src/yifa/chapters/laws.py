"""The laws that the procedures cite, each version with its days. Titles are those of data/law/limits.toml.

`working` and `rolls` repeat the rows [[day_rule]] of that table; tests/law/test_limits_declared.py compares them.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.law import ALL_DAYS, Law

D = date
TEN = frozenset(range(1, 11))

# -- enforcement
PENALTY = Law("行政处罚法", D(2021, 7, 15), working=frozenset({2, 3, 5, 7}))
COMPULSION = Law("行政强制法", D(2012, 1, 1), working=TEN)
TRANSFER = Law("行政执法机关移送涉嫌犯罪案件的规定", D(2020, 8, 7))
MARKET = Law("市场监督管理行政处罚程序规定", D(2021, 7, 15))
MARKET_PUBLICITY = Law("市场监督管理行政处罚信息公示规定", D(2021, 9, 1))
MARKET_REPORTS = Law("市场监督管理投诉举报处理暂行办法", D(2020, 1, 1), D(2026, 4, 14))
CREDIT_2018 = Law("国家发展改革委办公厅指导意见（发改办财金〔2018〕424号）；国办发〔2018〕118号", D(2018, 7, 25))
THREE_SYSTEMS = Law("国办发〔2018〕118号", D(2018, 12, 5))
RANDOM_2019 = Law(
    "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见（国发〔2019〕5号）", D(2019, 1, 27)
)
BUSINESS = Law("优化营商环境条例", D(2020, 1, 1))
PRIVATE_ECONOMY = Law("民营经济促进法", D(2025, 5, 20))
ENTERPRISE_INSPECTION = Law("国务院办公厅关于严格规范涉企行政检查的意见（国办发〔2024〕54号）", D(2024, 12, 30))
HAINAN_INSPECTION = Law("海南省涉企行政检查条例（试行）", D(2025, 9, 1))
LICENSE = Law("行政许可法", D(2004, 7, 1), working=ALL_DAYS)

# -- oversight
SUPERVISION = Law("行政执法监督条例", D(2026, 2, 1))
SUPERVISION_LOCAL = Law("四川省行政执法监督条例第三十四条；河北省条例第二十一条", D(2019, 7, 1))
SUPERVISION_SICHUAN = Law("四川省行政执法监督条例", D(2021, 8, 1))
SUPERVISION_REPORT = Law("四川省行政执法监督条例第三十四条；山东省条例", D(2015, 5, 1))
INFO = Law("政府信息公开条例", D(2019, 5, 15))
DEPUTIES = Law("全国人民代表大会和地方各级人民代表大会代表法", D(2015, 8, 29))
CPPCC = Law("政协提案工作条例及地方办理办法", D(2018, 1, 1))

# -- disputes
REVIEW = Law("行政复议法", D(2024, 1, 1), working=frozenset({3, 5, 7, 10}), rolls=True)
REVIEW_2017 = Law(
    "行政复议法（2017年修正）", D(1999, 10, 1), D(2023, 12, 31), working=frozenset({5, 7}), rolls=True
)
REVIEW_RULES = Law("行政复议法实施条例", D(2026, 7, 1), rolls=True)
REVIEW_RULES_2007 = Law(
    "行政复议法实施条例（2007）", D(2007, 8, 1), D(2026, 6, 30), working=frozenset({5}), rolls=True
)
LITIGATION = Law("行政诉讼法", D(2015, 5, 1), rolls=True)
LITIGATION_2018 = Law("最高人民法院关于适用《行政诉讼法》的解释（2018）", D(2018, 2, 8), rolls=True)
HEAD_IN_COURT = Law("最高人民法院关于行政机关负责人出庭应诉若干问题的规定", D(2020, 7, 1), rolls=True)
INFO_CASES = Law(
    "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释（法释〔2025〕8号）", D(2025, 6, 1), rolls=True
)
ADVICE = Law("最高人民法院关于综合治理类司法建议工作若干问题的规定", D(2023, 11, 16))
PUBLIC_INTEREST = Law("最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释", D(2018, 3, 2), rolls=True)
PROCURATOR_ADVICE = Law("人民检察院检察建议工作规定（2019）", D(2019, 2, 26))
STATE_COMPENSATION = Law("国家赔偿法", D(2013, 1, 1))
CIVIL_PROCEDURE = Law("民事诉讼法（2023年修正）", D(2022, 1, 1), rolls=True)
LEGAL_AID = Law("法律援助法", D(2022, 1, 1))
MEDIATION = Law("人民调解法", D(2011, 1, 1), rolls=True)

# -- norms and decisions
NORMS_2018 = Law("国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知（国办发〔2018〕37号）", D(2018, 5, 16))
NORM_REVIEW_2018 = Law("国办发〔2018〕115号", D(2018, 12, 4))
NORMS_LOCAL = Law("地方规范性文件管理办法（各省通例）", D(2018, 5, 16))
NORMS_DELAY = Law(
    "地方规范性文件管理办法（各省通例）；北京市优化营商环境条例（2024）第七十四条", D(2018, 5, 16)
)
NORM_FILING_NPC = Law(
    "省级人大常委会规范性文件备案审查条例（河北2024第十一条、四川2024第十四条、北京2024第十一条）", D(2024, 9, 1)
)
NORM_FORMAL_CHECK = Law(
    "省级人大常委会规范性文件备案审查条例（河北2024第十二条、四川2024第十五条）", D(2024, 9, 1)
)
NORM_RESUBMIT = Law("河北省各级人大常委会规范性文件备案审查条例", D(2024, 11, 1))
NORM_ACTIVE_REVIEW = Law("四川省各级人大常委会规范性文件备案审查条例第三十条；北京市条例第二十三条", D(2024, 9, 1))
NORM_CORRECTION = Law("四川省条例第三十八条；北京市条例", D(2024, 9, 1))
FAIR_COMPETITION = Law("公平竞争审查条例", D(2024, 8, 1))
FAIR_COMPETITION_2016 = Law("国务院关于在市场体系建设中建立公平竞争审查制度的意见（国发〔2016〕34号）", D(2016, 6, 1))
DECISIONS = Law("重大行政决策程序暂行条例", D(2019, 9, 1))
CONTRACTS_LOCAL = Law("地方政府合同管理办法、乡镇合法性审查工作规范", D(2021, 1, 1))

# -- leadership, emergencies, publicity
OUTLINE = Law("法治政府建设实施纲要（2021—2025年）", D(2021, 8, 11))
REPORTING = Law("法治政府建设与责任落实督察工作规定", D(2019, 4, 15))
TRAINING_2023 = Law("提升行政执法质量三年行动计划（2023—2025年）（国办发〔2023〕27号）", D(2023, 8, 9))
EMERGENCY = Law("突发事件应对法", D(2024, 11, 1))
EMERGENCY_2007 = Law("突发事件应对法（2007年）", D(2007, 11, 1), D(2024, 10, 31))
ONLINE_SERVICE = Law("国务院关于在线政务服务的若干规定", D(2019, 4, 26))
RATING = Law("国务院办公厅关于建立政务服务“好差评”制度的意见（国办发〔2019〕51号）", D(2019, 12, 3))
