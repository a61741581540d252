// Keeps the page up to date, and filters and pages its tables without loading it anew. Without it, the page does the same by
// its form. The server escapes; nothing here makes HTML of its own.
(() => {
  const pollMs = Number(document.documentElement.dataset.poll);
  const announce = document.getElementById("announce");
  const silence = document.getElementById("silence");
  /** The HTML that each section was last given. */
  const given = new Map();
  let verdict;
  let asked = 0;
  let timer;
  let typing;

  const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id : "");

  /** Gives an element the attributes of another. What the reader has opened stays open. */
  function patchAttributes(from, to) {
    for (const { name, value } of to.attributes) {
      if (name !== "open" && from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
    for (const { name } of [...from.attributes]) {
      if (name !== "open" && !to.hasAttribute(name)) from.removeAttribute(name);
    }
  }

  /** Makes an element's children those of another, touching only what differs: what has the focus keeps it. */
  function patchChildren(from, to) {
    const wanted = new Set([...to.childNodes].map(keyOf));
    for (const child of [...from.childNodes]) {
      if (keyOf(child) !== "" && !wanted.has(keyOf(child))) child.remove();
    }
    const keyed = new Map(
      [...from.childNodes].filter((child) => keyOf(child) !== "").map((child) => [keyOf(child), child]),
    );
    let at = from.firstChild;
    for (const next of [...to.childNodes]) {
      const key = keyOf(next);
      const candidate = key === "" ? (at !== null && keyOf(at) === "" ? at : undefined) : keyed.get(key);
      if (candidate === undefined || candidate.nodeName !== next.nodeName) {
        from.insertBefore(document.importNode(next, true), at);
        continue;
      }
      if (candidate === at) at = at.nextSibling;
      else from.insertBefore(candidate, at);
      patch(candidate, next);
    }
    while (at !== null) {
      const stale = at;
      at = at.nextSibling;
      stale.remove();
    }
  }

  function patch(from, to) {
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
      return;
    }
    patchAttributes(from, to);
    // What somebody types or chooses is theirs.
    if (from.nodeName !== "INPUT" && from.nodeName !== "SELECT") patchChildren(from, to);
    else if (from.nodeName === "SELECT") patchOptions(from, to);
  }

  function patchOptions(from, to) {
    [...to.options].forEach((option, index) => {
      const shown = from.options[index];
      if (shown !== undefined && shown.text !== option.text) shown.text = option.text;
    });
  }

  function show({ title, verdict: told, sections }) {
    const focused = document.activeElement;
    if (document.title !== title) document.title = title;
    for (const { id, html } of sections) {
      if (given.get(id) === html) continue;
      given.set(id, html);
      const template = document.createElement("template");
      template.innerHTML = html;
      const section = document.getElementById(id);
      if (section !== null) patchChildren(section, template.content);
    }
    if (focused !== null && focused !== document.activeElement && focused.isConnected) {
      focused.focus({ preventScroll: true });
    }
    if (verdict !== undefined && verdict !== told) announce.textContent = told;
    verdict = told;
  }

  function tellSilence(reason) {
    const text =
      reason === undefined
        ? ""
        : `✗ No news since ${new Date().toLocaleTimeString()}: ${reason}. What is shown is old.`;
    if (reason === undefined || silence.hidden) silence.textContent = text;
    silence.hidden = reason === undefined;
  }

  async function refresh() {
    clearTimeout(timer);
    asked += 1;
    const mine = asked;
    try {
      const response = await fetch(`/sections.json${location.search}`, { headers: { accept: "application/json" } });
      if (!response.ok) throw new Error(`twinberg answers ${response.status}`);
      const news = await response.json();
      // Somebody has filtered meanwhile: another answer is on its way.
      if (mine === asked) {
        show(news);
        tellSilence(undefined);
      }
    } catch (error) {
      if (mine === asked)
        tellSilence(error instanceof TypeError ? "twinberg status --serve doesn't answer" : error.message);
    }
    if (mine === asked && !document.hidden) timer = setTimeout(refresh, pollMs);
  }

  function look(form, submitter) {
    if (submitter?.getAttribute("aria-disabled") === "true") return undefined;
    const fields = new URLSearchParams(new FormData(form, submitter));
    for (const [name, value] of [...fields]) if (value === "") fields.delete(name);
    const search = fields.toString();
    history.replaceState(null, "", search === "" ? location.pathname : `?${search}`);
    return refresh();
  }

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "table-filter") return;
    event.preventDefault();
    clearTimeout(typing);
    void look(event.target, event.submitter?.name === "page" ? event.submitter : undefined);
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "filter" && event.target.id !== "state") return;
    clearTimeout(typing);
    typing = setTimeout(() => void look(event.target.form), 250);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else void refresh();
  });
  timer = setTimeout(refresh, pollMs);
})();
