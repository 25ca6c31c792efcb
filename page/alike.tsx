/** Files most like the open one, as a whole or in one facet, with how like they are. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AlikeRow } from "./answers.ts";
import { AskError, ask } from "./ask.ts";
import { go, openFile } from "./state.ts";
import { nameOf } from "./words.ts";

/** In what files are compared, as the server names it. */
const facets = ["all", "harmony", "rhythm", "melody", "instrumentation"] as const;
const most = "8";

const by = signal<(typeof facets)[number]>("all");
const found = signal<readonly AlikeRow[]>([]);
const refusal = signal("");

export function Alike() {
  const file = openFile.value;
  useEffect(() => {
    const own = new AbortController();
    found.value = [];
    refusal.value = "";
    ask<{ rows: readonly AlikeRow[] }>(`files/${file}/like`, { by: by.value, limit: most }, own.signal).then(
      ({ rows }) => {
        found.value = rows;
      },
      (error: unknown) => {
        if (own.signal.aborted) return;
        if (!(error instanceof AskError)) throw error;
        refusal.value = error.problem.title;
      },
    );
    return () => own.abort();
  }, [file, by.value]);
  return (
    <div class="alike">
      <p class="tags">
        {facets.map((facet) => (
          <button
            type="button"
            class="tag"
            key={facet}
            aria-pressed={by.value === facet}
            onClick={() => {
              by.value = facet;
            }}
          >
            {facet}
          </button>
        ))}
      </p>
      <p class="dim">{refusal.value}</p>
      {found.value.map(({ file: other, path, likeness }) => (
        <button type="button" key={other} title={path} onClick={() => go({ file: other })}>
          <span class="label">{nameOf(path).name}</span>
          <span class="number">{Math.round(likeness * 100)} %</span>
        </button>
      ))}
    </div>
  );
}
