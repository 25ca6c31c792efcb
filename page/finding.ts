/** Asks what the place says, drops answers of older queries, and asks again when the catalogue has changed. */
import { effect } from "@preact/signals";
import type { Count, Explained, Facet, Rows } from "./answers.ts";
import { AskError, ask, quietly } from "./ask.ts";
import { wantedColumns } from "./columns.ts";
import {
  canWrite,
  columns,
  count,
  explained,
  facets,
  isWaiting,
  next,
  notes,
  place,
  problem,
  query,
  revision,
  rows,
} from "./state.ts";

/** Fields whose values are counted beside the rows. */
export const counted = ["key", "bpm", "meter", "families", "tag", "duration", "rating"];

const pageRows = 100;
/** Newest first where nothing says otherwise: the order of hashes looks like chance. */
const usualSort = "-added";
/** Typing waits this long, in milliseconds. */
const debounce = 60;

let asked: AbortController | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The query with the order of its rows, which the address holds apart so that a click on a heading does not edit the text. */
export function sorted(text: string, sort: string | undefined): string {
  if (/(?:^|\s)(?:sort|limit|sample|facet|group|order by)\s/.test(text)) return text;
  return `${text} sort ${sort ?? usualSort}`.trim();
}

async function find(text: string, sort: string | undefined): Promise<void> {
  asked?.abort();
  const own = new AbortController();
  asked = own;
  const { signal } = own;
  isWaiting.value = true;
  try {
    const whole = sorted(text, sort);
    const found = await ask<Rows>("files", { q: whole, limit: `${pageRows}`, fields: wantedColumns.peek() }, signal);
    rows.value = found.rows;
    columns.value = found.fields;
    next.value = found.next;
    notes.value = found.notes;
    problem.value = undefined;
    isWaiting.value = false;
    explained.value = await ask<Explained>("explain", { q: text }, signal);
    count.value = await ask<Count>("count", { q: text }, signal);
    facets.value = (await ask<{ facets: readonly Facet[] }>("facets", { q: text, by: counted.join() }, signal)).facets;
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof AskError)) throw error;
    problem.value = error.problem;
  }
}

let isGettingMore = false;
/** Asks for the rows behind those that are there. */
export async function more(): Promise<void> {
  const after = next.value;
  if (after === null || isGettingMore) return;
  isGettingMore = true;
  const own = asked;
  try {
    const q = sorted(query.value, place.value.get("sort"));
    const found = await ask<Rows>(
      "files",
      { q, limit: `${pageRows}`, fields: wantedColumns.peek(), after },
      own?.signal,
    );
    if (asked !== own) return;
    rows.value = [...rows.value, ...found.rows];
    next.value = found.next;
  } catch (error) {
    if (own?.signal.aborted) return;
    if (!(error instanceof AskError)) throw error;
    problem.value = error.problem;
  } finally {
    isGettingMore = false;
  }
}

/** Keeps rows, counts and chips in step with the address and the catalogue, until the page is left. */
export function keepFinding(): void {
  let before: string | undefined;
  effect(() => {
    const text = query.value;
    const sort = place.value.get("sort");
    const own = JSON.stringify([text, sort, wantedColumns.value, revision.value]);
    if (own === before) return;
    clearTimeout(timer);
    if (before === undefined) void find(text, sort);
    else timer = setTimeout(() => void find(text, sort), debounce);
    before = own;
  });
  const again = (): void => void revision.value++;
  const events = new EventSource("/api/v1/events");
  events.addEventListener("revision", again);
  void quietly(async () => {
    canWrite.value = (await ask<{ readonly canWrite: boolean }>("server")).canWrite;
  });
  let wasLost = false;
  events.addEventListener("error", () => {
    wasLost = true;
  });
  events.addEventListener("open", () => {
    if (wasLost) again();
    wasLost = false;
  });
}
