const PROTOCOL = "yifa-draw/1", utf8 = new TextEncoder(), SHAPES = JSON.parse(document.getElementById("shapes").textContent);
const TITLES = {{titles}};
const MOST = 1e9, HEAVIEST = 1000;

// ---- bytes and SHA-256 (crypto.subtle is not there on file:// in every browser)
const PAIRS = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, "0")), VALUES = new Map(PAIRS.map((p, b) => [p, b]));
function hex(bytes) { let out = ""; for (const b of bytes) out += PAIRS[b]; return out; }
function unhex(text) {
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = VALUES.get(text.slice(2 * i, 2 * i + 2));
  return out;
}
const bytes = (text) => utf8.encode(text);
function join(...parts) {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) { out.set(p, at); at += p.length; }
  return out;
}
const u32 = (n) => Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n);
const primes = [];
for (let n = 2; primes.length < 80; n++) if (primes.every((p) => n % p)) primes.push(n);
function root(n, degree, bits) { // the first bits of the fraction of the root of n, exactly
  const big = BigInt(n) << BigInt(degree * bits);
  let low = 0n, high = 1n << BigInt(bits + 8);
  while (high - low > 1n) { const mid = (low + high) >> 1n; if (mid ** BigInt(degree) <= big) low = mid; else high = mid; }
  return low & ((1n << BigInt(bits)) - 1n);
}
const K = Int32Array.from(primes.slice(0, 64), (p) => Number(root(p, 3, 32)) | 0);
const H0 = primes.slice(0, 8).map((p) => Number(root(p, 2, 32)) | 0);
const W = new Int32Array(64);
function sha256(data) {
  const size = data.length, whole = new Uint8Array(((size + 72) >> 6) << 6), view = new DataView(whole.buffer);
  whole.set(data);
  whole[size] = 0x80;
  view.setUint32(whole.length - 8, Math.floor(size / 0x20000000));
  view.setUint32(whole.length - 4, (size << 3) >>> 0);
  const h = Int32Array.from(H0);
  for (let at = 0; at < whole.length; at += 64) {
    for (let i = 0; i < 16; i++) W[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15], y = W[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    let a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (k + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      k = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k;
  }
  const out = new DataView(new ArrayBuffer(32));
  for (let i = 0; i < 8; i++) out.setInt32(4 * i, h[i]);
  return new Uint8Array(out.buffer);
}

// ---- canonical JSON, order of bytes, shapes
class Bad extends Error {}
function order(a, b) { // as the bytes of UTF-8: half a pair sorts above the rest of the basic plane
  const n = Math.min(a.length, b.length), rank = (u) => (u >= 0xd800 && u < 0xe000 ? u + 0x2000 : u >= 0xe000 ? u - 0x800 : u);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}
function canonical(v) {
  if (v === null || typeof v === "boolean") return String(v);
  if (typeof v === "number") { if (!Number.isSafeInteger(v)) throw new Bad("数不是整数"); return String(v); }
  if (typeof v === "string") {
    if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(v)) throw new Bad("有残缺的字符");
    return JSON.stringify(v);
  }
  if (Array.isArray(v)) return "[" + v.map(canonical).join(",") + "]";
  return "{" + Object.keys(v).sort(order).map((k) => canonical(k) + ":" + canonical(v[k])).join(",") + "}";
}
function read(text, where) {
  let value, again;
  try { value = JSON.parse(text); again = canonical(value); } catch { again = null; }
  if (again !== text) throw new Bad(where + "不是规范写法的 JSON");
  return value;
}
const same = (a, b) => canonical(a) === canonical(b);
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
