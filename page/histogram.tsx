/** Counts of a number as bars; a click takes one, a drag takes a range. */
import { useSignal } from "@preact/signals";
import type { Facet } from "./answers.ts";
import { choose, setCondition } from "./editing.ts";
import { choicesOf } from "./parts.ts";
import { rangeOf } from "./ranges.ts";
import { explained } from "./state.ts";

export function Histogram({ facet: { field, values } }: { readonly facet: Facet }) {
  const bars = values.filter(({ value }) => value !== null);
  const unknown = values.find(({ value }) => value === null);
  const start = useSignal(-1);
  const end = useSignal(-1);
  const largest = Math.max(1, ...bars.map(({ count }) => count));
  const chosen = choicesOf(explained.value?.parts ?? [], field);
  const isIn = (n: number): boolean =>
    start.value >= 0 && n >= Math.min(start.value, end.value) && n <= Math.max(start.value, end.value);
  const finish = (isAdding: boolean): void => {
    const from = bars[Math.min(start.value, end.value)];
    const to = bars[Math.max(start.value, end.value)];
    start.value = -1;
    if (!from || !to) return;
    if (from === to) void choose(field, from, isAdding);
    else void setCondition(field, rangeOf(from.query, to.query));
  };
  return (
    <div class="histogram">
      <div class="bars">
        {bars.map((bar, n) => (
          <button
            type="button"
            key={bar.query}
            class={isIn(n) ? "is-in" : ""}
            aria-label={`${bar.label}: ${bar.count}`}
            aria-pressed={chosen.includes(bar.query)}
            title={`${bar.label}: ${bar.count}`}
            onPointerDown={(event) => {
              event.currentTarget.releasePointerCapture(event.pointerId);
              start.value = n;
              end.value = n;
            }}
            onPointerEnter={() => {
              if (start.value >= 0) end.value = n;
            }}
            onPointerUp={(event) => finish(event.shiftKey)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              void choose(field, bar, event.shiftKey);
            }}
          >
            <span style={{ height: `${Math.max(2, (100 * bar.count) / largest)}%` }} />
          </button>
        ))}
      </div>
      <div class="axis">
        <span>{bars[0]?.label.split("..")[0]}</span>
        {unknown && (
          <button type="button" class="link" onClick={() => void choose(field, unknown, false)}>
            unknown {unknown.count}
          </button>
        )}
        <span>{bars.at(-1)?.label.split("..<").at(-1)}</span>
      </div>
    </div>
  );
}
