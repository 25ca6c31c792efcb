/** What the compiler says of a row of stages: each `@ts-expect-error` fails the type check when the line under it compiles. */
import { expect, test } from "bun:test";
import {
  analyze,
  type Catalogue,
  changed,
  core,
  dedupe,
  filter,
  hash,
  type Pipeline,
  parse,
  pipeline,
  scan,
  store,
  tag,
  take,
  tap,
} from "../../mod.ts";
import type { Parsed, Tagged } from "../../src/plugin/mod.ts";

declare const db: Catalogue;
const nothing = (): void => {};

test("a pipeline has as many stages as it likes, each held to the one before it", () => {
  const right = [
    (): Pipeline<Parsed> =>
      pipeline(
        scan("x"),
        take(9),
        take(8),
        take(7),
        take(6),
        take(5),
        take(4),
        take(3),
        take(2),
        take(1),
        hash(),
        parse(),
      ),
    (): Pipeline<never> =>
      pipeline(
        scan("x"),
        changed(db),
        take(9),
        take(8),
        take(7),
        take(6),
        hash(),
        dedupe(db),
        parse(),
        tap(nothing),
        analyze(core),
        tag(core),
        take(3),
        store(db),
      ),
    (): Pipeline<Parsed> =>
      pipeline(
        scan("x"),
        hash(),
        parse(),
        filter(({ song }: Parsed) => song.notes.length > 0),
      ),
  ];
  const early = [take(9), take(8), take(7), take(6), take(5), take(4), take(3)] as const;
  const wrong = [
    // @ts-expect-error Misfit<"stage 9 does not take what the one before it gives", Hashed, Parsed>
    () => pipeline(scan("x"), ...early, hash(), analyze(core), parse()),
    // @ts-expect-error Misfit<"the sink, stage 8, does not take what the one before it gives", Found, Tagged>
    () => pipeline(scan("x"), ...early, store(db)),
    // @ts-expect-error Misfit<"stage 6 is a sink, and stages come after it", Tagged, Tagged>
    () => pipeline(scan("x"), hash(), parse(), analyze(core), tag(core), store(db), take(3)),
    // @ts-expect-error what hash gives has no tags
    (): Pipeline<Tagged> => pipeline(scan("x"), ...early, hash()),
  ];
  expect(right.length + wrong.length).toBe(7);
});
