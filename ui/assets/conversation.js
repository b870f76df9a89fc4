"use strict";
// The conversation: asking, citations, exports, feedback, earlier conversations.
sourcier.parts.conversation = ({ element, trigger, props, server, watch }) => {
  const { memory, patch, announce, hear, act, call, toast, language } = sourcier;
  const place = () => ({ owner: memory.get("owner"), language: language(), conversation: memory.get("conversation") });
  const of = (target) => ({ ...place(), turn: Number(target.dataset.turn) });
  const thread = element.querySelector("[data-region=thread]");
  const field = () => element.querySelector("#question");
  let turns = 0;
  // What was asked stays in the field until the page shows it, so that a question that never arrived is not lost.
  let asked = "";
  // The question at hand is kept at the top, until the reader scrolls.
  let followed = false;

  const grow = () => {
    const area = field();
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 180)}px`;
  };
  const setRunning = (running) => {
    element.querySelector(".send:not(.stop)").hidden = running;
    const stop = element.querySelector(".stop");
    stop.hidden = !running;
    stop.disabled = false;
    thread.setAttribute("aria-busy", String(running));
  };
  // The server knows an answer to be stopped only once its first screen has come.
  let stopping = false;
  const stop = () => {
    if (!stopping || !props.value.running) return;
    stopping = false;
    trigger("stop", { ...place(), conversation: props.value.conversation });
  };
  const render = () => {
    const { regions, conversation, running, turns: count } = props.value;
    patch(element, regions);
    const day = new Intl.DateTimeFormat(language() === "fr" ? "fr" : "en-GB", { dateStyle: "medium" });
    element.querySelectorAll("time").forEach((time) => (time.textContent = day.format(new Date(time.dateTime))));
    if (conversation !== memory.get("conversation") && count) memory.set("conversation", conversation);
    setRunning(running);
    stop();
    const questions = [...thread.querySelectorAll(".question")];
    if (asked && questions.length === count) {
      if (field().value === asked) field().value = "";
      asked = "";
      grow();
    }
    if (count !== turns) followed = true;
    turns = count;
    if (followed) questions.at(-1)?.scrollIntoView({ block: "start" });
    if (!running) followed = false;
  };
  for (const name of ["wheel", "touchmove", "keydown"]) thread.addEventListener(name, () => (followed = false), { passive: true });
  const ask = (question) => {
    const words = question.trim();
    if (!words || thread.getAttribute("aria-busy") === "true") return;
    // Without the switch nobody has declined: the server drafts if its model has arrived meanwhile.
    const draft = element.querySelector("#draft")?.checked ?? true;
    setRunning(true);
    stopping = false;
    field().value = asked = question;
    grow();
    trigger("ask", { ...place(), question: words, draft });
  };
  const open = (conversation) => {
    memory.set("conversation", conversation);
    turns = 0;
    trigger("open", place());
    field().focus();
  };

  element.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches(".composer")) ask(field().value);
    if (event.target.matches(".comment")) comment(event.target);
  });
  element.addEventListener("keydown", (event) => {
    if (event.target.id !== "question" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask(field().value);
  });
  element.addEventListener("input", (event) => event.target.id === "question" && grow());

  // ---- citations: a click or Enter leads to the card, hovering and focus point at it
  const point = (event, at) => {
    const cite = event.target.closest?.(".cite");
    if (cite) announce("point", { turn: Number(cite.dataset.turn), n: cite.dataset.n, on: at });
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
    element.addEventListener(name, (event) => point(event, on));
  hear("cited", ({ turn, n, on }) => {
    element.querySelectorAll(`.cite[data-turn="${turn}"][data-n="${n}"]`).forEach((c) => c.classList.toggle("is-pointed", on));
  });

  // ---- exports come as text, so that no copy stays in a folder of the server
  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const download = async (target) => {
    const file = await call(server.export_answer, { ...of(target), format: target.dataset.format });
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes(file.base64)]));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const copy = async (target) => {
    const file = await call(server.export_answer, { ...of(target), format: "md" });
    if (!file) return;
    const words = new TextDecoder().decode(bytes(file.base64));
    if (navigator.clipboard) await navigator.clipboard.writeText(words);
    else {
      // Without HTTPS a browser has only the old way.
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    toast(file.copied);
  };
  const judge = async (target, judged) => {
    const kept = await call(server.judge_answer, { ...of(target), ...judged });
    if (kept) toast(kept.kept);
    return kept;
  };
  const thumb = async (target) => {
    const line = target.closest(".actions");
    line.querySelectorAll("[data-thumb]").forEach((b) => b.setAttribute("aria-pressed", String(b === target)));
    line.querySelector(".comment").hidden = false;
    line.scrollIntoView({ block: "nearest" });
    await judge(target, { thumb: target.dataset.thumb });
  };
  const comment = async (form) => {
    const pressed = form.closest(".actions").querySelector("[aria-pressed=true]");
    const kept = await judge(form, { thumb: pressed?.dataset.thumb ?? null, comment: form.querySelector("textarea").value });
    if (kept) form.hidden = true;
  };

  act(element, {
    cite: (target) => announce("cite", { turn: Number(target.dataset.turn), n: target.dataset.n, at: target.dataset.at, from: target }),
    evidence: (target) => announce("cite", { turn: Number(target.dataset.turn), from: target }),
    example: (target) => ask(target.textContent),
    open: (target) => open(target.dataset.conversation),
    new: () => open(""),
    forget: (target) => {
      const gone = target.dataset.conversation;
      const current = gone === memory.get("conversation");
      if (current) memory.set("conversation", "");
      trigger("forget", { ...place(), forgotten: gone });
      if (current) turns = 0;
    },
    stop: (target) => {
      target.disabled = true;
      toast(target.dataset.stopping);
      stopping = true;
      stop();
    },
    attach: () => announce("choose", {}),
    export: download,
    copy,
    print: () => window.print(),
    thumb,
  });

  hear("failed", () => {
    setRunning(false);
    asked = "";
  });
  watch("value", render);
  hear("language", () => trigger("open", place()));
  render();
  // What came with the page was made when the server started: its model may have arrived since.
  trigger("open", place());
  field().focus({ preventScroll: true });
};
