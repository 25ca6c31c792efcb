/** Gives tags to the open file or to all that is found; completes them from those that the catalogue has. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Completed, Shown } from "../answers.ts";
import { ask, quietly } from "../ask.ts";
import { count, openFile, query, revision } from "../state.ts";
import { grouped } from "../words.ts";
import { type Chosen, tag } from "./marks.tsx";

export function TagPanel({ close }: { readonly close: () => void }) {
  const file = openFile.value;
  const isAll = useSignal(file === "");
  const typed = useSignal("");
  const known = useSignal<readonly string[]>([]);
  const own = useSignal<readonly string[]>([]);
  useEffect(() => {
    if (file === "") return;
    void quietly(async () => {
      own.value = (await ask<Shown>(`files/${file}`)).tags;
    });
  }, [file, revision.value]);
  const complete = (word: string): Promise<void> =>
    quietly(async () => {
      const found = await ask<Completed>("complete", { q: `tag ${word}` });
      if (typed.peek() === word) known.value = found.candidates.map(({ text }) => text.trim().replace(/^"|"$/g, ""));
    });
  const chosen = (): Chosen => (isAll.value ? { q: query.value } : { files: [file] });
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        const words = typed.value.split(",").flatMap((word) => word.trim() || []);
        if (words.length > 0 && (await tag(chosen(), words))) close();
      }}
    >
      <label>
        Tags, with commas between them
        <input
          type="text"
          list="tags-known"
          value={typed.value}
          autocomplete="off"
          autofocus
          onInput={({ currentTarget: { value } }) => {
            typed.value = value;
            void complete(value);
          }}
        />
      </label>
      <datalist id="tags-known">
        {known.value.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      <fieldset>
        <legend>Files</legend>
        <label>
          <input
            type="radio"
            name="which"
            disabled={file === ""}
            checked={!isAll.value}
            onChange={() => (isAll.value = false)}
          />
          the open one
        </label>
        <label>
          <input type="radio" name="which" checked={isAll.value} onChange={() => (isAll.value = true)} />
          all {grouped(count.value?.count ?? 0)} that are found
        </label>
      </fieldset>
      {own.value.length > 0 && !isAll.value && (
        <p class="tags">
          {own.value.map((word) => (
            <button
              type="button"
              class="tag"
              key={word}
              aria-label={`Take ${word} away`}
              onClick={() => tag({ files: [file] }, [], [word])}
            >
              {word} ×
            </button>
          ))}
        </p>
      )}
      <button type="submit" class="primary">
        Tag
      </button>
    </form>
  );
}
