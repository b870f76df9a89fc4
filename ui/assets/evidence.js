"use strict";
// The evidence column: its tabs, the card that a citation leads to, the sheet on a narrow screen.
sourcier.parts.evidence = ({ element, trigger, props, watch }) => {
  const { memory, patch, announce, hear, act, language } = sourcier;
  const panels = () => [...element.querySelectorAll("[role=tabpanel]")];
  const tabs = () => [...element.querySelectorAll("[role=tab]")];
  let tab = "sources";
  let awaited = null;
  let from = null;

  const select = (name) => {
    tab = tabs().some((t) => t.dataset.tab === name) ? name : "sources";
    panels().forEach((panel) => (panel.hidden = panel.id !== `panel-${tab}`));
    tabs().forEach((t) => {
      const on = t.dataset.tab === tab;
      t.setAttribute("aria-selected", String(on));
      t.tabIndex = on ? 0 : -1;
    });
  };
  const card = (n) => element.querySelector(`#panel-sources .card[data-n="${n}"]`);
  const narrow = () => matchMedia("(max-width: 60rem)").matches;
  const glide = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const openSheet = (open) => {
    document.body.classList.toggle("sheet-open", open);
    if (!open && from) from.focus();
  };
  const lead = ({ n, at }) => {
    if (narrow()) openSheet(true);
    if (!n) return tabs().find((t) => t.tabIndex === 0)?.focus();
    select("sources");
    const found = card(n);
    if (!found) return;
    element.querySelectorAll(".card.is-led").forEach((c) => c.classList.remove("is-led"));
    found.classList.add("is-led");
    const passages = found.querySelector(".passages");
    if (passages) passages.open = true;
    const marks = [...found.querySelectorAll("mark")];
    const mark = marks.find((m) => at && +m.dataset.start <= +at && +at < +m.dataset.end);
    element.querySelectorAll("mark.is-led").forEach((m) => m.classList.remove("is-led"));
    mark?.classList.add("is-led");
    found.focus({ preventScroll: true });
    // The card from its top, unless the marked sentence would then be out of sight.
    const target = mark ?? marks[0];
    const room = found.closest("[role=tabpanel]").clientHeight - 24;
    const deep = target && target.getBoundingClientRect().bottom - found.getBoundingClientRect().top > room;
    if (deep) target.scrollIntoView({ block: "center", behavior: glide() });
    else found.scrollIntoView({ block: "start", behavior: glide() });
  };
  const render = () => {
    patch(element, props.value.regions);
    document.body.classList.toggle("no-evidence", props.value.turn < 0);
    select(tab);
    if (awaited && awaited.turn === props.value.turn) lead(awaited);
    awaited = null;
  };

  hear("cite", (wanted) => {
    from = wanted.from;
    if (wanted.turn === props.value.turn) lead(wanted);
    else {
      awaited = wanted;
      trigger("select", { owner: memory.get("owner"), language: language(), conversation: memory.get("conversation"), turn: wanted.turn });
    }
  });
  let wait;
  hear("point", ({ turn, n, on }) => {
    if (turn !== props.value.turn || narrow()) return;
    const found = card(n);
    found?.classList.toggle("is-pointed", on);
    clearTimeout(wait);
    if (on && tab === "sources") wait = setTimeout(() => found?.scrollIntoView({ block: "nearest", behavior: glide() }), 180);
  });
  for (const [name, on] of [["mouseover", true], ["mouseout", false]])
    element.addEventListener(name, (event) => {
      const over = event.target.closest(".card");
      if (over) announce("cited", { turn: props.value.turn, n: over.dataset.n, on });
    });

  act(element, {
    tab: (target) => select(target.dataset.tab),
    cite: (target) => lead(target.dataset),
    rows: (target) => {
      target.closest("tbody").querySelectorAll("tr[hidden]").forEach((row) => (row.hidden = false));
      target.closest("[tabindex]").focus({ preventScroll: true });
      target.closest("tr").remove();
    },
    close: () => openSheet(false),
    back: () => openSheet(false),
  });
  element.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.role !== "tab") return;
    const all = tabs();
    const next = all[(all.indexOf(event.target) + step + all.length) % all.length];
    select(next.dataset.tab);
    next.focus();
  });
  hear("escape", () => {
    if (document.body.classList.contains("sheet-open")) openSheet(false);
    else if (element.contains(document.activeElement)) from?.focus();
  });
  watch("value", render);
  render();
};
