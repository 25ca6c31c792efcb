/** Values of fields: as they are stored, and as they are typed. */

/** A stored value. */
export type Value = number | string | boolean;

/**
 * What a typed value means: the value itself, and for ordered kinds the interval [low, high) that the typed
 * precision covers (`bpm 128` is 127.5 up to 128.5).
 */
export interface Meaning {
  readonly value: Value;
  readonly low?: number;
  readonly high?: number;
}
