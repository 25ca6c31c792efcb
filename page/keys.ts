/** Keys of the page. None acts in a text field, and none while Ctrl, Alt or Meta is held. */
import { type Key, keyList } from "./key-list.ts";
import { withTools } from "./later.ts";
import { loop, position, seek, toggle } from "./player.ts";
import { transpose } from "./player-bar.tsx";
import { box } from "./query-box.tsx";
import { song } from "./song.ts";
import { go, openFile, rows, viewName } from "./state.ts";

/** Rows that Page Up and Page Down move by. */
const pageRows = 15;

function move(by: number): void {
  const all = rows.value;
  if (all.length === 0) return;
  const at = all.findIndex(({ file }) => file === openFile.value);
  const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by));
  const row = all[to];
  if (row) go({ file: row.file }, "typing");
}

function moveBar(by: number, starts: readonly number[]): void {
  // Going back from the very start of a bar means the bar before it.
  const at = starts.findLastIndex((start) => start <= position.value + 0.05);
  seek(starts[Math.max(0, Math.min(starts.length - 1, at + by))] ?? 0);
}

const bars = (): readonly number[] => song.value?.bars ?? [];
const sections = (): readonly number[] => song.value?.sections.map(({ at }) => at) ?? [];

/** What each key does, in the order in which the help lists them. */
const keys: readonly Key[] = [
  { keys: ["/"], about: "go to the query; Escape goes back", act: () => box.value?.focus() },
  { keys: ["ArrowDown", "j"], about: "next file; plays it where one is playing", act: () => move(1) },
  { keys: ["ArrowUp", "k"], about: "previous file", act: () => move(-1) },
  { keys: ["PageDown"], about: "further down", act: () => move(pageRows) },
  { keys: ["PageUp"], about: "further up", act: () => move(-pageRows) },
  { keys: ["Home"], about: "first file", act: () => move(-Infinity) },
  { keys: ["End"], about: "last file that is loaded", act: () => move(Infinity) },
  { keys: [" "], about: "play, stop", act: toggle },
  {
    keys: ["ArrowRight"],
    about: "next bar; with Shift the next section",
    act: (e) => moveBar(1, e.shiftKey ? sections() : bars()),
  },
  { keys: ["ArrowLeft"], about: "previous bar or section", act: (e) => moveBar(-1, e.shiftKey ? sections() : bars()) },
  {
    keys: ["["],
    about: "start of the loop",
    act: () => {
      loop.value = { from: position.value, to: undefined };
    },
  },
  { keys: ["]"], about: "end of the loop", act: () => endLoop() },
  { keys: ["+"], about: "a semitone up", act: () => transpose(1) },
  { keys: ["-"], about: "a semitone down", act: () => transpose(-1) },
  {
    keys: ["1", "2", "3", "4", "5", "0"],
    about: "rate the file; 0 takes the rating away",
    act: ({ key }) => withTools(({ rate }, file) => rate(file, Number(key) || null)),
  },
  { keys: ["t"], about: "tag the file, or all that are found", act: () => withTools(({ open }) => open("tag")) },
  {
    keys: ["."],
    about: "give the file the last tag again",
    act: () => withTools(({ tagAgain }, file) => tagAgain(file)),
  },
  { keys: ["u"], about: "undo", act: () => withTools(({ undo }) => undo()) },
  {
    keys: ["x"],
    about: "mark the file; on another one: compare both",
    act: () => withTools(({ mark }, file) => mark(file)),
  },
  { keys: ["d"], about: "duplicates", act: () => go({ view: "dupes" }) },
  { keys: ["e"], about: "export", act: () => withTools(({ open }) => open("export")) },
  {
    keys: ["?"],
    about: "this list",
    act: () => withTools(({ open }) => open("help")),
  },
  { keys: ["Escape"], about: "close", act: close },
];

function endLoop(): void {
  const from = loop.value?.from ?? 0;
  if (position.value > from) loop.value = { from, to: position.value };
}

function close(): void {
  go(viewName.value === "" ? { file: "" } : { view: "", with: "" });
}

/** Listens for keys from now on. */
export function keepKeys(): void {
  keyList.value = keys;
  document.addEventListener("keydown", (event) => {
    const target = event.target as Element;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (target.matches("input, textarea, select")) return;
    if (document.querySelector("dialog[open]")) return;
    // A view scrolls by them.
    if (viewName.value !== "" && /^(?:Arrow|Page|Home|End)/.test(event.key)) return;
    // Space presses what has the focus.
    if (event.key === " " && target.matches("button, [role=button], summary")) return;
    const found = keys.find((one) => one.keys.includes(event.key));
    if (!found) return;
    event.preventDefault();
    found.act(event);
  });
}
