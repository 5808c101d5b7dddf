function officersWrong(f, officers, salt) {
  const tree = new Tree();
  if (!ascending(officers.map((r) => r[0]))) return ["编号重复，或者次序不对"];
  for (const row of officers) tree.add(rowLeaf("officers", rowSalt(salt, "officers", row[0]), row));
  return same(tree.plain(), f.officers) ? [] : ["名单被改动过：与冻结的人数或者树根不符"];
}
const plain = () => Object.create(null); // a key may be called __proto__
class Subjects { // everything the list says, read once
  constructor(h, rows, seed, salt) {
    Object.assign(this, { h, rows, list: new Tree(), tickets: new Tree(), wrong: [], counts: new Map(), under: plain(), rest: plain() });
    const bounds = new Map(h.selection.strata.map((s) => [s.key, s.threshold]));
    for (const k of bounds.keys()) { this.under[k] = []; this.rest[k] = []; }
    rows.forEach(([id, , stratum, weight, reason], i) => {
      const good = weight >= 1 && weight <= HEAVIEST && (!i || order(rows[i - 1][0], id) < 0);
      if (!good) this.wrong.push(`“${id}”重复、次序不对，或者权数不对`);
      this.list.add(rowLeaf("subjects", rowSalt(salt, "subjects", id), rows[i]));
      if (!this.counts.has(stratum)) this.counts.set(stratum, { listed: 0, excluded: plain() });
      const c = this.counts.get(stratum);
      c.listed++;
      if (reason) { c.excluded[reason] = (c.excluded[reason] ?? 0) + 1; return; }
      const t = ticket(seed, id, good ? weight : 1);
      this.tickets.add(ticketLeaf(id, stratum, t));
      if (bounds.has(stratum)) (t <= bounds.get(stratum) ? this.under : this.rest)[stratum].push([stratum, id, t]);
    });
    for (const k of bounds.keys()) this.rest[k].sort(turn);
  }
  listWrong() {
    const out = [...this.wrong], f = this.h.freeze, keys = f.strata.map((s) => s.key);
    if (!same(this.list.plain(), f.subjects)) out.push("名单被改动过：与冻结的户数或者树根不符");
    for (const k of this.counts.keys()) if (!keys.includes(k)) out.push(`名单里有规则没有的类别“${k}”`);
    for (const s of f.strata) if (!same(this.counts.get(s.key) ?? { listed: 0, excluded: {} }, { listed: s.listed, excluded: s.excluded })) out.push(`“${s.key}”的户数，或者不列入的户数，与名单不符`);
    return out;
  }
  ticketsWrong() {
    const s = this.h.selection, out = same(this.tickets.plain(), s.tickets) ? [] : ["重算的签号与公布的树根不符"];
    const taken = (list) => list.map((x) => [x.key, x.take]);
    if (!same(taken(s.strata), taken(this.h.freeze.strata))) out.push("抽取的类别或者户数与冻结的不符");
    for (const x of s.strata) {
      const u = this.under[x.key], last = u.reduce((m, r) => (r[2] > m ? r[2] : m), "");
      if (u.length !== x.take || last !== x.threshold) out.push(`“${x.key}”的门槛不对：在它以内的有${u.length}户，应抽${x.take}户`);
    }
    return out;
  }
  drawnWrong(drawn, salt) {
    const right = Object.values(this.under).flat().sort(turn);
    const out = same(drawn.map((r) => r.slice(0, 3)), right) ? [] : ["记录里抽中的与重算的不同"];
    return closed("drawn", salt, drawn) === this.h.selection.drawn ? out : [...out, "与抽取时封存的结果不符：抽取以后改动过"];
  }
}
const turn = (a, b) => (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : order(a[1], b[1]));
class Going { // officers, and how often each goes so far
  constructor(f, officers, seed) {
    this.team = f.team; this.seed = seed; this.visits = new Map(officers.map((r) => [r[0], 0]));
    this.fits = f.team.map((p) => officers.filter((r) => r[3] <= f.visits[0] && r[4] >= f.visits[1] && r[1] === p.organ && p.items.every((i) => r[2].includes(i))));
  }
  count(team, by = 1) { for (const id of team.flat()) { if (!this.visits.has(id)) throw new Bad(id); this.visits.set(id, this.visits.get(id) + by); } }
  wrong(subject, team) {
    const out = team.length === this.team.length ? [] : [`“${subject}”的检查人员分组与规则不符`];
    this.team.slice(0, team.length).forEach((part, i) => {
      const may = this.fits[i].filter((r) => !r[5].includes(subject) && this.visits.get(r[0]) < r[6]);
      const right = may.map((r) => ["", r[0], officerTicket(this.seed, subject, r[0])]).sort(turn).slice(0, part.officers).map((r) => r[1]);
      if (!same(team[i], right)) out.push(`“${subject}”在“${part.organ}”的检查人员不是按签号派出的`);
    });
    this.count(team);
    return out;
  }
}
function replacementsWrong(h, officers, drawn, subjects, seed, salt) {
  const going = new Going(h.freeze, officers, seed), active = new Map(drawn.map((r) => [r[1], r])), next = plain(), out = [];
  for (const r of drawn) going.count(r[3]);
  for (const { statement: s, detail: d } of h.replacements) {
    if (closed("replacement", salt, [s.seq, d]) !== s.detail) out.push(`第${s.seq}次替补与当时封存的不符`);
    const gone = active.get(d.subject);
    if (!gone) { out.push(`第${s.seq}次替补换下的“${d.subject}”不在抽中的名单里`); continue; }
    active.delete(d.subject);
    going.count(gone[3], -1);
    const k = gone[0], due = subjects.rest[k][next[k] ?? 0] ?? null;
    next[k] = (next[k] ?? 0) + 1;
    if (!same(d.taken && d.taken.slice(0, 3), due)) out.push(`第${s.seq}次替补不是同类的下一个签号`);
    if (d.taken) { out.push(...going.wrong(d.taken[1], d.taken[3])); active.set(d.taken[1], d.taken); }
  }
  return out;
}
function deadlineWrong(h) { return h.opening.at.slice(0, 10) > h.seal.open_by ? [`逾期公开：期限 ${h.seal.open_by}，公开于 ${h.opening.at}`] : []; }
function statement(name, content) { // a statement kept earlier, or null
  try { const v = read(content.replace(/\n$/, ""), name); return v && Object.hasOwn(SHAPES, v.kind) && fits(v, SHAPES[v.kind]) ? v : null; } catch { return null; }
}
function seenWrong(h, seen) {
  const known = new Set([...STATEMENTS, "opening"].filter((s) => h[s]).map((s) => digest(h[s])).concat(h.replacements.map((r) => digest(r.statement))));
  return seen.flatMap(([name, content]) => {
    const v = statement(name, content);
    return !v ? [`${name} 不是抽查公布的声明，或者被改动过`] : known.has(digest(v)) ? [] : [`${name} 与这里的 ${v.kind} 不同：先后公布的不是一回事`];
  });
}
