// ---- canonical JSON, order of bytes
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
