/** Files that are the same, cluster by cluster: which one would be kept and why, and what tells the others from it. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AskError, ask } from "../ask.ts";
import { go, query, revision } from "../state.ts";
import { grouped, nameOf } from "../words.ts";

const levels = ["bytes", "notes", "music"] as const;
type Level = (typeof levels)[number];
const about: Readonly<Record<Level, string>> = {
  bytes: "the very same bytes",
  notes: "the same notes, written differently",
  music: "the same music, also in another key or tempo",
};
const most = "100";

interface DupeFile {
  readonly file: string;
  readonly path: string;
  readonly size: number;
  readonly isKept: boolean;
  readonly transposed: number | null;
  readonly speed: number | null;
  readonly differs: readonly string[];
}
interface Cluster {
  readonly level: Level;
  readonly saves: number;
  readonly because: string;
  readonly files: readonly DupeFile[];
}
interface Found {
  readonly summary: readonly { readonly level: Level; readonly clusters: number; readonly files: number }[];
  readonly clusters: readonly Cluster[];
  readonly notes: readonly string[];
}

const level = signal<Level>("music");
const found = signal<Found | undefined>(undefined);
const refusal = signal("");

export function Dupes() {
  useEffect(() => {
    const own = new AbortController();
    refusal.value = "";
    ask<Found>("dupes", { q: query.value, level: level.value, limit: most }, own.signal).then(
      (answer) => {
        found.value = answer;
      },
      (error: unknown) => {
        if (own.signal.aborted) return;
        if (!(error instanceof AskError)) throw error;
        refusal.value = error.problem.title;
      },
    );
    return () => own.abort();
  }, [query.value, level.value, revision.value]);
  const widest = found.value?.summary.at(-1);
  return (
    <section class="view" aria-label="Duplicates">
      <header>
        <h2>Duplicates</h2>
        <span class="dim">
          {found.value
            ? `${grouped(widest?.clusters ?? 0)} groups, ${grouped(widest?.files ?? 0)} files`
            : "comparing…"}
        </span>
        <span class="tags">
          {levels.map((one) => (
            <button
              type="button"
              class="tag"
              key={one}
              title={about[one]}
              aria-pressed={level.value === one}
              onClick={() => {
                level.value = one;
              }}
            >
              {one}
            </button>
          ))}
        </span>
        <button type="button" class="quiet" aria-label="Back to the rows" onClick={() => go({ view: "" })}>
          ×
        </button>
      </header>
      <p class="is-wrong">{refusal.value}</p>
      {found.value?.notes.map((note) => (
        <p class="dim" key={note}>
          {note}
        </p>
      ))}
      {found.value?.clusters.length === 0 && <p class="nothing">No two of these files are the same.</p>}
      {found.value?.clusters.map((cluster) => (
        <Group key={cluster.files[0]?.path} cluster={cluster} />
      ))}
      {found.value !== undefined && found.value.clusters.length > 0 && (
        <p class="dim">
          The page deletes nothing: <code>midiq dupes --level {level.value}</code> says what can be done with them.
        </p>
      )}
    </section>
  );
}

function Group({ cluster: { files, saves, because, level: closest } }: { readonly cluster: Cluster }) {
  const kept = files.find(({ isKept }) => isKept);
  return (
    <article class="group">
      <h3>
        {nameOf(kept?.path ?? "").name}
        <span class="dim">
          {files.length} files, same {closest}, {Math.max(1, Math.round(saves / 1000))} kB to save
        </span>
      </h3>
      {files.map((file) => (
        <div class="same" key={file.path}>
          <span class={file.isKept ? "role" : "role dim"}>{file.isKept ? "keep" : "same"}</span>
          <button type="button" class="path" title={file.path} onClick={() => go({ view: "", file: file.file })}>
            {nameOf(file.path).name}
            <span class="folder">{nameOf(file.path).folder}</span>
          </button>
          <span class="dim relation">{file.isKept ? because : relationOf(file)}</span>
          {kept && file.file !== kept.file && (
            <button
              type="button"
              class="link"
              onClick={() => go({ view: "compare", file: kept.file, with: file.file })}
            >
              compare
            </button>
          )}
        </div>
      ))}
    </article>
  );
}

/** What tells a file from the kept one. */
function relationOf({ transposed, speed, differs }: DupeFile): string {
  const words = [
    ...(transposed ? [`${transposed > 0 ? "+" : ""}${transposed} semitones`] : []),
    ...(speed !== null && Math.abs(speed - 1) > 0.005 ? [`${Math.round(speed * 100)} % of the tempo`] : []),
    ...differs,
  ];
  return words.join(", ");
}
