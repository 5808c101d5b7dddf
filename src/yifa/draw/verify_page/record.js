function verifyRecord(data, seen, keys, checks) {
  const { heads: h, lists: { drawn, officers, subjects: rows } } = parseRecord(data), seed = seedOf(h, h.opening.secret), salt = unhex(h.opening.salt);
  const subjects = new Subjects(h, rows, seed, salt);
  checks.add("format", []);
  checks.add("chain", chainWrong(h, drawn.length));
  checks.add("times", timesWrong(h));
  checks.add("witness", witnessWrong(h, keys));
  checks.add("beacon", beaconWrong(h));
  checks.add("secret", commitment(h.freeze.number, unhex(h.opening.secret)) === h.seal.commitment ? [] : ["公开的密值不是封存的那一个"]);
  checks.add("rules", rulesWrong(h.freeze));
  checks.add("subjects", subjects.listWrong());
  checks.add("officers", officersWrong(h.freeze, officers, salt));
  checks.add("tickets", subjects.ticketsWrong());
  checks.add("drawn", subjects.drawnWrong(drawn, salt));
  const going = new Going(h.freeze, officers, seed);
  checks.quiet("team", () => drawn.flatMap((r) => going.wrong(r[1], r[3])));
  checks.quiet("replacements", () => replacementsWrong(h, officers, drawn, subjects, seed, salt));
  checks.add("deadline", deadlineWrong(h));
  if (seen.length) checks.add("seen", seenWrong(h, seen));
  return Object.values(subjects.under).flat().sort(turn);
}
function verifyProof(p, seen, keys, checks) {
  const kinds = [...STATEMENTS, "opening"], h = {};
  if (!fits(p, SHAPES.proof) || p.statements.length < 4 || p.statements.length > 5 || !p.statements.every((s, i) => fits(s, SHAPES[kinds[i]]))) throw new Bad("不是抽查的证明，或者被改动过");
  p.statements.forEach((s, i) => { h[kinds[i]] = s; });
  const opening = h.opening ?? seen.map(([n, c]) => statement(n, c)).find((s) => s && s.kind === "opening"), [id, , stratum, weight, reason] = p.subject;
  const line = STATEMENTS.map((s) => h[s]), path = (good) => (good ? [] : ["按路径算出的树根与公布的不符"]);
  checks.add("format", []);
  checks.add("chain", [...line.slice(1).flatMap((s, i) => (s.before === digest(line[i]) ? [] : [`${s.kind} 所接的不是这里的 ${line[i].kind}`])),
    ...(new Set(p.statements.map((s) => s.number)).size > 1 ? ["编号不一致"] : [])]);
  checks.add("witness", witnessWrong(h, keys));
  checks.add("beacon", beaconWrong(h));
  checks.add("listed", path(inTree(rowLeaf("subjects", unhex(p.salt), p.subject), p.index, p.path, h.freeze.subjects)));
  checks.add("ticket", path(inTree(ticketLeaf(id, stratum, p.ticket), p.ticket_index, p.ticket_path, h.selection.tickets)));
  const s = h.selection.strata.find((x) => x.key === stratum);
  checks.add("turn", !s || reason ? ["这一类不在抽取的范围里，或者这一户不列入抽取"] : p.ticket <= s.threshold === p.drawn ? [] : ["按门槛算，结果与所说的相反"]);
  if (opening) {
    const kept = opening.number === h.freeze.number && commitment(h.freeze.number, unhex(opening.secret)) === h.seal.commitment;
    const right = weight >= 1 && weight <= HEAVIEST && ticket(seedOf(h, opening.secret), id, weight) === p.ticket;
    checks.add("secret", !kept ? ["公开的密值不是封存的那一个"] : right ? [] : ["由名单、信标和密值重算的签号与证明里的不同"]);
  }
  if (seen.length) checks.add("seen", seenWrong({ ...h, opening, replacements: [] }, seen));
  return [[stratum, id, p.ticket]];
}
// data: bytes of a record or proof; seen: [[name, text]]; keys: texts of public keys. {ok, checks, drawn}
function verify(data, seen = [], keys = []) {
  const checks = new Checks(), wanted = keys.map((k) => k.trim());
  let drawn = [];
  try {
    const proof = data[0] === 0x7b && new TextDecoder().decode(data.subarray(0, 1 << 20)).includes('"format":"yifa-draw-proof/1"');
    if (proof) drawn = verifyProof(read(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data).replace(/\n$/, ""), ""), seen, wanted, checks);
    else drawn = verifyRecord(data, seen, wanted, checks);
  } catch (error) { checks.done = []; checks.add("format", [error.message]); }
  return { ok: checks.done.every((c) => c.ok), checks: checks.done, drawn };
}
