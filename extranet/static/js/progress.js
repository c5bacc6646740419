// How far a long work is: asks its address every second and moves the bar. When it is done, says so with a link; nothing moves under the reader's hands.
const EVERY_MS = 1000;

export function startProgress(box) {
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-progress-words]");
  const ask = async () => {
    const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer?.ok ? await answer.json() : null;
    if (told && !told.is_at_work) return finish();
    if (told?.total) {
      bar.max = told.total;
      bar.value = told.done;
      words.textContent = `${told.doing}, ${told.done} of ${told.total}`;
    }
    setTimeout(ask, EVERY_MS);
  };
  const finish = () => {
    bar.max = bar.value = 1;
    words.textContent = "finished";
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = "It is finished. See the report";
    box.querySelector("[data-progress-done]").replaceChildren(link);
  };
  setTimeout(ask, EVERY_MS);
}
