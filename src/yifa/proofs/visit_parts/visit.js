// ---- the code of a visit: names, order and meaning as in visit_code.py
const TITLES = {{titles}};
const PROTOCOLS = { YFV1: "yifa-visit/1", YFV2: "yifa-visit/2" }, PREFIX = "YFV1", JOINT = "YFV2", LONGEST = 4000, LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const FIELDS = ["basis", "items", "number", "officers", "organ", "since", "subject", "until"], SHORT = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FOREIGN = "有检查码里没有的字符，抄错了或者没有复制完整";
const trimmed = (code) => code.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
function unbase32(text) { // in its one spelling: whole bytes, and the bits that pad the last letter are zero
  const out = [];
  let held = 0, bits = 0;
  for (const c of text) {
    const v = LETTERS.indexOf(c);
    if (v < 0) throw new Bad(FOREIGN);
    held = (held << 5) | v; bits += 5;
    if (bits >= 8) { bits -= 8; out.push((held >> bits) & 255); held &= (1 << bits) - 1; }
  }
  if (held || ![0, 2, 4, 5, 7].includes(text.length % 8)) throw new Bad(FOREIGN);
  return Uint8Array.from(out);
}
function isMinute(v) {
  const m = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d$/.exec(v);
  if (!m || +m[1] < 1000 || +m[2] < 1 || +m[2] > 12 || +m[3] < 1) return false;
  const leap = (m[1] % 4 === 0 && m[1] % 100 !== 0) || m[1] % 400 === 0;
  return +m[3] <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m[2] - 1];
}
function before(a, b) { // by the bytes of UTF-8
  const x = bytes(a), y = bytes(b), n = Math.min(x.length, y.length);
  for (let i = 0; i < n; i++) if (x[i] !== y[i]) return x[i] < y[i];
  return x.length < y.length;
}
function unfitOthers(first, others) {
  const filled = (x) => typeof x === "string" && x !== "";
  if (!Array.isArray(others) || !others.length || !others.every((o) => Array.isArray(o) && o.length === 4)) return "一起来的机关写法不对";
  if (!others.every((o) => o.slice(0, 3).every(filled))) return "一起来的机关有空的项";
  if (!others.every((o) => Array.isArray(o[3]) && o[3].every(filled) && new Set(o[3]).size > 1)) return "一起来的机关执法人员少于两名";
  const numbers = [first, ...others.map((o) => o[0])];
  return numbers.every((n, i) => !i || before(numbers[i - 1], n)) ? "" : "一起来的机关没有按检查编号排列";
}
function unfit(v, prefix) {
  const names = prefix === JOINT ? [...FIELDS, "others"].sort() : FIELDS;
  if (v === null || typeof v !== "object" || Array.isArray(v) || !same(Object.keys(v).sort(), names)) return "内容缺项或者多项";
  const text = (x) => typeof x === "string";
  if (!["number", "organ", "items", "basis", "since", "until"].every((k) => text(v[k]) && v[k])) return "内容有空的项";
  if (!["subject", "officers"].every((k) => Array.isArray(v[k]) && v[k].every(text))) return "内容的写法不对";
  if (v.subject.length !== 2 || !v.subject[0]) return "没有写明被检查单位";
  if (new Set(v.officers).size < 2 || !v.officers.every(Boolean)) return "执法人员少于两名";
  const others = prefix === JOINT ? unfitOthers(v.number, v.others) : "";
  if (others) return others;
  return isMinute(v.since) && isMinute(v.until) && v.since <= v.until ? "" : "有效时间的写法不对";
}
function parts(code) {
  const p = code.split(".");
  if (code.length > LONGEST || p.length !== 4 || !Object.hasOwn(PROTOCOLS, p[0])) throw new Bad(`不是检查码：检查码以 ${PREFIX}. 或者 ${JOINT}. 开头，用三个点分成四段；可能没有复制完整`);
  if (!/^[0-9A-F]{8}$/.test(p[2])) throw new Bad("公钥编号的写法不对");
  const signature = unbase32(p[3]);
  if (signature.length !== 64) throw new Bad("签名的长短不对，可能没有复制完整");
  return [p[0], unbase32(p[1]), p[2].toLowerCase(), signature];
}
function said(payload, prefix) {
  let plain;
  try { plain = read(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload), ""); } catch { throw new Bad("内容不是规范写法，抄错了或者被改动过"); }
  const wrong = unfit(plain, prefix);
  if (wrong) throw new Bad(wrong);
  return plain;
}
function untimely(visit, at) {
  if (at < visit.since) return `还没有到有效时间，${visit.since.replace("T", " ")}起有效`;
  return at > visit.until ? `已经过期，${visit.until.replace("T", " ")}以前有效` : "";
}
function check(code, keys, at) { // keys: texts as published; at: a minute in Beijing
  const done = (checks, says) => ({ ok: checks.every((c) => !c.words), checks, says });
  let prefix, payload, id, signature, visit;
  try { [prefix, payload, id, signature] = parts(trimmed(code)); visit = said(payload, prefix); } catch (e) {
    if (!(e instanceof Bad)) throw e;
    return done([{ name: "format", words: e.message }], null);
  }
  const key = keys.map(publicKey).find((k) => k && k.id === id), good = { name: "format", words: "" };
  if (!key) return done([good, { name: "key", words: `编号${id}的公钥不在本县公布的公钥里` }], visit);
  const signed = ed25519(key.raw, signature, join(bytes(PROTOCOLS[prefix] + "\n"), payload));
  return done([good, { name: "key", words: "" }, { name: "signature", words: signed ? "" : "签名不对：内容被改动过，或者不是本县签的" },
    { name: "time", words: untimely(visit, at) }], visit);
}
const parties = (v) => [[v.number, v.organ, v.items, v.officers], ...(v.others || [])]; // everybody who may enter
function short(code) {
  const n = BigInt("0x" + hex(sha256(bytes(trimmed(code)))).slice(0, 15));
  const all = Array.from({ length: 12 }, (_, i) => SHORT[Number((n >> BigInt(5 * (11 - i))) & 31n)]).join("");
  return all.match(/.{4}/g).join("-");
}
const beijing = (now) => new Date(now + 8 * 3600e3).toISOString().slice(0, 16);
