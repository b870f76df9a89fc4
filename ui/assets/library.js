"use strict";
// The library's section, and the tray that shows an import from anywhere in the page.
sourcier.parts.library = ({ element, trigger, props, watch }) => {
  const { patch, hear, act, announce, language } = sourcier;
  const request = (change = {}) => ({
    language: language(),
    query: element.querySelector("#library-search")?.value ?? "",
    shown: props.value.page,
    ...change,
  });
  const render = () => patch(element, props.value.regions);
  let wait;
  element.addEventListener("input", (event) => {
    if (event.target.id !== "library-search") return;
    clearTimeout(wait);
    wait = setTimeout(() => trigger("search", request()), 200);
  });
  act(element, {
    attach: () => announce("choose", {}),
    more: () => trigger("search", request({ shown: props.value.shown + props.value.page })),
    remove: (target) => {
      if (target.classList.contains("is-sure")) return trigger("remove", request({ source: target.dataset.source, shown: props.value.shown }));
      const before = target.textContent;
      target.textContent = target.dataset.sure;
      target.classList.add("is-sure");
      return target.addEventListener("blur", () => {
        target.textContent = before;
        target.classList.remove("is-sure");
      }, { once: true });
    },
  });
  watch("value", render);
  hear("language", () => trigger("search", request()));
  hear("view", ({ name }) => name === "library" && trigger("search", request()));
  render();
};

sourcier.parts.tray = ({ element, trigger, props, upload, watch }) => {
  const { patch, hear, act, call, toast, language } = sourcier;
  let start = props.value;
  const chooser = element.querySelector("input[type=file]");
  const curtain = element.querySelector(".curtain");
  const render = () => {
    patch(element, props.value.regions);
    if (props.value.large) start = props.value;
  };
  const sending = (done, total) => {
    const bar = element.querySelector(".sending");
    bar.hidden = done >= total;
    bar.querySelector("progress").max = total;
    bar.querySelector("progress").value = done;
  };
  const add = async (files) => {
    const paths = [];
    let done = 0;
    for (const file of files) {
      sending(done, files.length);
      const tooLarge = file.size > start.most_bytes;
      if (tooLarge) toast(start.large[0].replace("{file}", file.name), start.large[1], true);
      const sent = tooLarge ? undefined : await call(upload, file);
      if (sent) paths.push(sent.path);
      done += 1;
    }
    sending(done, files.length);
    if (paths.length) trigger("bring", { language: language(), paths });
  };
  // A section that takes files itself is left to do so.
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files") && !event.target.closest?.("[data-own-files]");
  let depth = 0;
  const cover = (on) => {
    depth = on ? depth : 0;
    curtain.hidden = !on;
  };
  document.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth += 1;
    cover(true);
  });
  document.addEventListener("dragleave", (event) => carriesFiles(event) && (depth -= 1) <= 0 && cover(false));
  document.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    cover(false);
    add([...event.dataTransfer.files]);
  });
  hear("choose", () => chooser.click());
  chooser.addEventListener("change", () => {
    add([...chooser.files]);
    chooser.value = "";
  });
  act(element, { dismiss: () => patch(element, { tray: [] }) });
  hear("language", ({ language: to }) => trigger("refresh", { language: to }));
  watch("value", render);
  render();
  if (language() !== start.language) trigger("refresh", { language: language() });
};
