// tbody[data-grid]: arrows up and down and Enter move between the boxes of a column, left and right at the ends of a text between those of a row.
export function startGrid(grid) {
  grid.addEventListener("keydown", (event) => {
    const box = event.target;
    if (box.tagName !== "INPUT" || box.type !== "text" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const step = stepOf(event, box);
    if (!step) return;
    const rows = [...grid.rows], column = box.closest("td").cellIndex, row = rows.indexOf(box.closest("tr"));
    const to = rows[row + step.down]?.cells[column + step.right]?.querySelector("input:not([type=hidden], [type=checkbox])");
    if (!to && event.key !== "Enter") return;
    event.preventDefault();
    to?.focus();
    to?.select();
  });
}

function stepOf(event, box) {
  if (event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey)) return { down: 1, right: 0 };
  if (event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey)) return { down: -1, right: 0 };
  const all = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  if (event.key === "ArrowRight" && (all || (box.selectionStart === box.value.length))) return { down: 0, right: 1 };
  if (event.key === "ArrowLeft" && (all || box.selectionEnd === 0)) return { down: 0, right: -1 };
  return null;
}
