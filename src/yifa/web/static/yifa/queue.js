// Steps of a visit, pressed on a phone: kept on the device until the server has answered, sent in order, recorded once.
// Without this script the forms post as they are. What a phone keeps and what it does not: docs/explanation/visit.md
"use strict";
(() => {
  const place = document.getElementById("queue");
  if (!place || !window.indexedDB) return;
  const { user, matter, repeats } = place.dataset, again = new Set(repeats.split(" "));
  const WAIT = 15000, EVERY = 20000;
  const STEP = /\/desk\/matters\/([^/]+)\/step\/([^/]+)\/$/;
  let off = navigator.onLine === false ? "没有网络" : "";

  // -- what is kept: {n, user, matter, step, title, key, pressed, seen, fields: [[name, text or file]], refused}
  const opened = new Promise((done, fail) => {
    const asked = indexedDB.open("yifa-visits", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("steps", { keyPath: "n", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  async function kept(mode, work) {
    const turn = (await opened).transaction("steps", mode), asked = work(turn.objectStore("steps"));
    return new Promise((done, fail) => {
      turn.oncomplete = () => done(asked && asked.result);
      turn.onabort = turn.onerror = () => fail(turn.error);
    });
  }
  const all = () => kept("readonly", (steps) => steps.getAll());
  const put = (item) => kept("readwrite", (steps) => steps.put(item));
  const drop = (n) => kept("readwrite", (steps) => steps.delete(n));
  const mine = async () => (await all()).filter((item) => item.user === user);

  // The entry of one's own step is what the next one of the same page follows on: both in one turn, or a stop would part them.
  const recorded = (item, seq) => kept("readwrite", (steps) => {
    steps.delete(item.n);
    steps.openCursor().onsuccess = ({ target: { result: at } }) => {
      if (!at) return;
      const next = at.value;
      if (next.user === item.user && next.matter === item.matter && next.seen === item.seen) at.update({ ...next, seen: String(seq) });
      at.continue();
    };
  });

  // -- sending
  async function send(item) {
    const body = new FormData();
    for (const [name, value] of item.fields) body.append(name, value);
    body.set("seen", item.seen);
    body.set("sent_key", item.key);
    body.set("sent_pressed", String(item.pressed));
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const asked = { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } };
    if (AbortSignal.timeout) asked.signal = AbortSignal.timeout(WAIT);
    let got;
    try { got = await fetch(`/desk/visits/${item.matter}/sent/${item.step}/`, asked); } catch { return { off: "没有网络" }; }
    if (got.type === "opaqueredirect") return { off: "登录已经过期，请在另一页登录后刷新" };
    if (got.status === 403) return { off: "这一页放得太久，请刷新后再送" };
    if (got.status === 404) return { refusals: [{ words: "看不到这次检查", todo: "用经办的账号登录，或者问本单位负责人" }] };
    try { if (got.ok || got.status === 409 || got.status === 422) return await got.json(); } catch { /* cut off on the way */ }
    return { off: `服务器没有收下（${got.status}）` };
  }
  async function turn() {
    const told = new Map(), stuck = new Set();
    off = "";
    for (const { n } of await mine()) {
      const item = await kept("readonly", (steps) => steps.get(n)); // an earlier one may have moved it on
      if (!item || stuck.has(item.matter)) continue;
      const answer = item.refused ? { refusals: item.refused } : await send(item);
      told.set(n, answer);
      if (answer.seq) { await recorded(item, answer.seq); follow(item, answer.seq); continue; }
      stuck.add(item.matter); // what comes after it waits for it
      if (answer.off) { off = answer.off; break; }
      if (!item.refused) await put({ ...item, refused: answer.refusals });
    }
    await show();
    return told;
  }
  let before = Promise.resolve();
  function alone(work) { // one at a time on this device; a browser without locks (no https) keeps to one at a time on this page
    if (navigator.locks) return navigator.locks.request("yifa-visits", work);
    const mine = before.then(work);
    before = mine.catch(() => {});
    return mine;
  }
  const flush = () => alone(turn);
  function follow(item, seq) { // the forms of this page follow on what was just recorded
    if (item.matter !== matter) return;
    if (place.dataset.seq === item.seen) place.dataset.seq = String(seq);
    for (const input of document.querySelectorAll("input[name=seen]")) if (input.value === item.seen) input.value = String(seq);
  }

  // -- pressing
  const two = (n) => String(n).padStart(2, "0");
  const beijing = (ms) => new Date(ms + 8 * 3600e3);
  const minute = (ms) => beijing(ms).toISOString().slice(0, 16);
  const clock = (ms) => `${beijing(ms).getUTCMonth() + 1}月${beijing(ms).getUTCDate()}日 ${two(beijing(ms).getUTCHours())}:${two(beijing(ms).getUTCMinutes())}`;
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const titleOf = (form) => (form.querySelector("button.btn-main").textContent || "").trim().replace(/^记录/, "");
  async function press(event) {
    const form = event.target, found = STEP.exec(form.action.split("?")[0]);
    if (!matter || !found || found[1] !== matter || form.method !== "post") return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const step = found[2], pressed = Date.now(), on = form.elements[`${step}-on`];
    if (on && on.type === "datetime-local" && on.value === on.defaultValue) on.value = minute(pressed);
    const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File && !value.name));
    const item = { user, matter, step, title: titleOf(form), key: key(), pressed, seen: form.elements.seen.value, fields, refused: null };
    let n;
    try { n = await put(item); } catch { form.submit(); return; } // no room on the device: as without this script
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    const answer = (await flush()).get(n);
    delete form.dataset.busy;
    if (answer && answer.seq) { location.assign(`/desk/visits/${matter}/?done=${answer.seq}`); return; }
    if (answer && answer.refusals) { await drop(n); form.submit(); return; } // nothing was recorded: the server's own page says why
    if (again.has(step)) form.reset(); else form.hidden = form.closest("details, section").hidden = true;
    place.tabIndex = -1;
    place.focus();
  }

  // -- showing
  const made = (tag, text, name) => { const e = document.createElement(tag); if (text) e.textContent = text; if (name) e.className = name; return e; };
  function button(text, work) { const b = made("button", text, "btn"); b.type = "button"; b.addEventListener("click", work); return b; }
  function said(r) {
    const p = made("p", `${r.words}。`);
    if (r.cite) p.append(made("span", r.cite, "cite"));
    if (r.todo) p.append(document.createElement("br"), made("b", "怎么办："), `${r.todo}。`);
    return p;
  }
  function row(item) {
    const li = made("li"), div = made("div");
    const light = made("span", item.refused ? "没有记录" : "存在本机", `light ${item.refused ? "red" : "off"}`);
    const head = made("p");
    head.append(made("b", item.title), `，${clock(item.pressed)}按下`);
    div.append(head);
    if (item.refused) {
      div.append(...item.refused.map(said));
      const acts = made("p");
      if (item.matter === matter) acts.append(button("再送一次", async () => { await alone(() => put({ ...item, refused: null, seen: place.dataset.seq })); await flush(); }), " ");
      else { const a = made("a", "打开这次检查"); a.href = `/desk/visits/${item.matter}/`; acts.append(a, " "); }
      acts.append(button("从本机删掉", async () => { if (confirm(`删掉“${item.title}”？它还没有记录。`)) { await alone(() => drop(item.n)); await flush(); } }));
      div.append(acts);
    }
    li.append(light, div);
    return li;
  }
  async function show() {
    const every = await all(), own = every.filter((item) => item.user === user), others = every.length - own.length;
    const next = document.getElementById("later");
    if (next) next.hidden = !own.some((item) => item.matter === matter) && navigator.onLine !== false;
    place.hidden = !every.length && !off;
    if (place.hidden) return;
    const line = made("p", "", "wait"), list = made("ul", "", "todo kept");
    line.setAttribute("role", "status");
    if (off) line.append(made("span", off, "light off"), "。");
    const barred = new Set(own.filter((item) => item.refused).map((item) => item.matter));
    const n = own.filter((item) => !barred.has(item.matter)).length, wait = own.filter((item) => barred.has(item.matter) && !item.refused).length;
    if (n) line.append(`${n}步存在本机。有网络时自动送出，只送一次。不要清除浏览器的数据。`);
    if (barred.size) line.append(`有没有记录的步骤，看过以后再送或者删掉${wait ? `；它后面的${wait}步存在本机，等它处理以后再送` : ""}。`);
    if (off && !own.length) line.append("按下的步骤会存在本机，有网络时自动送出。");
    if (others) line.append(`另有${others}步是别的账号存的，请用那个账号登录后送出。`);
    list.append(...own.map(row));
    const acts = made("p");
    if (n) acts.append(button("现在送出", flushed));
    place.replaceChildren(line, list, ...(n ? [acts] : []));
  }
  function touched(e) {
    if (e.type === "checkbox" || e.type === "radio") return e.checked !== e.defaultChecked;
    if (e.type === "file") return e.value !== "";
    return e.type !== "hidden" && e.defaultValue !== undefined && e.value !== e.defaultValue;
  }
  const dirty = () => [...document.forms].some((form) => !form.hidden && [...form.elements].some(touched));
  async function flushed() { // in the background: the page is read anew unless somebody is filling it in
    if (!(await mine()).some((item) => !item.refused)) return show();
    const done = [...(await flush()).values()].filter((answer) => answer.seq);
    if (done.length && !dirty()) location.assign(matter ? `/desk/visits/${matter}/?done=${done.at(-1).seq}` : location.href);
  }

  document.addEventListener("submit", press);
  window.addEventListener("online", flushed);
  window.addEventListener("offline", () => { off = "没有网络"; show(); });
  setInterval(flushed, EVERY);
  flushed();
})();
