/** Which fields the table shows: as the address says, else as somebody chose last time, else the usual ones. */
import { computed } from "@preact/signals";
import { go, place } from "./state.ts";

const usual = "bpm,key,meter,duration,notes,rating";
const kept = "midiq-columns";

/** Names of fields with commas between them. */
export const wantedColumns = computed(() => place.value.get("cols") ?? localStorage.getItem(kept) ?? usual);

/** Chooses columns; none means the usual ones. */
export function chooseColumns(names: readonly string[]): void {
  const cols = names.join();
  if (cols === "" || cols === usual) localStorage.removeItem(kept);
  else localStorage.setItem(kept, cols);
  go({ cols: cols === usual ? "" : cols });
}

/** Pixels of some columns; others are as wide as a word or two. */
const widths: Readonly<Record<string, number>> = { bpm: 64, key: 92, meter: 56, duration: 64, notes: 64, rating: 48 };
const usualWidth = 110;
export const widthOf = (field: string): number => widths[field] ?? usualWidth;
