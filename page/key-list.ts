/** The keys that act at present: keys.ts sets them, the help lists them. */
import { signal } from "@preact/signals";

/** What a key does. */
export interface Key {
  /** Names as events of the browser have them. */
  readonly keys: readonly string[];
  readonly about: string;
  readonly act: (event: KeyboardEvent) => unknown;
}

export const keyList = signal<readonly Key[]>([]);
