/** One chip for each condition of the query, and how words were read. */

import { placesOf, withoutPart } from "./parts.ts";
import { box } from "./query-box.tsx";
import { explained, go, query } from "./state.ts";

export function Chips() {
  const found = explained.value;
  if (!found || query.value === "") return null;
  const places = placesOf(query.value, found.parts);
  return (
    <div class="chips">
      {found.parts.map(({ text }, index) => (
        <span class="chip" key={`${index} ${text}`}>
          <button
            type="button"
            title="Select this part of the query"
            onClick={() => {
              const at = places[index];
              box.value?.focus();
              if (at) box.value?.setSelectionRange(at.start, at.end);
            }}
          >
            {text}
          </button>
          <button
            type="button"
            aria-label={`Remove ${text}`}
            onClick={() => go({ q: withoutPart(query.value, found.query, found.parts, index) })}
          >
            ×
          </button>
        </span>
      ))}
      {found.reading !== null && <span class="dim">read as {found.reading}</span>}
    </div>
  );
}
