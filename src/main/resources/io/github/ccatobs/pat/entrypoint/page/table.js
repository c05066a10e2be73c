// Sorts and filters the table of repositories. Without it the table is whole, in order of work.
const table = document.querySelector("table.rows");

if (table) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
  const filter = document.querySelector("#filter");
  const wanted = document.querySelector("#state");
  const shown = document.querySelector("#shown");

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
    body.append(...rows.toSorted(compare(keys, isUp ? 1 : -1)));
  };

  const choose = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word);
    let count = 0;
    for (const row of rows) {
      const fits = words.every(word => texts.get(row).includes(word))
        && (wanted.value === "" || row.dataset.state === wanted.value || (wanted.value === "findings" && row.dataset.findings !== "0"));
      if (row.hidden === fits) {
        row.hidden = !fits;
      }
      count += fits ? 1 : 0;
    }
    shown.textContent = `${count} of ${rows.length} shown`;
  };

  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => sort(button.closest("th")));
  }
  filter.addEventListener("input", choose);
  wanted.addEventListener("change", choose);
  document.querySelector("#tools").hidden = false;
  choose();

  // A node of the graph leads to a row, which must be there.
  window.addEventListener("hashchange", () => {
    const row = document.querySelector(CSS.escape ? "#" + CSS.escape(location.hash.slice(1)) : location.hash);
    if (row && row.hidden) {
      filter.value = "";
      wanted.value = "";
      choose();
      row.scrollIntoView();
    }
  });
}
