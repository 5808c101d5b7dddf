"""The entry point: commands are loaded only when they are called."""

from __future__ import annotations

import importlib
import os
import sys
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

from . import mistakes

COMMANDS = {
    "demo": ("yifa.cli.demo", "建立示例县并打开网站"),
    "sample": ("yifa.cli.sample", "按给定总数生成一个县的一年"),
    "procedures": ("yifa.cli.procedures", "列出已声明的程序、期限和依据"),
    "due": ("yifa.cli.due", "算一个期限的届满日，并说明理由"),
    "figures": ("yifa.cli.figures", "计算一年的全部指标"),
    "report": ("yifa.cli.report", "写出年度报告"),
    "ledger": ("yifa.cli.ledger", "核对、导出、证明账本"),
    "draw": ("yifa.cli.draw", "双随机抽查：冻结、抽取、公开、核对"),
    "joint": ("yifa.cli.joint", "综合查一次：排尽量少的联合入企，并核对计划"),
    "audit": ("yifa.cli.audit", "读已公布的年度报告：记下数字，核对关系"),
    "visit": ("yifa.cli.visit", "检查码：不用网络核对，写出核对页面"),
    "account": ("yifa.cli.account", "开通账号、重设密码、列出账号"),
    "import": ("yifa.cli.imports", "从表格导入名册，或者从文件接收批量数据"),
    "export": ("yifa.cli.exports", "导出名册或者导入模板"),
    "tick": ("yifa.cli.tick", "推进时钟：重算到期事项，给账本签检查点"),
    "serve": ("yifa.cli.serve", "打开网站"),
}


class Lazy(TyperGroup):
    """A group that imports a command's module when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            near = get_close_matches(cmd_name, COMMANDS, n=3)
            hint = f"是不是：{'、'.join(near)}？" if near else ""
            typer.secho(f"没有 {cmd_name} 这个命令。{hint}用 yifa --help 查看全部命令。", err=True, fg="red")
            raise typer.Exit(2)
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: Any = typer.main.get_command(module.app)
        command.name, command.short_help = cmd_name, COMMANDS[cmd_name][1]
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


app = typer.Typer(
    cls=Lazy, no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="依法：一个县依法行政的工作系统。"
)


@app.callback()
def root() -> None:
    """依法：一个县依法行政的工作系统。"""


def run() -> None:
    """Runs the command line; a mistake is told in words, never as a traceback."""
    try:
        code = app(prog_name="yifa", standalone_mode=False)
    except KeyboardInterrupt:
        sys.exit(130)
    except typer.Abort:
        typer.secho("已取消。", err=True)
        sys.exit(1)
    except mistakes.Usage as error:
        typer.secho(mistakes.told(error), err=True, fg="red")
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        if os.environ.get("YIFA_DEBUG") == "1":
            raise
        where = error.filename2 or error.filename
        what = f"{where} 打不开或者写不进" if where else "读写失败"
        typer.secho(f"没有完成：{what}（{error.strerror or error}）；请核对路径、权限和磁盘的空间。", err=True, fg="red")
        sys.exit(1)
    except Exception as error:
        if os.environ.get("YIFA_DEBUG") == "1":
            raise
        words = str(error) or type(error).__name__
        typer.secho(f"没有完成：{words}", err=True, fg="red")
        typer.echo("（设置环境变量 YIFA_DEBUG=1 可以看到技术细节）", err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    run()
