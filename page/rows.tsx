/** The files that were found, as a grid of which only what is seen is in the document. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Row } from "./answers.ts";
import { widthOf } from "./columns.ts";
import { more } from "./finding.ts";
import { columns, count, go, isWaiting, next, openFile, place, problem, query, rows } from "./state.ts";
import { isNearEnd, windowOf } from "./window.ts";
import { cellOf, nameOf } from "./words.ts";

/** Pixels; page.css says the same. */
const rowHeight = 28;
/** Pixels of the name, and of the room at both ends. */
const leastName = 184;
const headings: Readonly<Record<string, string>> = { duration: "length", rating: "★" };

export function Rows() {
  const scroller = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const seen = new ResizeObserver(() => {
      height.value = element.clientHeight;
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, []);
  const found = rows.value;
  const window = windowOf(found.length, top.value, height.value, rowHeight);
  const wanted = isNearEnd(found.length, window) && next.value !== null;
  useEffect(() => {
    if (wanted) void more();
  }, [wanted, found.length]);
  const file = openFile.value;
  const at = found.findIndex((row) => row.file === file);
  useEffect(() => {
    const element = scroller.current;
    if (!element || at < 0) return;
    // The heading stays above the rows.
    const start = at * rowHeight;
    if (start < element.scrollTop) element.scrollTop = start;
    else if (start + 2 * rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = start + 2 * rowHeight - element.clientHeight;
  }, [at]);
  const widths = columns.value.map(widthOf);
  const isOld = isWaiting.value || problem.value !== undefined;
  return (
    <div
      ref={scroller}
      class={isOld ? "rows is-old" : "rows"}
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop;
      }}
    >
      <div
        id="rows"
        role="grid"
        aria-label="Files"
        tabIndex={0}
        style={{
          "--columns": widths.map((width) => `${width}px`).join(" "),
          "--least": `${widths.reduce((sum, width) => sum + width, leastName)}px`,
        }}
        aria-rowcount={(count.value?.count ?? found.length) + 1}
        aria-busy={isWaiting.value}
        {...(at >= 0 && at >= window.from && at < window.to && { "aria-activedescendant": `row-${found[at]?.file}` })}
      >
        <div role="row" tabIndex={-1} class="row head" aria-rowindex={1}>
          <Heading field="name" />
          {columns.value.map((field) => (
            <Heading key={field} field={field} />
          ))}
        </div>
        <div role="rowgroup" class="body" style={{ height: `${found.length * rowHeight}px` }}>
          {found.slice(window.from, window.to).map((row, n) => (
            <Line key={row.file} row={row} index={window.from + n} isOpen={row.file === file} />
          ))}
        </div>
      </div>
      {found.length === 0 && !isWaiting.value && !problem.value && <Nothing />}
    </div>
  );
}

function Heading({ field }: { readonly field: string }) {
  const sort = place.value.get("sort");
  const isUp = sort === field;
  const isDown = sort === `-${field}`;
  // First downwards, then upwards, then as before.
  const then = isDown ? field : isUp ? "" : `-${field}`;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      class={field === "name" ? "name" : "value"}
      aria-sort={isUp ? "ascending" : isDown ? "descending" : "none"}
    >
      <button type="button" onClick={() => go({ sort: then })}>
        {headings[field] ?? field}
        {isUp ? " ↑" : isDown ? " ↓" : ""}
      </button>
    </div>
  );
}

function Line({ row, index, isOpen }: { readonly row: Row; readonly index: number; readonly isOpen: boolean }) {
  const { name, folder } = nameOf(row.path);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus; keys.ts moves through its rows
    <div
      role="row"
      tabIndex={-1}
      id={`row-${row.file}`}
      class={isOpen ? "row is-open" : "row"}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      onClick={() => go({ file: row.file })}
    >
      <div role="gridcell" tabIndex={-1} class="name" title={row.path}>
        {name}
        <span class="folder">{folder}</span>
        {row.copies > 1 && <span class="copies">×{row.copies}</span>}
      </div>
      {columns.value.map((field) => (
        <div role="gridcell" tabIndex={-1} class="value" key={field}>
          {cellOf(field, row.values[field])}
        </div>
      ))}
    </div>
  );
}

function Nothing() {
  return query.value === "" ? (
    <p class="nothing">
      There is nothing here yet. Add files with <code>midiq add FOLDER</code>; they appear here by themselves.
    </p>
  ) : (
    <p class="nothing">
      No file fits. Take a condition away above, or{" "}
      <button type="button" class="link" onClick={() => go({ q: "" })}>
        show all files
      </button>
      .
    </p>
  );
}
