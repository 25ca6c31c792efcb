/** What is known of the open file, in groups; where a value comes from, and how sure midiq is of it. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Alike } from "./alike.tsx";
import type { Problem, Shown } from "./answers.ts";
import { AskError, addressOf, ask } from "./ask.ts";
import { choose } from "./editing.ts";
import { withTools } from "./later.ts";
import { go, openFile, revision } from "./state.ts";
import { cellOf, nameOf, textOf } from "./words.ts";

const shown = signal<Shown | undefined>(undefined);
const wrong = signal<Problem | undefined>(undefined);

/** It stays open from file to file; comparing costs the server something. */
const isAlikeOpen = signal(false);

/** Fields of the card; others are under "All values". */
const groups: Readonly<Record<string, readonly string[]>> = {
  Time: ["bpm", "meter", "duration", "bars", "swing"],
  Harmony: ["key", "chords", "loop", "form"],
  Parts: ["families", "notes", "polyphony", "complexity"],
  Texts: ["title", "artist", "copyright", "lyrics"],
};

export function FileCard() {
  const file = openFile.value;
  useEffect(() => {
    const own = new AbortController();
    wrong.value = undefined;
    ask<Shown>(`files/${file}`, {}, own.signal).then(
      (found) => {
        shown.value = found;
      },
      (error: unknown) => {
        if (own.signal.aborted) return;
        if (!(error instanceof AskError)) throw error;
        wrong.value = error.problem;
      },
    );
    return () => own.abort();
  }, [file, revision.value]);
  const found = shown.value;
  const close = (
    <button type="button" class="quiet close" aria-label="Close" onClick={() => go({ file: "" })}>
      ×
    </button>
  );
  if (wrong.value)
    return (
      <>
        {close}
        <p class="nothing">{wrong.value.title}</p>
      </>
    );
  if (!found) return close;
  const { name, folder } = nameOf(found.paths[0] ?? found.hash);
  return (
    <article class={found.hash.startsWith(file) ? "" : "is-old"}>
      {close}
      <h2>{name}</h2>
      <p class="dim">
        {folder} · {Math.max(1, Math.round(found.size / 1000))} kB
      </p>
      <p class="stars">
        {[1, 2, 3, 4, 5].map((n) => (
          <button
            type="button"
            key={n}
            class={n <= (found.rating ?? 0) ? "" : "dim"}
            aria-label={`Rate ${n}`}
            onClick={() => withTools(({ rate }) => rate(file, n === found.rating ? null : n))}
          >
            {n <= (found.rating ?? 0) ? "★" : "☆"}
          </button>
        ))}
      </p>
      <p class="tags">
        {found.tags.map((tag) => (
          <button
            type="button"
            class="tag"
            key={tag}
            onClick={() => choose("tag", { query: `tag "${tag.replace(/"/g, "")}"` }, false)}
          >
            {tag}
          </button>
        ))}
        <button type="button" class="tag dim" onClick={() => withTools(({ open }) => open("tag"))}>
          + tag
        </button>
      </p>
      {Object.entries(groups).map(([title, fields]) => (
        <Group key={title} title={title} fields={fields} values={found.fields} />
      ))}
      {found.twins.length > 0 && (
        <details>
          <summary>Same music ({found.twins.length})</summary>
          {found.twins.map(({ hash, level, path }) => (
            <p key={hash} title={path}>
              <button type="button" class="link" onClick={() => go({ view: "compare", with: hash.slice(0, 16) })}>
                {nameOf(path).name}
              </button>{" "}
              <span class="dim">same {level}</span>
            </p>
          ))}
        </details>
      )}
      <details
        open={isAlikeOpen.value}
        onToggle={(event) => {
          isAlikeOpen.value = event.currentTarget.open;
        }}
      >
        <summary>More like this</summary>
        {isAlikeOpen.value && <Alike />}
      </details>
      <details>
        <summary>All values</summary>
        <Group title="" fields={Object.keys(found.fields)} values={found.fields} />
      </details>
      <details>
        <summary>{found.paths.length === 1 ? "Path" : `${found.paths.length} paths`}</summary>
        {found.paths.map((path) => (
          <p class="path" key={path}>
            {path}
          </p>
        ))}
      </details>
      <p>
        <a href={addressOf(`files/${file}/midi`)} download={`${name}.mid`}>
          Download
        </a>
      </p>
    </article>
  );
}

interface GroupProps {
  readonly title: string;
  readonly fields: readonly string[];
  readonly values: Shown["fields"];
}

function Group({ title, fields, values }: GroupProps) {
  const known = fields.filter((field) => textOf(values[field]) !== "");
  if (known.length === 0) return null;
  return (
    <>
      {title && <h3>{title}</h3>}
      <dl>
        {known.map((field) => (
          <div key={field}>
            <dt>{field.replaceAll("_", " ")}</dt>
            <dd>
              <span class="known">{cellOf(field, values[field])}</span>
              <Trust source={values[`${field}_source`]} confidence={values[`${field}_confidence`]} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Trust({
  source,
  confidence,
}: {
  readonly source: Shown["fields"][string] | undefined;
  readonly confidence: Shown["fields"][string] | undefined;
}) {
  const words = [textOf(source), typeof confidence === "number" ? `${Math.round(confidence * 100)} %` : ""].filter(
    Boolean,
  );
  return words.length > 0 ? <span class="trust">{words.join(", ")}</span> : null;
}
