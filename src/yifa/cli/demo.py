"""`yifa demo`: the example county, its year and its report, and the site."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from yifa.sample.firms import Door

app = typer.Typer(add_completion=False, rich_markup_mode=None)
console = Console()

SIGN_INS = (
    ("shichang.officer", "执法人员（市场监督管理局）"),
    ("shichang.head", "机关负责人（市场监督管理局）"),
    ("shichang.registrar", "登记和公开岗（市场监督管理局）"),
    ("sifa.officer", "复议应诉办案人员（司法局）"),
    ("sifa.reviewer", "法制审核人员（司法局）"),
    ("sifa.supervisor", "执法监督人员（司法局）"),
    ("sifa.registrar", "登记人员，发放企业链接（司法局）"),
    ("zhengfu.leader", "县领导（县政府）"),
    ("zhengfu.registrar", "登记人员（县政府）"),
    ("zhengfu.administrator", "管理员（县政府）"),
)
LOOK = (
    ("/draws/", "双随机抽查：已公示、作废、逾期没有公开、正在检查、等信标的各一次；/draws/history/ 是历年统计"),
    ("/joint/", "综合查一次：年度联合检查计划和它的证书；工作台“联合检查”里有日历"),
    ("/ratings/", "企业评价：够份数的公布，不够的不公布"),
    ("/desk/visits/", "用 shichang.officer 登录：今天要去的检查、检查码、次数上限"),
    ("/desk/?procedure=visit_report", "用 sifa.supervisor 登录：企业反映有人上门检查，账本里没有备案"),
)
"""Where a newcomer finds what inspections are about."""


@app.command()
def demo(
    data: Annotated[Path, typer.Option(help="县的数据目录")] = Path("var"),
    targets: Annotated[Path | None, typer.Option(help="总数文件，默认示例县")] = None,
    serve: Annotated[bool, typer.Option(help="建好以后打开网站")] = True,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """建立示例县（已经建好的直接打开），写出年度报告，打开网站。"""
    from yifa.cli.folder import opened
    from yifa.cli.sample import make
    from yifa.cli.serve import require_free, run

    if serve:
        require_free("127.0.0.1", port)
    file = targets or example("totals-2024.toml")
    done = data / "demo.done"
    if not done.exists():
        if (data / "yifa.sqlite3").exists():
            typer.secho(f"{data} 里有没建完的或者别的县的数据；请移走它再运行。", err=True, fg="red")
            raise typer.Exit(2)
        make(file, data)
        doors = lively()
        password = sign_ins(data)
        year = report(file, data, port)
        links = [f"{d.token} {d.number.replace(' ', '')} {d.firm}" for d in doors]
        done.touch(mode=0o600)
        done.write_text("\n".join([str(year), password, *links, ""]), encoding="utf-8")
    else:
        opened(data)
    written, word, *links = done.read_text(encoding="utf-8").splitlines()
    show(data, written, word, port)
    show_inspections(links, port)
    if serve:
        run("127.0.0.1", port, 2)


def example(name: str) -> Path:
    """A file of the example county, in a checkout or in an installed package."""
    here = Path(__file__).resolve()
    for root in (here.parents[1], here.parents[3]):
        if (root / "counties" / "example" / name).exists():
            return root / "counties" / "example" / name
    raise FileNotFoundError("找不到示例县的总数文件 counties/example/totals-2024.toml；请重新安装。")


def lively() -> tuple[Door, ...]:
    """What happens these days, so that no page is empty; the links of two firms."""
    from yifa.sample.present import liven
    from yifa.site.tick import tick

    with console.status("办理近期的事项：抽查、联合检查、企业的页面"):
        made = liven()
        tick()
    return made.doors


def sign_ins(data: Path) -> str:
    """One password for the sample users, made anew for each county."""
    from yifa.registry.models import User

    password = secrets.token_urlsafe(6)
    for username, _ in SIGN_INS:
        user = User.objects.filter(username=username).first()
        if user is not None:
            user.set_password(password)
            user.save(update_fields=["password"])
    return password


def report(file: Path, data: Path, port: int) -> int:
    """Writes the annual report of the year of the totals and makes it public."""
    from yifa.actions.sign_statement import release_report
    from yifa.report.write import write_docx
    from yifa.sample.targets import read
    from yifa.site.tick import keep_columns, tick
    from yifa.store.actor import Actor

    year = read(file).year
    write_docx(year, data / f"annual-report-{year}.docx", f"http://127.0.0.1:{port}")
    release_report(Actor("zhengfu.leader", "", "zhengfu", frozenset({"leader"})), year)
    tick()
    keep_columns()
    return year


def show(data: Path, year: str, password: str, port: int) -> None:
    table = Table(title="登录名（密码都是这一个）")
    table.add_column("登录名")
    table.add_column("身份")
    for username, words in SIGN_INS:
        table.add_row(username, words)
    console.print(table)
    console.print(f"密码：{password}")
    console.print(f"年度报告：{data / f'annual-report-{year}.docx'}")
    console.print(f"工作台：http://127.0.0.1:{port}/desk/　公开页面：http://127.0.0.1:{port}/")


def show_inspections(links: list[str], port: int) -> None:
    """Where to look for draws, joint visits and ratings, and the pages of two firms, each with its number."""
    here = f"http://127.0.0.1:{port}"
    console.print("涉企检查从这里看：")
    for address, words in LOOK:
        console.print(f"  {here}{address}　{words}", soft_wrap=True)
    for link in links:
        token, number, firm = link.split(" ", 2)
        console.print(f"  {here}/firm/{token}/　{firm}自己的页面，验证码 {number}", soft_wrap=True)
