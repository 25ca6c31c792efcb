/** What the page shows: the place, which is its address, and the last answers to it. */
import { computed, signal } from "@preact/signals";
import type { Count, Explained, Facet, Problem, Row } from "./answers.ts";
import { changed, placeOf, searchOf } from "./url.ts";

/** The state that the address holds. */
export const place = signal(placeOf(location.search));

/** The query as it stands in the box. */
export const query = computed(() => place.value.get("q") ?? "");
/** The file that is open: the start of its hash, or "". */
export const openFile = computed(() => place.value.get("file") ?? "");

/** What takes the place of the table: "dupes", "compare", or "" for the table itself. */
export const viewName = computed(() => place.value.get("view") ?? "");

/** Whether the server lets the page change tags, ratings and saved queries; undefined until it has said so. */
export const canWrite = signal<boolean | undefined>(undefined);
/** Rises when the catalogue has changed: what is shown is asked for again. */
export const revision = signal(0);

/** Rows that were found so far, and where they go on. */
export const rows = signal<readonly Row[]>([]);
/** Their columns, as the server names them. */
export const columns = signal<readonly string[]>([]);
export const next = signal<string | null>(null);
export const notes = signal<readonly string[]>([]);
export const count = signal<Count | undefined>(undefined);
export const explained = signal<Explained | undefined>(undefined);
export const facets = signal<readonly Facet[]>([]);
/** What is wrong with the query, or with the server. The last rows stay while it is set. */
export const problem = signal<Problem | undefined>(undefined);
/** An answer is on its way: what is shown belongs to an older query. */
export const isWaiting = signal(true);

/** Milliseconds after which a query at rest gets an entry of its own in the history. */
const restMilliseconds = 1000;
let lastTyped = 0;

/** Goes to another state. Typing replaces the entry of the history, everything else adds one. */
export function go(values: Readonly<Record<string, string>>, how: "typing" | "step" = "step"): void {
  const next = changed(place.value, values);
  const address = location.pathname + searchOf(next);
  if (address === location.pathname + location.search) return;
  const isNew = how === "step" || performance.now() - lastTyped > restMilliseconds;
  if (how === "typing") lastTyped = performance.now();
  history[isNew ? "pushState" : "replaceState"](null, "", address);
  place.value = next;
}

addEventListener("popstate", () => {
  place.value = placeOf(location.search);
});
