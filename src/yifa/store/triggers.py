"""The database itself refuses to change the ledger: triggers for SQLite and PostgreSQL, set by a migration."""

from __future__ import annotations

from typing import Any

FROZEN = ("entry", "body", "leaf", "node", "checkpoint", "definition", "erasure")
NO = "账本只增不改：{table} 的记录不能修改或者删除；更正请办理“更正”，删除个人信息请办理“依法删除”。"
NO_ERASURE = "个人信息只能凭“依法删除”的记录删除：先在本案记载删除的依据，再删除。"
NOT_BY = "erasure 必须指向同一案件的“依法删除”记录。"


def sqlite() -> list[str]:
    out = [
        f"CREATE TRIGGER {t}_{op.lower()}_frozen BEFORE {op} ON {t} "
        f"BEGIN SELECT RAISE(ABORT, '{NO.format(table=t)}'); END"
        for t in FROZEN
        for op in ("UPDATE", "DELETE")
    ]
    out += [
        (f"CREATE TRIGGER personal_update_frozen BEFORE UPDATE ON personal "
        f"BEGIN SELECT RAISE(ABORT, '{NO.format(table='personal')}'); END"),
        ("CREATE TRIGGER personal_delete_by_law BEFORE DELETE ON personal "
        "WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE entry_id = OLD.entry_id) "
        f"BEGIN SELECT RAISE(ABORT, '{NO_ERASURE}'); END"),
        ("CREATE TRIGGER erasure_by_law BEFORE INSERT ON erasure "
        "WHEN NOT EXISTS (SELECT 1 FROM entry a JOIN entry b ON a.matter = b.matter "
        "WHERE a.id = NEW.by_id AND a.step = '+erase' AND b.id = NEW.entry_id) "
        f"BEGIN SELECT RAISE(ABORT, '{NOT_BY}'); END"),
    ]
    return out


def postgresql() -> list[str]:
    out = [
        ("CREATE FUNCTION yifa_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{NO.replace('{table}', '%')}', TG_TABLE_NAME; END $$"),
        ("CREATE FUNCTION yifa_personal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM erasure WHERE entry_id = OLD.entry_id) THEN "
        f"RAISE EXCEPTION '{NO_ERASURE}'; END IF; RETURN OLD; END $$"),
        ("CREATE FUNCTION yifa_erasure() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM entry a JOIN entry b ON a.matter = b.matter "
        "WHERE a.id = NEW.by_id AND a.step = '+erase' AND b.id = NEW.entry_id) THEN "
        f"RAISE EXCEPTION '{NOT_BY}'; END IF; RETURN NEW; END $$"),
    ]
    out += [
        f"CREATE TRIGGER {t}_frozen BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION yifa_frozen()"
        for t in FROZEN
    ]
    out += [
        f"CREATE TRIGGER {t}_whole BEFORE TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE FUNCTION yifa_frozen()"
        for t in (*FROZEN, "personal")
    ]
    out += [
        "CREATE TRIGGER personal_frozen BEFORE UPDATE ON personal FOR EACH ROW EXECUTE FUNCTION yifa_frozen()",
        "CREATE TRIGGER personal_by_law BEFORE DELETE ON personal FOR EACH ROW EXECUTE FUNCTION yifa_personal()",
        "CREATE TRIGGER erasure_by_law BEFORE INSERT ON erasure FOR EACH ROW EXECUTE FUNCTION yifa_erasure()",
    ]
    return out


def create(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    if vendor not in ("sqlite", "postgresql"):
        raise RuntimeError(f"账本只支持 SQLite 和 PostgreSQL，这里是 {vendor}。")
    with schema_editor.connection.cursor() as cursor:
        for statement in sqlite() if vendor == "sqlite" else postgresql():
            cursor.execute(statement)
