// Sorts and filters the table of repositories. Without it the table is whole, in order of work; with it, what is wrong comes first.
const table = document.querySelector("table.rows");

if (table) {
  // The browser lays out a part once it comes into view. So thousands of rows are sorted at once.
  const PART = 100;
  const HEIGHT_OF_A_ROW = 36;
  const rows = Array.from(table.tBodies[0].rows);
  const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
  const filter = document.querySelector("#filter");
  const wanted = document.querySelector("#state");
  const shown = document.querySelector("#shown");
  const rank = row => Number(row.cells[1].dataset.key);
  let sorted = rows.toSorted((one, other) => rank(one) - rank(other));

  const part = content => {
    const made = document.createElement("tbody");
    made.append(...content);
    made.style.containIntrinsicBlockSize = `auto ${content.length * HEIGHT_OF_A_ROW}px`;
    return made;
  };

  const show = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word);
    const fitting = sorted.filter(row => words.every(word => texts.get(row).includes(word))
      && (wanted.value === "" || row.dataset.state === wanted.value || (wanted.value === "findings" && row.dataset.findings !== "0")));
    const parts = [];
    for (let from = 0; from < fitting.length; from += PART) {
      parts.push(part(fitting.slice(from, from + PART)));
    }
    for (const before of Array.from(table.tBodies)) {
      before.remove();
    }
    table.append(...parts);
    shown.textContent = `${fitting.length} of ${rows.length} shown`;
  };

  const key = (row, column) => {
    const value = row.cells[column].dataset.key;
    return value === undefined ? row.cells[column].textContent.trim().toLowerCase() : value === "" ? null : Number(value);
  };

  // What has no value comes last, whichever way the others are sorted.
  const compare = (keys, sign) => (one, other) => {
    const left = keys.get(one);
    const right = keys.get(other);
    if (left === null || right === null) {
      return left === right ? 0 : left === null ? 1 : -1;
    }
    return sign * (left < right ? -1 : left > right ? 1 : 0);
  };

  const sort = header => {
    const isUp = header.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    header.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const keys = new Map(rows.map(row => [row, key(row, header.cellIndex)]));
    sorted = rows.toSorted(compare(keys, isUp ? 1 : -1));
    show();
  };

  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => sort(button.closest("th")));
  }
  filter.addEventListener("input", show);
  wanted.addEventListener("change", show);
  document.querySelector("#tools").hidden = false;
  show();

  // A node of the graph leads to a row, which must be there.
  const find = () => {
    const row = rows.find(row => row.id === location.hash.slice(1));
    if (row && !row.isConnected) {
      filter.value = "";
      wanted.value = "";
      show();
    }
    row?.scrollIntoView();
  };
  window.addEventListener("hashchange", find);
}
