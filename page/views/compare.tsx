/** Two files side by side: what they are alike in, their notes by the same bars, and the values that differ. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AlikeRow, Shown } from "../answers.ts";
import { AskError, ask } from "../ask.ts";
import type { RollSong } from "../decode.ts";
import { rollOf } from "../song.ts";
import { go } from "../state.ts";
import { cellOf, nameOf, textOf } from "../words.ts";
import { StillRoll } from "./still-roll.tsx";

interface Side {
  readonly shown: Shown;
  /** undefined where its notes cannot be read. */
  readonly song: RollSong | undefined;
}
interface Alike {
  readonly rows: readonly (AlikeRow & { readonly facets: Readonly<Record<string, number>> })[];
}

const sides = signal<readonly [Side, Side] | undefined>(undefined);
const alike = signal<AlikeFound | undefined>(undefined);
const refusal = signal("");
const isAll = signal(false);
type AlikeFound = Alike["rows"][number] | "same";

async function sideOf(file: string, signal: AbortSignal): Promise<Side> {
  const [shown, song] = await Promise.all([
    ask<Shown>(`files/${file}`, {}, signal),
    rollOf(file).catch((error: unknown) => {
      if (error instanceof AskError) return undefined;
      throw error;
    }),
  ]);
  return { shown, song };
}

export function Compare({ first, second }: { readonly first: string; readonly second: string }) {
  useEffect(() => {
    const { signal, abort } = controller();
    refusal.value = "";
    sides.value = undefined;
    alike.value = undefined;
    const work = async (): Promise<void> => {
      sides.value = await Promise.all([sideOf(first, signal), sideOf(second, signal)]);
      const { rows } = await ask<Alike>(`files/${first}/like`, { q: `hash ${second}`, limit: "1" }, signal);
      // Files with the very notes of the first are left out of what is like it.
      alike.value = rows[0] ?? "same";
    };
    work().catch((error: unknown) => {
      if (signal.aborted) return;
      if (!(error instanceof AskError)) throw error;
      refusal.value = error.problem.title;
    });
    return abort;
  }, [first, second]);
  const both = sides.value;
  return (
    <section class="view" aria-label="Compare">
      <header>
        <h2>Compare</h2>
        <span class="dim">
          <Likeness found={alike.value} />
        </span>
        <button type="button" class="quiet" onClick={() => go({ file: second, with: first })}>
          Swap
        </button>
        <button type="button" class="quiet" aria-label="Back to the rows" onClick={() => go({ view: "", with: "" })}>
          ×
        </button>
      </header>
      <p class="is-wrong">{refusal.value}</p>
      {both?.map(({ shown, song }) => (
        <article class="side" key={shown.hash}>
          <h3>
            {nameOf(shown.paths[0] ?? shown.hash).name}
            <span class="dim">{nameOf(shown.paths[0] ?? "").folder}</span>
          </h3>
          {song ? (
            <StillRoll song={song} bars={Math.max(...both.map((side) => side.song?.bars.length ?? 0))} />
          ) : (
            <p class="dim">Its notes cannot be read.</p>
          )}
        </article>
      ))}
      {both && <Values first={both[0].shown} second={both[1].shown} />}
    </section>
  );
}

const controller = (): { readonly signal: AbortSignal; readonly abort: () => void } => {
  const own = new AbortController();
  return { signal: own.signal, abort: () => own.abort() };
};

function Likeness({ found }: { readonly found: AlikeFound | undefined }) {
  if (found === undefined) return <>…</>;
  if (found === "same") return <>the same notes</>;
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return (
    <>
      {percent(found.likeness)} alike
      {Object.entries(found.facets).map(([facet, share]) => ` · ${facet} ${percent(share)}`)}
    </>
  );
}

function Values({ first, second }: { readonly first: Shown; readonly second: Shown }) {
  const names = [...new Set([...Object.keys(first.fields), ...Object.keys(second.fields)])].filter(
    (name) => !/_(?:source|confidence|hash)$/.test(name),
  );
  const differ = (name: string): boolean => textOf(first.fields[name]) !== textOf(second.fields[name]);
  const shown = isAll.value ? names : names.filter(differ);
  return (
    <>
      <label class="dim">
        <input
          type="checkbox"
          checked={isAll.value}
          onChange={(event) => (isAll.value = event.currentTarget.checked)}
        />
        also what is the same ({names.length - names.filter(differ).length} values)
      </label>
      <table class="values">
        <thead>
          <tr>
            <th scope="col">value</th>
            {[first, second].map(({ hash, paths }) => (
              <th scope="col" key={hash}>
                {nameOf(paths[0] ?? hash).name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((name) => (
            <tr key={name}>
              <th scope="row">{name.replaceAll("_", " ")}</th>
              {[first, second].map(({ hash, fields }) => (
                <td key={hash}>
                  <span class="known">{cellOf(name, fields[name]) || "unknown"}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
