/** How many of the found files have which value; a click on a value makes it a condition of the query. */
import type { Facet } from "./answers.ts";
import { choose, setCondition } from "./editing.ts";
import { Histogram } from "./histogram.tsx";
import { KeyWheel } from "./key-wheel.tsx";
import { choicesOf } from "./parts.ts";
import { explained, facets } from "./state.ts";
import { grouped } from "./words.ts";

const titles: Readonly<Record<string, string>> = {
  bpm: "Tempo",
  duration: "Length",
  families: "Instruments",
  tag: "Tags",
};
/** Values that a list shows. */
const most = 8;

export function Facets() {
  return (
    <>
      {facets.value
        .filter(({ values }) => values.some(({ value }) => value !== null))
        .map((facet) => (
          <section key={facet.field} class="facet">
            <h2>
              {titles[facet.field] ?? facet.field}
              {facet.isEstimate && <abbr title="estimated from a sample">~</abbr>}
              {(explained.value?.parts ?? []).some(({ field }) => field === facet.field) && (
                <button
                  type="button"
                  class="link"
                  aria-label={`Clear ${titles[facet.field] ?? facet.field}`}
                  onClick={() => void setCondition(facet.field, undefined)}
                >
                  clear
                </button>
              )}
            </h2>
            <Drawn facet={facet} />
          </section>
        ))}
    </>
  );
}

function Drawn({ facet }: { readonly facet: Facet }) {
  if (facet.kind === "key") return <KeyWheel facet={facet} />;
  if (facet.field === "bpm" || facet.field === "duration") return <Histogram facet={facet} />;
  return <Values facet={facet} />;
}

function Values({ facet: { field, values } }: { readonly facet: Facet }) {
  const chosen = choicesOf(explained.value?.parts ?? [], field);
  const known = values.filter(({ value }) => value !== null);
  const unknown = values.filter(({ value }) => value === null);
  const largest = Math.max(...values.map(({ count }) => count));
  return (
    <ul>
      {[...known.slice(0, most), ...unknown].map((value) => (
        <li key={value.query}>
          <button
            type="button"
            aria-pressed={chosen.includes(value.query)}
            title={value.query}
            onClick={(event) => void choose(field, value, event.shiftKey)}
          >
            <span class="bar" style={{ width: `${(100 * value.count) / largest}%` }} />
            <span class="label">{value.value === null ? "unknown" : value.label}</span>
            <span class="number">{grouped(value.count)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
