// ---- the checks: names, order and meaning as in checks.py
const STATEMENTS = ["freeze", "seal", "beacon", "selection"], HEADS = [...STATEMENTS, "replacements", "opening"], LISTS = ["drawn", "officers", "subjects"];
const title = (key) => key.split("+")[0];
class Checks {
  done = [];
  add(name, wrong) { this.done.push({ name, ok: !wrong.length, words: wrong.slice(0, 3).join("；") + (wrong.length > 3 ? `（共${wrong.length}处）` : "") }); }
  quiet(name, check) { let wrong; try { wrong = check(); } catch { wrong = ["有名单里没有的编号"]; } this.add(name, wrong); }
}
function parseRecord(data) {
  let whole;
  try { whole = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data); } catch { throw new Bad("不是 UTF-8 文本"); }
  const lines = whole.split("\n"), last = lines.length - 2;
  let at = 0;
  const need = (line) => { if (lines[at] !== line) throw new Bad(`第${at + 1}行不是应有的“${line}”`); at++; };
  if (lines.pop() !== "") throw new Bad("末行没有写完；文件可能没有下载完整");
  need('{"format":"yifa-draw-record/1",');
  const heads = {}, lists = {};
  for (const name of HEADS) {
    const line = lines[at++] ?? "", start = `"${name}":`;
    if (!line.startsWith(start) || !line.endsWith(",")) throw new Bad(`第${at}行应为 ${name}`);
    heads[name] = read(line.slice(start.length, -1), `第${at}行`);
    if (!fits(heads[name], SHAPES[name])) throw new Bad(`${name} 缺项、多项，或者写法不对`);
  }
  for (const name of LISTS) {
    need(`"${name}":[`);
    lists[name] = [];
    while (at <= last && lines[at] !== "],") {
      const more = lines[at].endsWith(",");
      if (more === (lines[at + 1] === "],")) throw new Bad(`第${at + 1}行末尾的逗号不对`);
      const row = read(more ? lines[at].slice(0, -1) : lines[at], `第${at + 1}行`);
      if (!fits(row, SHAPES[name])) throw new Bad(`第${at + 1}行写法不对`);
      lists[name].push(row);
      at++;
    }
    need("],");
  }
  const above = data.subarray(0, data.length - bytes(lines[last]).length - 1);
  if (at !== last || lines[last] !== `"digest":"${hex(tagged("record", above))}"}`) throw new Bad("末行的摘要与上面的内容不符：文件被改动过，或者传输中出了错");
  return { heads, lists };
}
function chainWrong(h, drawn) {
  const line = [...STATEMENTS.map((s) => h[s]), ...h.replacements.map((r) => r.statement), h.opening], out = [];
  line.slice(1).forEach((s, i) => {
    if (s.before !== digest(line[i])) out.push(`${s.kind} 所接的不是记录里的 ${line[i].kind}`);
    if (s.number !== line[0].number) out.push(`${s.kind} 的编号不一致`);
  });
  if (h.replacements.some((r, i) => r.statement.seq !== i + 1)) out.push("替补的序号不连续");
  if (h.opening.drawn !== drawn || h.opening.replaced !== h.replacements.length) out.push("公开声明里的户数或者替补次数与记录不符");
  return out;
}
function timesWrong(h) {
  const t = [h.freeze.at, h.seal.at, h.seal.beacon_at, h.beacon.at, h.selection.at, ...h.replacements.map((r) => r.statement.at), h.opening.at];
  const out = t.slice(1).flatMap((b, i) => (b < t[i] ? [`时间倒转：${b} 排在 ${t[i]} 以后`] : []));
  return h.seal.at >= h.seal.beacon_at ? [...out, "封存不早于信标公布：密值可能是看到信标以后才选的"] : out;
}
function witnessWrong(h, wanted) {
  const given = h.beacon.witnesses, out = given.filter((w) => !signed(h.seal, w)).map((w) => `“${title(w[0])}”的签名不对`);
  return [...out, ...wanted.filter((k) => !given.some((w) => w[0] === k)).map((k) => `没有“${title(k)}”的签名`)];
}
const BEACONS = { 福彩3D: [3, /^20[0-9]{5}$/, /^[0-9] [0-9] [0-9]$/], 双色球: [1, /^20[0-9]{5}$/, /^([0-9]{2} ){6}\+ [0-9]{2}$/], drand: [1, /^[1-9][0-9]{0,11}$/, /^[0-9a-f]{64}$/] };
function balls(t) {
  const n = t.split(/[ +]+/).map(Number), reds = n.slice(0, 6);
  return reds.every((r, i) => r >= 1 && r <= 33 && (!i || r > reds[i - 1])) && n[6] >= 1 && n[6] <= 16;
}
function beaconWrong(h) {
  const out = new Set(h.beacon.entered_by.map((n) => n.trim())).size < 2 ? ["信标不是由两个人录入的"] : [];
  const gap = h.seal.beacon.indexOf(" "), source = h.seal.beacon.slice(0, gap), issues = h.seal.beacon.slice(gap + 1).split(","), parts = h.beacon.value.split(" / ");
  const [least, issue, result] = Object.hasOwn(BEACONS, source) ? BEACONS[source] : [Infinity, /$^/, /$^/];
  if (issues.length < least || new Set(issues).size < issues.length || !issues.every((i) => issue.test(i))) return [...out, "看不懂信标，或者期数不够"];
  if (parts.length !== issues.length || !parts.every((p) => result.test(p) && (source !== "双色球" || balls(p)))) out.push("信标的结果读不出来，或者写法不规范");
  return out;
}
const quota = (s) => ("count" in s ? s.count : Math.floor((s.eligible * s.basis_points + 9999) / 10000));
const ascending = (list) => list.every((x, i) => !i || order(list[i - 1], x) < 0);
function rulesWrong(f) {
  const organs = f.team.map((p) => p.organ), out = ascending(f.strata.map((s) => s.key)) ? [] : ["类别重复，或者次序不对"];
  if (f.visits[0] > f.visits[1]) out.push("检查的第一天晚于最后一天");
  if (!organs.length || new Set(organs).size < organs.length) out.push("同一个单位列了两次，或者没有单位");
  for (const p of f.team) if (p.officers < 2) out.push(`“${p.organ}”少于2人`);
  for (const s of f.strata) {
    if (s.basis_points > 10000) out.push(`“${s.key}”的比例超过 1`);
    if (s.take !== quota(s) || s.take > s.eligible) out.push(`“${s.key}”可抽${s.eligible}户，抽${s.take}户，与规则不符`);
    const codes = Object.keys(s.excluded);
    if (s.listed !== s.eligible + codes.reduce((n, c) => n + s.excluded[c], 0) || codes.some((c) => !Object.hasOwn(f.reasons, c))) out.push(`“${s.key}”的户数加不起来，或者不列入的理由没有说明`);
  }
  return out;
}
