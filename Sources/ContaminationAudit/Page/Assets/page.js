"use strict";
// Lists the matches that the page holds as data: filters, searches, sorts and pages them.
//
// Text of the data is only ever set as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("evidence-data").textContent);
  const byId = (id) => document.getElementById(id);
  const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  const counted = (count, one, many) => `${grouped(count)} ${count === 1 ? one : many}`;

  // A match as the data has it is a row of values; EvidenceData.swift gives their order.
  const matches = data.matches.map((row, place) => ({
    place, file: row[0], row: row[1], source: row[2], benchmark: row[3], subset: row[4], id: row[5], longest: row[6],
    coverage: row[7] / 1e6, shared: row[8], records: row[9], unit: row[10], unitBytes: row[11], itemText: row[12],
    itemBytes: row[13], item: row[14], record: row[15], further: row[16], leftOut: row[17], division: row[18],
    decision: row[19] || "", note: row[20] || "",
  }));

  // Control characters, direction marks and what is invisible: shown as signs, since text that hides is not evidence.
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;
  const codePoint = (sign) => "U+" + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

  const element = (name, classes, ...children) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...children);
    return made;
  };
  const appendText = (parent, text) => {
    let end = 0;
    for (const found of text.matchAll(hidden)) {
      parent.append(text.slice(end, found.index), element("span", "sign", codePoint(found[0])));
      end = found.index + found[0].length;
    }
    parent.append(text.slice(end));
    return parent;
  };
  const plain = (text) => text.replace(hidden, (sign) => `\\u{${codePoint(sign).slice(2)}}`);
  const name = (text) => element("bdi", "", plain(text));
  const subsetName = (number) => data.subsets[number] || "(no subset)";
  const sourceName = (number) => data.sources[number] || "(no source)";

  const pieces = (parent, list) => {
    for (const piece of list) {
      if (typeof piece === "number") parent.append(element("span", "gap", `${grouped(piece)} bytes left out`));
      else if (Array.isArray(piece)) parent.append(appendText(element("mark"), piece[0]));
      else parent.append(appendText(element("span", "around"), piece));
    }
    return parent;
  };

  // How to see the record in its file: the path is quoted for a shell, whatever it holds.
  const quoted = (text) => /^[\w./@%+=:,-]+$/.test(text) && text[0] !== "-" ? text : "'" + text.replace(/'/g, "'\\''") + "'";
  const command = (match) => {
    const [path, format] = data.files[match.file];
    const [container, compression] = format.split(".");
    if (path === "stdin" || path.search(hidden) >= 0) return "";
    const file = quoted(path);
    const read = { zst: `zstd -dc ${file}`, gz: `gzip -dc ${file}` }[compression] || `cat ${file}`;
    if (container === "jsonl") return `${read} | sed -n ${match.row + 1}p`;
    if (container === "json") return `${read} | jq '.[${match.row}]'`;
    if (container === "parquet") return `duckdb -c ${quoted(`FROM '${path.replace(/'/g, "''")}' LIMIT 1 OFFSET ${match.row}`)}`;
    return "";
  };

  const range = (bytes) => `${grouped(bytes[0])} to ${grouped(bytes[1])}`;
  const percent = (share) => share === 1 ? "100%" : share === 0 ? "0%" : `${(share * 100).toFixed(share > 0.9999 || share < 0.001 ? 2 : 1)}%`;
  const term = (list, title, ...content) => list.append(element("dt", "", title), element("dd", "", ...content));

  const side = (classes, title, place, list) => {
    const text = pieces(element("p", "text"), list);
    text.dir = "auto";
    return element("div", `side ${classes}`, element("h4", "", title), element("p", "place", ...place), text);
  };

  const card = (match) => {
    const title = element("h3", "", name(data.benchmarks[match.benchmark]), " · ", name(subsetName(match.subset)), " · ",
      name(match.id));
    if (match.decision) title.append(element("span", "tag", plain(match.decision)));
    if (data.divisions.length) title.append(element("span", "tag", plain(data.divisions[match.division])));
    const measures = element("p", "measures", ...(data.sources[match.source] ? [name(data.sources[match.source]), " · "] : []),
      element("strong", "", counted(match.longest, "token", "tokens")), ` in a row · ${percent(match.coverage)} of the prompt covered · `
      + counted(match.shared, "shared n-gram", "shared n-grams")
      + (match.records ? ` · prompt found in ${counted(match.records, "record", "records")}` : ""));
    const file = name(data.files[match.file][0]);
    const pair = element("div", "pair",
      side("prompt", "Benchmark prompt", [`text ${match.itemText}, bytes ${range(match.itemBytes)}`], match.item),
      side("record", "Dataset record", [file, ` row ${grouped(match.row)} · `, name(data.units[match.unit])], match.record));
    const made = element("li", "match", title, measures, pair);
    if (match.note) made.append(appendText(element("p", "note"), match.note));
    if (match.further.length || match.leftOut !== 0) made.append(further(match));
    made.append(where(match));
    made.tabIndex = -1;
    return made;
  };

  const further = (match) => {
    const list = element("ul", "further");
    for (const [unit, bytes, tokens, text] of match.further) {
      list.append(element("li", "", "Also shared: ", pieces(element("span"), text), ` ${counted(tokens, "token", "tokens")}, `,
        name(data.units[unit]), ` bytes ${range(bytes)}`));
    }
    if (match.leftOut !== 0) {
      const what = match.leftOut === null ? "More shared runs than are listed anywhere"
        : `${counted(match.leftOut, "more shared run", "more shared runs")}: in matches.jsonl.zst`;
      list.append(element("li", "", what));
    }
    return list;
  };

  const where = (match) => {
    const list = element("dl");
    const [path, format] = data.files[match.file];
    term(list, "File", name(path), format ? ` (${plain(format)})` : "");
    term(list, "Row", `${grouped(match.row)}, counted from 0`);
    term(list, "Text", name(data.units[match.unit]), `, bytes ${range(match.unitBytes)}`);
    term(list, "In the prompt", `text ${match.itemText}, bytes ${range(match.itemBytes)}`);
    term(list, "Source", name(sourceName(match.source)));
    const made = element("details", "", element("summary", "", "Where it is, and how to get there"), list);
    const shown = command(match);
    if (shown) {
      const how = element("pre", "", shown);
      how.tabIndex = 0;
      made.append(how);
      if (shown.includes("sed -n")) made.append(element("p", "place", "In the dataset's folder. Blank lines are no rows."));
    }
    return made;
  };

  const normal = (text) => text.normalize("NFKC").toLowerCase();
  const textOf = (list) => list.map((piece) => Array.isArray(piece) ? piece[0] : typeof piece === "string" ? piece : " ").join("");
  const haystack = (match) => match.haystack ??= normal([
    data.benchmarks[match.benchmark], subsetName(match.subset), match.id, data.files[match.file][0], sourceName(match.source),
    data.units[match.unit], match.decision, match.note, textOf(match.item), textOf(match.record),
    ...match.further.map((run) => textOf(run[3])),
  ].join("\n"));

  const orders = {
    longest: (a, b) => b.longest - a.longest || b.coverage - a.coverage || a.place - b.place,
    coverage: (a, b) => b.coverage - a.coverage || b.longest - a.longest || a.place - b.place,
    shortest: (a, b) => a.longest - b.longest || a.coverage - b.coverage || a.place - b.place,
    records: (a, b) => b.records - a.records || b.longest - a.longest || a.place - b.place,
    place: (a, b) => a.place - b.place,
  };

  const menus = [["benchmark", data.benchmarks, (number) => data.benchmarks[number]], ["subset", data.subsets, subsetName],
    ["source", data.sources, sourceName], ["division", data.divisions, (number) => data.divisions[number]]];
  for (const [id, names, title] of menus) {
    if (!byId(id)) continue;
    const counts = new Map();
    for (const match of matches) counts.set(match[id], (counts.get(match[id]) || 0) + 1);
    const numbers = [...counts.keys()];
    if (id !== "division") numbers.sort((a, b) => title(a) < title(b) ? -1 : 1);
    for (const number of numbers) {
      const option = element("option", "", `${plain(title(number))} (${grouped(counts.get(number))})`);
      option.value = String(number);
      byId(id).append(option);
    }
    if (numbers.length < 2) byId(id).closest(".field").hidden = true;
  }
  if (byId("decision")) {
    const names = [...new Set(matches.map((match) => match.decision))].sort();
    for (const decision of names) {
      const option = element("option", "", decision ? plain(decision) : "none yet");
      option.value = decision ? "=" + decision : "=";
      byId("decision").append(option);
    }
  }

  let found = [];
  let page = 0;
  const value = (id) => byId(id) ? byId(id).value : "";

  const select = () => {
    const words = normal(value("search")).split(/\s+/).filter(Boolean);
    const least = Number(value("least")) || 0;
    found = matches.filter((match) =>
      menus.every(([id]) => value(id) === "" || match[id] === Number(value(id)))
      && (value("decision") === "" || "=" + match.decision === value("decision"))
      && match.longest >= least
      && words.every((word) => haystack(match).includes(word)));
    found.sort(orders[value("order")] || orders.longest);
    page = 0;
    show();
  };

  const show = () => {
    const size = Number(value("size")) || 10;
    const pages = Math.max(1, Math.ceil(found.length / size));
    page = Math.min(Math.max(0, page), pages - 1);
    const start = page * size;
    const end = Math.min(found.length, start + size);
    byId("matches").replaceChildren(...found.slice(start, end).map(card));
    // What scrolls has to be reached by keys; what does not would only be a stop on the way.
    for (const text of document.querySelectorAll(".match .text")) {
      if (text.scrollHeight <= text.clientHeight) continue;
      text.tabIndex = 0;
      text.setAttribute("role", "group");
      text.setAttribute("aria-label", text.parentElement.firstElementChild.textContent);
    }
    byId("status").textContent = found.length === 0
      ? (matches.length === 0 ? "There are no matches." : "No match is like that; clear a filter.")
      : `${grouped(start + 1)} to ${grouped(end)} of ${counted(found.length, "match", "matches")}`
        + (found.length < matches.length ? ` (of ${grouped(matches.length)} in this page)` : "");
    byId("page").textContent = `Page ${grouped(page + 1)} of ${grouped(pages)}`;
    byId("previous").disabled = page === 0;
    byId("next").disabled = page === pages - 1;
  };

  const turn = (step) => {
    page += step;
    show();
    const first = byId("matches").firstElementChild;
    if (first) first.focus({ preventScroll: true });
    byId("status").scrollIntoView({ block: "start" });
  };

  let waiting = 0;
  for (const id of ["search", "least"]) {
    byId(id).addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(select, 120);
    });
  }
  // Of menus alone: a field that is left changes, too, and drawing the list anew would swallow the click that left it.
  byId("filters").addEventListener("change", (event) => { if (event.target.tagName === "SELECT") select(); });
  byId("filters").addEventListener("submit", (event) => { event.preventDefault(); select(); });
  byId("filters").addEventListener("reset", () => setTimeout(select));
  byId("size").addEventListener("change", () => { page = 0; show(); });
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  // Within the list only, so that no other key of the reader's is taken.
  byId("matches").addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !"jk".includes(event.key) || event.key === "") return;
    const cards = [...byId("matches").children];
    const place = cards.findIndex((made) => made.contains(document.activeElement));
    const next = cards[place + (event.key === "j" ? 1 : -1)];
    if (next) next.focus();
  });

  if (matches.length) {
    byId("filters").hidden = false;
    byId("pager").hidden = false;
  }
  select();
})();
