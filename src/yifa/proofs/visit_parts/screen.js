// ---- the page
const pick = (id) => document.getElementById(id);
const made = (tag, text, name) => { const e = document.createElement(tag); e.textContent = text; if (name) e.className = name; return e; };
function told() {
  const code = pick("code").value, out = pick("out");
  if (!code.trim()) { out.replaceChildren(); return; }
  const keys = pick("keys").value.split("\n").filter((k) => k.trim()), at = yifaVisit.beijing(Date.now());
  const { ok, checks, says } = yifaVisit.check(code, keys, at);
  const list = document.createElement("ul");
  for (const c of checks) list.append(made("li", `${c.words ? "✗" : "✓"} ${yifaVisit.TITLES[c.name]}${c.words ? "：" + c.words : ""}`, c.words ? "bad" : "ok"));
  // what is incomplete may just be badly copied; refusing comes after asking for it once more
  const unread = checks.some((c) => c.name === "format" && c.words);
  const bad = unread ? "检查码没有读全，请对方重新出示；仍然读不出的，可以拒绝检查" : "检查码不能用，可以拒绝检查";
  out.replaceChildren(made("p", ok ? "检查码有效" : bad, ok ? "say" : "say bad"), list);
  if (!says) return;
  const pairs = document.createElement("dl"), all = yifaVisit.parties(says);
  const who = all.flatMap(([number, organ, items, officers]) => [["检查机关", organ, "organ"], ["检查什么", items], ["执法证号", officers.join("、")], ["检查编号", number]]);
  const rows = [["检查谁", says.subject.filter(Boolean).join("，")], ...who, ["批准", says.basis, "end"], ["有效时间", `${says.since.replace("T", " ")}至${says.until.replace("T", " ")}`], ["短码", yifaVisit.short(code)]];
  for (const [a, b, name] of rows) pairs.append(made("dt", a, name), made("dd", b, name));
  const trusted = checks.every((c) => !c.words || c.name === "time");
  if (all.length > 1 && ok) out.append(made("p", `${all.length}个机关一起来，一个码管全部，不再另扫。`));
  out.append(made("h2", trusted ? "码里写的" : "码里写的（没有核对通过，不能相信）"), pairs);
  if (ok) out.append(made("p", "请再看三样：来的是不是这些证号的人，查的是不是你单位，是不是码里写的事项。"));
}
async function photo() {
  const [file] = pick("photo").files;
  if (!file) return;
  try {
    const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
    if (!found.length) throw new Error();
    pick("code").value = found[0].rawValue;
    told();
  } catch { pick("out").replaceChildren(made("p", "照片里没有认出检查码。请靠近再照一张，或者用手机的扫一扫，把扫出的文字贴在上面。", "say bad")); }
}
for (const id of ["code", "keys"]) pick(id).addEventListener("input", told);
if ("BarcodeDetector" in window) { pick("camera").hidden = false; pick("photo").addEventListener("change", photo); }
told();
