/** Taggers: what is known of a file in, tags with evidence out. They need no bytes, so they rerun from the store. */

import type { Needed, Needs } from "./analyzer.ts";
import type { ValueSource } from "./estimate.ts";
import type { FileTexts } from "./file-texts.ts";

export type { FieldRef, Needed } from "./analyzer.ts";

/** One tag with the reason for it. */
export interface Tag {
  /** `namespace:value`, lower case: `genre:house`, `tempo:fast`. */
  readonly tag: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly source: ValueSource;
  /** Which rule gave it, stable over runs: `bpm > 160`, `word "house" in folder`. */
  readonly rule: string;
  /** Where in the text it was found: [start, end) in characters. */
  readonly span?: readonly [number, number];
  /** The finding in words: `bpm 174`, `"Deep House" in folder name`. */
  readonly why: string;
}

/** A tag with the tagger that gave it, as it is stored. */
export interface TagEvidence extends Tag {
  /** Id of the tagger. */
  readonly by: string;
}

/** The names of one copy of a file. */
export interface Names {
  /** Whole path as shown. */
  readonly path: string;
  /** Last part of the path without its extension. */
  readonly name: string;
  /** The folders above it, outermost first. */
  readonly folders: readonly string[];
}

/** A tagger over fields of analyzers. */
export interface ContentTagger<Wanted extends Needs = Needs> {
  readonly kind: "tagger";
  readonly of: "content";
  readonly id: string;
  readonly version: number;
  readonly description: string;
  /** Tables that decide its tags (words, rules): when they change, its stored tags are stale. */
  readonly tables?: unknown;
  readonly needs: Wanted;
  readonly run: (values: Needed<Wanted>) => readonly Tag[];
}

/** A tagger over the names of one copy: a file may lie in several places, each with its own names. */
export interface NameTagger {
  readonly kind: "tagger";
  readonly of: "copy";
  readonly id: string;
  readonly version: number;
  readonly description: string;
  /** Tables that decide its tags (words, rules): when they change, its stored tags are stale. */
  readonly tables?: unknown;
  readonly run: (names: Names) => readonly Tag[];
}

/** A tagger over the texts inside a file. */
export interface TextTagger {
  readonly kind: "tagger";
  readonly of: "text";
  readonly id: string;
  readonly version: number;
  readonly description: string;
  /** Tables that decide its tags (words, rules): when they change, its stored tags are stale. */
  readonly tables?: unknown;
  readonly run: (texts: FileTexts) => readonly Tag[];
}

/** One tagger. */
export type Tagger<Wanted extends Needs = Needs> = ContentTagger<Wanted> | NameTagger | TextTagger;

/** Any tagger, whatever it needs. */
export type AnyTagger =
  | NameTagger
  | TextTagger
  | (Omit<ContentTagger, "run"> & {
      run(values: Readonly<Record<string, unknown>>): readonly Tag[];
    });

/**
 * Declares a tagger over fields of analyzers.
 *
 * @example
 * const fast = defineTagger({ id: "fast", version: 1, description: "fast music", needs: { bpm: tempo.fields.bpm } })
 *   .run(({ bpm }) => bpm && bpm > 160
 *     ? [{ tag: "tempo:fast", confidence: 1, source: "detected", rule: "bpm > 160", why: `bpm ${bpm}` }] : []);
 */
export function defineTagger<Wanted extends Needs>(declared: {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  readonly needs: Wanted;
  /** Tables that decide its tags (words, rules): when they change, its stored tags are stale. */
  readonly tables?: unknown;
}): { readonly run: (run: (values: Needed<Wanted>) => readonly Tag[]) => ContentTagger<Wanted> } {
  return { run: (run) => ({ kind: "tagger", of: "content", ...declared, run }) };
}

/** Declares a tagger over the names of a copy: its file name and folders. */
export function defineNameTagger(declared: {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  /** Tables that decide its tags (words, rules): when they change, its stored tags are stale. */
  readonly tables?: unknown;
}): { readonly run: (run: (names: Names) => readonly Tag[]) => NameTagger } {
  return { run: (run) => ({ kind: "tagger", of: "copy", ...declared, run }) };
}

/**
 * Declares a tagger over the texts inside a file: its title, track names and texts. Lyrics are none of them.
 *
 * @example
 * const kazoo = defineTextTagger({ id: "kazoo", version: 1, description: "a track is named after a kazoo" })
 *   .run(({ trackNames }) => trackNames.flatMap((name) => name && /\bkazoo\b/i.test(name)
 *     ? [{ tag: "instrument:kazoo", confidence: 0.9, source: "event", rule: "track name", why: `track "${name}"` }] : []));
 */
export function defineTextTagger(declared: {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  /** Tables that decide its tags (words, rules): when they change, its stored tags are stale. */
  readonly tables?: unknown;
}): { readonly run: (run: (texts: FileTexts) => readonly Tag[]) => TextTagger } {
  return { run: (run) => ({ kind: "tagger", of: "text", ...declared, run }) };
}
