// ---- Ed25519, to verify only (RFC 8032)
const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n, M64 = 2n ** 64n - 1n;
const mod = (a, m = P) => ((a % m) + m) % m;
function power(a, n) { let r = 1n; for (a = mod(a); n; n >>= 1n) { if (n & 1n) r = (r * a) % P; a = (a * a) % P; } return r; }
const D = mod(-121665n * power(121666n, P - 2n)), ROOT = power(2n, (P - 1n) / 4n);
const little = (b) => b.reduceRight((n, x) => (n << 8n) | BigInt(x), 0n);
function sha512(data) {
  const rot = (x, n) => ((x >> n) | (x << (64n - n))) & M64, size = data.length, whole = new Uint8Array(((size + 144) >> 7) << 7), view = new DataView(whole.buffer);
  whole.set(data); whole[size] = 0x80; view.setUint32(whole.length - 4, size << 3);
  const k = primes.map((p) => root(p, 3, 64)), h = primes.slice(0, 8).map((p) => root(p, 2, 64)), w = [];
  for (let at = 0; at < whole.length; at += 128) {
    for (let i = 0; i < 80; i++) w[i] = i < 16 ? view.getBigUint64(at + 8 * i)
      : (w[i - 16] + (rot(w[i - 15], 1n) ^ rot(w[i - 15], 8n) ^ (w[i - 15] >> 7n)) + w[i - 7] + (rot(w[i - 2], 19n) ^ rot(w[i - 2], 61n) ^ (w[i - 2] >> 6n))) & M64;
    let [a, b, c, d, e, f, g, x] = h;
    for (let i = 0; i < 80; i++) {
      const t1 = x + (rot(e, 14n) ^ rot(e, 18n) ^ rot(e, 41n)) + ((e & f) ^ (~e & M64 & g)) + k[i] + w[i];
      const t2 = (rot(a, 28n) ^ rot(a, 34n) ^ rot(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      x = g; g = f; f = e; e = (d + t1) & M64; d = c; c = b; b = a; a = (t1 + t2) & M64;
    }
    [a, b, c, d, e, f, g, x].forEach((v, i) => { h[i] = (h[i] + v) & M64; });
  }
  return Uint8Array.from(h.flatMap((v) => Array.from({ length: 8 }, (_, i) => Number((v >> BigInt(56 - 8 * i)) & 255n))));
}
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * t1 * t2 * D), d = mod(2n * z1 * z2);
  return [mod((b - a) * (d - c)), mod((d + c) * (b + a)), mod((d - c) * (d + c)), mod((b - a) * (b + a))];
}
function times(n, p) { let r = [0n, 1n, 1n, 0n]; for (; n; n >>= 1n) { if (n & 1n) r = add(r, p); p = add(p, p); } return r; }
function point(b) {
  const n = little(b), y = mod(n & (2n ** 255n - 1n)), u = mod(y * y - 1n), v = mod(D * y * y + 1n);
  let x = mod(u * v ** 3n * power(u * v ** 7n, (P - 5n) / 8n));
  if (mod(v * x * x - u)) x = mod(x * ROOT);
  if (mod(v * x * x - u)) return null;
  if ((x & 1n) !== n >> 255n) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
}
const BASE = point(unhex("5866666666666666666666666666666666666666666666666666666666666666"));
function ed25519(key, signature, message) {
  const a = point(key), s = little(signature.slice(32));
  if (!a || s >= L || signature.length !== 64) return false;
  const h = mod(little(sha512(join(signature.slice(0, 32), key, message))), L);
  const [x, y, z] = add(times(s, BASE), times(h, [mod(-a[0]), a[1], 1n, mod(-a[3])])), zi = power(z, P - 2n);
  return little(signature.slice(0, 32)) === (mod(y * zi) | ((mod(x * zi) & 1n) << 255n));
}
function unb64(t) { const raw = Uint8Array.from(atob(t), (c) => c.charCodeAt(0)); if (btoa(String.fromCharCode(...raw)) !== t) throw new Bad("Base64"); return raw; }
function publicKey(text) { // "name+id+base64": {name, id, raw}, or null where the id is not that of the key
  try {
    const [, name, id, raw] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()), k = unb64(raw);
    return k.length === 32 && hex(sha256(join(bytes(name + "\n"), k))).slice(0, 8) === id ? { name, id, raw: k } : null;
  } catch { return null; }
}
