const PROTOCOL = "yifa-draw/1", SHAPES = JSON.parse(document.getElementById("shapes").textContent);
const TITLES = {{titles}};
const MOST = 1e9, HEAVIEST = 1000;

// ---- days and shapes
function isDay(v, first = 1) {
  const m = typeof v === "string" && /^(\d{4})-(\d\d)-(\d\d)$/.exec(v);
  if (!m || +m[1] < first || +m[2] < 1 || +m[2] > 12 || +m[3] < 1) return false;
  const leap = (m[1] % 4 === 0 && m[1] % 100 !== 0) || m[1] % 400 === 0;
  return +m[3] <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m[2] - 1];
}
const text = (v) => typeof v === "string", matches = (v, r) => text(v) && r.test(v);
const WORDS = {
  string: text, text: (v) => text(v) && v !== "", hash: (v) => matches(v, /^[0-9a-f]{64}$/), "hash?": (v) => matches(v, /^([0-9a-f]{64})?$/),
  number: (v) => matches(v, /^[0-9]{4}-[0-9]{3,6}$/), day: (v) => isDay(v),
  minute: (v) => matches(v, /T([01]\d|2[0-3]):[0-5]\d$/) && v.length === 16 && isDay(v.slice(0, 10), 1000),
  int: (v) => Number.isInteger(v) && v >= 0 && v <= MOST, null: (v) => v === null, true: (v) => v === true, false: (v) => v === false, any: () => true,
};
function fits(v, shape) {
  if (typeof shape === "string") return shape[0] === "=" ? v === shape.slice(1) : WORDS[shape](v);
  if (!Array.isArray(shape)) {
    if (v === null || typeof v !== "object" || Array.isArray(v)) return false;
    if ("*" in shape) return Object.values(v).every((x) => fits(x, shape["*"]));
    const keys = Object.keys(shape);
    return Object.keys(v).length === keys.length && keys.every((k) => Object.hasOwn(v, k) && fits(v[k], shape[k]));
  }
  if (shape[0] === "or") return shape.slice(1).some((s) => fits(v, s));
  if (!Array.isArray(v)) return false;
  if (shape[0] === "of") return v.length === shape.length - 1 && v.every((x, i) => fits(x, shape[i + 1]));
  return v.every((x) => fits(x, shape[0]));
}

// ---- the hashes of the draw, each under its tag
const prefixes = new Map();
function tagged(tag, ...parts) {
  if (!prefixes.has(tag)) prefixes.set(tag, bytes(`${PROTOCOL} ${tag}\n`));
  return sha256(join(prefixes.get(tag), ...parts));
}
const digest = (statement) => hex(tagged("statement", bytes(canonical(statement))));
const leaf = (tag, ...parts) => sha256(join(Uint8Array.of(0), bytes(`${PROTOCOL} ${tag}\n`), ...parts));
const node = (l, r) => sha256(join(Uint8Array.of(1), l, r));
const rowSalt = (salt, list, id) => tagged("salt " + list, salt, bytes(id));
const rowLeaf = (list, salt, row) => leaf(list, salt, bytes(canonical(row)));
const ticketLeaf = (id, stratum, t) => leaf("ticket leaf", unhex(t), bytes(canonical([id, stratum])));
const commitment = (number, secret) => hex(tagged("secret", secret, bytes(number)));
const closed = (kind, salt, value) => hex(tagged(kind, tagged("salt " + kind, salt), bytes(canonical(value))));
const seedOf = (heads, secret) => tagged("seed", unhex(digest(heads.seal)), unhex(heads.freeze.subjects.root),
  unhex(heads.freeze.officers.root), tagged("beacon", bytes(heads.beacon.value)), unhex(secret));
function ticket(seed, id, weight) {
  let best = "g";
  for (let k = 1; k <= weight; k++) { const t = hex(tagged("ticket", seed, u32(k), bytes(id))); if (t < best) best = t; }
  return best;
}
const officerTicket = (seed, subject, officer) => hex(tagged("officer", seed, sha256(bytes(subject)), bytes(officer)));
class Tree {
  size = 0; peaks = [];
  add(value) { for (let n = this.size; n % 2; n = Math.floor(n / 2)) value = node(this.peaks.pop(), value); this.peaks.push(value); this.size++; }
  plain() { return { count: this.size, root: hex(this.peaks.length ? this.peaks.reduceRight((r, l) => node(l, r)) : sha256(new Uint8Array(0))) }; }
}
function inTree(value, index, path, tree) { // RFC 9162, 2.1.3.2
  if (index >= tree.count) return false;
  let fn = index, sn = tree.count - 1;
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 || fn === sn) { value = node(unhex(p), value); while (fn % 2 === 0 && fn) { fn >>>= 1; sn >>>= 1; } } else value = node(value, unhex(p));
    fn >>>= 1; sn >>>= 1;
  }
  return sn === 0 && hex(value) === tree.root;
}
