// ---- the page
const pick = (id) => document.getElementById(id);
async function told() {
  const [file] = pick("file").files, out = pick("out");
  if (!file) return;
  out.textContent = "正在核对……";
  await new Promise((go) => setTimeout(go, 30));
  const strict = (data) => { try { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data); } catch { return ""; } };
  const texts = (id) => Promise.all(Array.from(pick(id).files, async (f) => [f.name, strict(await f.arrayBuffer())]));
  const [seen, keys] = [await texts("seen"), await texts("keys")];
  const { ok, checks, drawn } = yifaDraw.verify(new Uint8Array(await file.arrayBuffer()), seen, keys.map((k) => k[1]));
  const list = document.createElement("ol"), say = document.createElement("p");
  for (const c of checks) {
    const item = list.appendChild(document.createElement("li"));
    item.className = c.ok ? "ok" : "bad";
    item.textContent = `${c.ok ? "✓" : "✗"} ${yifaDraw.TITLES[c.name]}${c.ok ? "" : "：" + c.words}`;
  }
  say.className = ok ? "say" : "say bad";
  say.textContent = ok ? `${checks.length}项全部成立。这里${drawn.length}户的签号都已核对。` : `${checks.filter((c) => !c.ok).length}项不成立。`;
  out.replaceChildren(say, list);
}
for (const id of ["file", "seen", "keys"]) pick(id).addEventListener("change", told);
