"use strict";
// The import of a cohort: a file dropped or chosen, its columns corrected, how far it is, what came of it.
sourcier.cohortWizard = ({ element, trigger, props, server, upload, watch }, { opened, left }) => {
  const { patch, act, announce, call, toast, language } = sourcier;
  const find = (selector) => element.querySelector(selector);
  const place = find(".cohort-wizard");
  let file = { sent: "", ready: "" };
  let running = false;

  const shown = (answer) => answer?.regions && patch(element, answer.regions);
  const start = async () => {
    place.hidden = false;
    if (running || find(".wizard[data-action=bring], .wizard-report")) return;
    shown(await call(server.cohorts_import, { language: language() }));
  };
  const inspect = async (chosen) => {
    file = chosen;
    find(".wizard-busy").hidden = false;
    shown(await call(server.cohorts_inspect, { language: language(), ...file }));
    place.scrollIntoView({ block: "start" });
  };
  const send = async (chosen) => {
    if (!chosen) return;
    const { mostBytes, large, largeHint } = find(".wizard-drop").dataset;
    if (chosen.size > Number(mostBytes)) return toast(large, largeHint, true);
    find(".wizard-busy").hidden = false;
    const sent = await call(upload, chosen);
    if (sent) await inspect({ sent: sent.path, ready: "" });
    else find(".wizard-busy").hidden = true;
  };

  // ---- what was corrected
  const field = (row, name) => row.querySelector(`[data-field="${name}"]`);
  const value = (row, name) => field(row, name)?.value ?? "";
  const variables = () => [...place.querySelectorAll("[data-variable-row]")].map((row) => {
    const levels = new Map();
    row.querySelectorAll("[data-level]").forEach(({ dataset, value: words }) => {
      levels.set(dataset.level, { ...(levels.get(dataset.level) ?? { code: dataset.level }), [dataset.language]: words });
    });
    return {
      name: row.dataset.variableRow,
      column: row.dataset.column,
      keep: field(row, "keep").checked,
      role: value(row, "role"),
      kind: value(row, "kind"),
      en: value(row, "en"),
      fr: value(row, "fr"),
      unit: value(row, "unit"),
      quasi_identifier: field(row, "quasi_identifier").checked,
      levels: [...levels.values()],
    };
  });
  const outcomes = () => [...place.querySelectorAll("[data-outcome-row]")].map((row) => ({
    name: value(row, "outcome"),
    was: row.dataset.outcomeRow,
    keep: Boolean(value(row, "outcome")),
    en: value(row, "en"),
    fr: value(row, "fr"),
    time: value(row, "time"),
    unit: value(row, "unit") || "days",
    status: value(row, "status"),
    event: value(row, "event"),
    by_dates: "byDates" in row.dataset,
  }));
  const about = () => Object.fromEntries([...place.querySelectorAll("[data-about]")].map((one) => [one.dataset.about, one.type === "checkbox" ? one.checked : one.value]));
  const conditions = () => {
    const ticked = [...place.querySelectorAll("[data-condition]:checked")].map((one) => one.dataset.condition);
    const others = find("#conditions-others")?.value.match(/\d+/g) ?? [];
    return [...new Set([...ticked, ...others])].map(Number);
  };
  const bring = () => {
    const told = about();
    // Records other than tables say themselves what they hold: they have no columns to be corrected, only a name.
    const asked = find(".mapping-table") ? { corrections: { cohort: told, variables: variables(), outcomes: outcomes() } } : { named: { ...told, conditions: conditions() } };
    run(true);
    trigger("bring", { language: language(), ...file, ...asked });
  };
  const run = (on) => {
    running = on;
    const form = find(".wizard[data-action=bring]");
    form?.querySelectorAll("button").forEach((button) => (button.disabled = on));
    form?.setAttribute("aria-busy", String(on));
  };

  // ---- a file dropped on this section is a cohort's, not the library's
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (on) => find(".wizard-drop")?.classList.toggle("is-over", on);
  element.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    over(true);
  });
  element.addEventListener("dragleave", () => over(false));
  element.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    over(false);
    const dropped = event.dataTransfer.files[0];
    opened();
    if (!find(".wizard-drop")) await start();
    if (find(".wizard-drop")) send(dropped);
  });
  element.addEventListener("change", (event) => {
    if (event.target.matches(".wizard-drop input[type=file]")) send(event.target.files[0]);
    if (event.target.matches("[data-field=keep]")) event.target.closest("tbody").classList.toggle("is-left-out", !event.target.checked);
  });
  element.addEventListener("submit", (event) => {
    if (!event.target.matches(".wizard")) return;
    event.preventDefault();
    bring();
  });
  const again = async (answer) => {
    file = { sent: "", ready: "" };
    patch(element, { import: [], wizard: [] });
    shown(answer);
  };
  act(element, {
    file: () => find(".wizard-drop input[type=file]").click(),
    origin: (target) => inspect({ sent: "", ready: target.dataset.origin }),
    abandon: async () => again(await call(server.cohorts_abandon, { language: language(), ...file })),
    finish: (target) => {
      again();
      left(target.dataset.cohort);
    },
  });
  watch("value", () => {
    if (!props.value.step) return;
    patch(element, props.value.regions);
    if (props.value.step !== "running") {
      run(false);
      // The cohort's summaries have gone into the library.
      if (props.value.step === "report") announce("library", {});
      find("[data-region=import] .notice, .wizard-report h1")?.scrollIntoView({ block: "center" });
    }
  });
  return { start, busy: () => running };
};
