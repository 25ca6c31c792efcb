/** Saved queries: asks one, saves the present one, forgets one. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AskError, ask, quietly, send } from "../ask.ts";
import { canWrite, go, query } from "../state.ts";

interface Saved {
  readonly name: string;
  readonly query: string;
  readonly about: string | null;
  readonly parameters: readonly string[];
}

export function SavedPanel({ close }: { readonly close: () => void }) {
  const saved = useSignal<readonly Saved[] | undefined>(undefined);
  const name = useSignal("");
  const refusal = useSignal("");
  const load = (): Promise<void> =>
    quietly(async () => {
      saved.value = (await ask<{ readonly saved: readonly Saved[] }>("saved")).saved;
    });
  useEffect(() => void load(), []);
  const change = async (method: "PUT" | "DELETE", which: string, body: object): Promise<void> => {
    try {
      await send(method, `saved/${encodeURIComponent(which)}`, body);
      refusal.value = "";
      name.value = "";
      await load();
    } catch (error) {
      if (!(error instanceof AskError)) throw error;
      refusal.value = [error.problem.title, error.problem.hint].filter(Boolean).join(": ");
    }
  };
  return (
    <>
      {saved.value?.length === 0 && <p class="dim">None yet. A saved query is asked as @name, also within others.</p>}
      <ul class="list">
        {saved.value?.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              title={one.about ?? one.query}
              onClick={() => {
                go({ q: `@${one.name}` });
                close();
              }}
            >
              <b>@{one.name}</b> <code>{one.query}</code>
            </button>
            {canWrite.value && (
              <button
                type="button"
                class="quiet"
                aria-label={`Forget @${one.name}`}
                onClick={() => change("DELETE", one.name, {})}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      {canWrite.value && query.value !== "" && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void change("PUT", name.value, { query: query.value });
          }}
        >
          <label>
            Save <code>{query.value}</code> as
            <input
              type="text"
              required
              value={name.value}
              onInput={(event) => (name.value = event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="primary">
            Save
          </button>
        </form>
      )}
      <p class="is-wrong" role="alert">
        {refusal.value}
      </p>
      {canWrite.value === false && <p class="dim">This server only reads: `midiq serve --write` saves queries.</p>}
    </>
  );
}
