"""docs/howto/set-up-a-county.md is true: its files and commands, run as they stand, end in a county that works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "howto" / "set-up-a-county.md"
BLOCK = re.compile(r"^```(\w*)(?: file=(\S+))?\n(.*?)^```$", re.M | re.S)
ONCE = re.compile(r"^一次性密码：(\S+)$", re.M)

FIRST_MATTER = """
import sys
from yifa.site.boot import setup
setup("county")
from django.test import Client
from yifa.actions.county import now
from yifa.store.models import Entry, Matter

def enter(login, one_time, own):
    client = Client()
    assert client.post("/desk/sign-in/", {"username": login, "password": one_time}).status_code == 302
    assert client.get("/desk/")["Location"] == "/desk/password/"
    assert client.post("/desk/password/", {"old": one_time, "new": own, "again": own}).status_code == 302
    return client

root = enter("zhengfu.bai", sys.argv[1], "白日依山尽，黄河入海流")
today = now().date().isoformat()
for login, organ, duty in (("shichang.luo", "shichang", "officer"), ("sifa.an", "sifa", "supervisor")):
    new = {"login": login, "name": "某人", "organ": organ, "duties": duty, "since": today}
    page = root.post("/desk/accounts/new/", new).content.decode()
    assert "只显示这一次" in page, page
    if duty == "officer":
        one_time = page.split("一次性密码 <b>")[1].split("</b>")[0]
officer = enter("shichang.luo", one_time, "欲穷千里目，更上一层楼")
plan = {"title": "第一次检查", "subject": "none", "filing-on": today, "filing-place": "企业", "filing-cause": "年度计划",
        "filing-items": "标签检查", "filing-duties": "标签检查", "filing-joint": "0", "filing-planned_on": today}
done = officer.post("/desk/open/inspection/?subject=none", plan)
assert done.status_code == 302, done.content.decode()
print(Matter.objects.get(procedure="inspection").number)
print(Entry.objects.filter(step="changed").count())
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k not in ("YIFA_DATA", "YIFA_DATABASE", "DJANGO_SETTINGS_MODULE")}
    path = os.pathsep.join([str(ROOT / "src"), env.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=folder, env=env | {"PYTHONPATH": path}, timeout=120
    )


def yifa(folder: Path, line: str) -> str:
    program, *words = shlex.split(line)
    assert program == "yifa"
    done = run(folder, "-m", "yifa.cli.main", *words)
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_page_leads_from_an_empty_folder_to_the_first_matter(tmp_path: Path) -> None:
    said: dict[str, str] = {}
    for language, file, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if file:
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text(text, encoding="utf-8")
        for line in text.splitlines() if language == "sh" else ():
            said[line] = yifa(tmp_path, line)
    first, second, third = (out for line, out in said.items() if " open " in line)
    assert "单位名册还是空的" in first and "yifa import organs" in first and "名册" not in second + third
    assert [out for line, out in said.items() if "import" in line] and "收下4行" in "".join(said.values())
    [listed] = [out for line, out in said.items() if " list " in line]
    assert "zhengfu.bai\t白晓\tzhengfu\t登记人员、管理员\t等本人换密码" in listed
    once = [p for out in said.values() for p in ONCE.findall(out)]
    assert len(set(once)) == 4 and not set(once) & set(re.findall(r"\S+", listed))

    done = run(tmp_path, "-c", FIRST_MATTER, once[-1])
    assert done.returncode == 0, done.stderr
    number, changes = done.stdout.split()
    assert number.startswith("白市监") and int(changes) == 3 + 1 + 2 + 2
    for file in (tmp_path / "county").rglob("*"):
        if file.is_file():
            assert not any(p.encode() in file.read_bytes() for p in once), f"a one-time password stands in {file.name}"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("yifa account open a.b --name 某人 --organ a --data nowhere", "county.toml"),
        ("yifa account reset nobody --data county", "没有叫“nobody”的账号"),
        ("yifa account open 李 --name 某人 --organ a --data county", "登录名：用字母"),
        ("yifa account open a.b --name 某人 --organ a --seat king --data county", "没有“king”这个职责"),
    ],
)
def test_what_cannot_be_done_is_told_in_words_and_nothing_is_written(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "county").mkdir()
    (tmp_path / "county" / "county.toml").write_text('[county]\nname = "白杨县"\n', encoding="utf-8")
    done = run(tmp_path, "-m", "yifa.cli.main", *shlex.split(line)[1:])
    assert done.returncode in (1, 2) and told in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert "一次性密码" not in done.stdout
