/** Tags and ratings by hand, and the way back. */
import { signal } from "@preact/signals";
import { AskError, send } from "../ask.ts";
import { canWrite, revision } from "../state.ts";
import { grouped } from "../words.ts";

/** What was done last, in words, and the token that undoes it. */
const done = signal<{ readonly text: string; readonly undo: string | null } | undefined>(undefined);
/** Milliseconds that it is shown; `u` undoes it afterwards too. */
const shownFor = 10_000;
let timer: ReturnType<typeof setTimeout> | undefined;

interface Marked {
  readonly found: number;
  readonly changed: number;
  readonly undo: string | null;
}
/** What is marked: files by their hashes, or all that a query finds. */
export type Chosen = { readonly files: readonly string[] } | { readonly q: string };

let lastUndo: string | null = null;
let lastTag = "";

/** Shows a sentence for some seconds. */
export function tell(text: string, undo: string | null = null): void {
  clearTimeout(timer);
  done.value = { text, undo };
  timer = setTimeout(() => {
    done.value = undefined;
  }, shownFor);
}

/** Asks for a change and tells of it. Whether it was made. */
async function change(route: string, body: object, say: (marked: Marked) => string): Promise<boolean> {
  if (canWrite.value === false) {
    tell("This server only reads. Start it with `midiq serve --write`.");
    return false;
  }
  try {
    const marked = await send<Marked>("POST", route, body);
    if (marked.undo !== null) lastUndo = marked.undo;
    revision.value++;
    tell(say(marked), marked.undo);
    return true;
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    const { title, hint } = error.problem;
    tell(hint ? `${title}: ${hint}` : title);
    return false;
  }
}

const files = (count: number): string => (count === 1 ? "1 file" : `${grouped(count)} files`);

/** Rates a file; null takes its rating away. */
export async function rate(file: string, rating: number | null): Promise<void> {
  if (file === "") return tell("Open a file to rate it.");
  await change("ratings", { files: [file], rating }, ({ changed }) =>
    changed === 0 ? "It is rated so already." : rating === null ? "Rating taken away." : `Rated ${"★".repeat(rating)}.`,
  );
}

/** Gives tags, or takes them away. */
export function tag(chosen: Chosen, add: readonly string[], remove: readonly string[] = []): Promise<boolean> {
  if (add.length > 0) lastTag = add.at(-1) as string;
  return change("tags", { ...chosen, add, remove }, ({ changed }) => {
    const words = [...add, ...remove].join(", ");
    if (changed === 0) return add.length > 0 ? `All had ${words} already.` : `None had ${words}.`;
    return add.length > 0 ? `Tagged ${files(changed)} ${words}.` : `Took ${words} from ${files(changed)}.`;
  });
}

/** Gives a file the tag that was given last. */
export async function tagAgain(file: string): Promise<void> {
  if (file === "") return tell("Open a file to tag it.");
  if (lastTag === "") return tell("No tag was given yet: `t` gives one.");
  await tag({ files: [file] }, [lastTag]);
}

/** Undoes what was done last. */
export async function undo(): Promise<void> {
  const token = lastUndo;
  if (token === null) return tell("There is nothing to undo.");
  lastUndo = null;
  try {
    const { restored } = await send<{ readonly restored: number }>("POST", "undo", { undo: token });
    revision.value++;
    tell(`Undone for ${files(restored)}.`);
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    tell(error.problem.title);
  }
}

export function Toast() {
  return (
    <div class="toast" role="status" hidden={done.value === undefined}>
      {done.value?.text}
      {done.value?.undo && (
        <button type="button" class="link" onClick={undo}>
          Undo <kbd>u</kbd>
        </button>
      )}
    </div>
  );
}
