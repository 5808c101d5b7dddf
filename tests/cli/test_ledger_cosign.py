"""`yifa ledger cosign` and `check --witness`: another organ signs a checkpoint, and everybody can ask for its signature."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from engines.ledger.small_ledger import NAME, Ledger, key, small
from yifa.cli.ledger import app
from yifa.ledger.checkpoint import parse
from yifa.proofs.signing import PublicKey

WITNESS = "市档案馆"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Its export lies in `export`, the newest checkpoint in `head.txt`, its public key in `ledger.pub`."""
    made = small()
    made.export(tmp_path / "export")
    (tmp_path / "head.txt").write_text(made.notes[-1], encoding="utf-8")
    (tmp_path / "ledger.pub").write_text(made.signer.public.text + "\n", encoding="utf-8")
    return made


def cosigned(folder: Path, name: str = WITNESS, file: str = "head.txt") -> Path:
    out = folder / f"{name}.txt"
    done = run("cosign", folder / file, "--key", folder / f"{name}.key", "--name", name, "--out", out)
    assert done.exit_code == 0, done.output
    return out


def checked(folder: Path, *more: str | Path) -> Result:
    return run("check", folder / "export", "--key", folder / "ledger.pub", *more)


def test_a_witness_makes_its_key_once_and_signs_under_the_ledgers_own_lines(tmp_path: Path, ledger: Ledger) -> None:
    done = run("cosign", tmp_path / "head.txt", "--key", tmp_path / "w.key", "--name", WITNESS)
    assert done.exit_code == 0 and str(tmp_path / "w.pub") in done.stderr
    assert stat.S_IMODE((tmp_path / "w.key").stat().st_mode) == 0o600
    public = PublicKey.parse((tmp_path / "w.pub").read_text(encoding="utf-8"))
    head, signatures = parse(done.stdout)
    assert done.stdout.startswith(ledger.notes[-1]) and signatures[-1][:2] == (WITNESS, public.id)
    assert public.verify(signatures[-1][2], head.body().encode())
    again = run("cosign", tmp_path / "head.txt", "--key", tmp_path / "w.key", "--name", WITNESS)
    assert again.stdout == done.stdout and "w.pub" not in again.stderr


def test_the_check_finds_the_signatures_of_the_witnesses_that_one_knows(tmp_path: Path, ledger: Ledger) -> None:
    note = cosigned(tmp_path)
    done = checked(tmp_path, "--seen", note, "--witness", tmp_path / f"{WITNESS}.pub")
    assert done.exit_code == 0, done.output
    assert f"见证人“{WITNESS}”" in done.output and f"{parse(ledger.notes[-1])[0].size}条" in done.output


def test_a_checkpoint_of_the_export_itself_may_bear_the_signature(tmp_path: Path, ledger: Ledger) -> None:
    file = tmp_path / "archive.pub"
    file.write_text(ledger.witness.public.text + "\n", encoding="utf-8")
    assert checked(tmp_path, "--witness", file).exit_code == 0


def test_a_witness_that_signed_nothing_is_told(tmp_path: Path, ledger: Ledger) -> None:
    cosigned(tmp_path)
    done = checked(tmp_path, "--witness", tmp_path / f"{WITNESS}.pub")
    assert done.exit_code == 1 and f"“{WITNESS}”没有副署" in done.output and "--seen" in done.output


def test_a_key_in_the_export_does_not_stand_in_for_the_one_that_was_given(tmp_path: Path, ledger: Ledger) -> None:
    """The export's own table may name a witness as it likes; whose signature is asked for is said from outside."""
    file = tmp_path / "archive.pub"
    file.write_text(key("the real archive", ledger.witness.name).public.text + "\n", encoding="utf-8")
    done = checked(tmp_path, "--witness", file)
    assert done.exit_code == 1 and "没有副署" in done.output


def test_a_spoilt_signature_of_a_witness_is_found(tmp_path: Path, ledger: Ledger) -> None:
    note = cosigned(tmp_path)
    lines = note.read_text(encoding="utf-8").splitlines()
    dash, name, id, _ = lines[-1].split(" ")
    lines[-1] = " ".join((dash, name, id, lines[-2].split(" ")[3]))
    note.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = checked(tmp_path, "--seen", note, "--witness", tmp_path / f"{WITNESS}.pub")
    assert done.exit_code == 1 and "签名不对" in done.output


@pytest.mark.parametrize(
    ("name", "says"), [(NAME, "账本自己的名称"), ("市 档案馆", "空格")], ids=["the ledger's name", "a blank in it"]
)
def test_a_name_that_is_no_witnesss_is_refused_before_a_key_is_made(
    name: str, says: str, tmp_path: Path, ledger: Ledger
) -> None:
    done = run("cosign", tmp_path / "head.txt", "--key", tmp_path / "w.key", "--name", name)
    assert done.exit_code == 1 and says in done.output and not (tmp_path / "w.key").exists()


def test_what_is_no_checkpoint_is_not_signed_and_no_key_is_made(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("not a checkpoint", encoding="utf-8")
    for file in ("x.txt", "nowhere.txt"):
        done = run("cosign", tmp_path / file, "--key", tmp_path / "w.key", "--name", WITNESS)
        assert done.exit_code == 1 and "Traceback" not in done.output
    assert not (tmp_path / "w.key").exists()


def test_one_witness_signs_once_and_keeps_its_name(tmp_path: Path, ledger: Ledger) -> None:
    note = cosigned(tmp_path)
    twice = run("cosign", note, "--key", tmp_path / f"{WITNESS}.key", "--name", WITNESS)
    assert twice.exit_code == 1 and "已经副署" in twice.output
    other = run("cosign", tmp_path / "head.txt", "--key", tmp_path / f"{WITNESS}.key", "--name", "省档案馆")
    assert other.exit_code == 1 and WITNESS in other.output and "--name" in other.output
    public = run("cosign", tmp_path / "head.txt", "--key", tmp_path / f"{WITNESS}.pub", "--name", WITNESS)
    assert public.exit_code == 1 and "私钥" in public.output


def test_a_ledgers_key_is_no_witnesss(tmp_path: Path, ledger: Ledger) -> None:
    done = checked(tmp_path, "--witness", tmp_path / "ledger.pub")
    assert done.exit_code == 1 and "见证人" in done.output
