// ---- bytes and SHA-256 (crypto.subtle is not there on file:// in every browser)
const utf8 = new TextEncoder();
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
