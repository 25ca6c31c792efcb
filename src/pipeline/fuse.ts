/** Fusing: neighbouring `Each` stages, and the packing half of a sink, become one segment that runs in one thread. */
import type { Each, Flow, Sink } from "./stage.ts";

/** Stages whose items never leave their thread between one step and the next. */
export interface Segment {
  readonly kind: "segment";
  readonly steps: readonly Each<unknown, unknown>[];
  /** Set where the last step is a sink's. */
  readonly write?: Sink<unknown>["write"];
}

/** A run of a pipeline: segments, and the flows between them. */
export type Part = Segment | Flow<unknown, unknown>;

/** Any stage, when its types have done their work. */
export type AnyStage = Each<unknown, unknown> | Flow<unknown, unknown> | Sink<unknown>;

/**
 * Fuses stages into parts.
 *
 * @throws TypeError when a sink is not the last stage.
 */
export function fuse(stages: readonly AnyStage[]): readonly Part[] {
  const parts: Part[] = [];
  let steps: Each<unknown, unknown>[] = [];
  const close = (): void => {
    if (steps.length > 0) parts.push({ kind: "segment", steps });
    steps = [];
  };
  stages.forEach((stage, n) => {
    if (typeof stage === "function") {
      close();
      parts.push(stage);
    } else if (stage.kind === "each") {
      steps.push(stage);
    } else {
      if (n < stages.length - 1) throw new TypeError(`Cannot put a stage after the sink "${stage.pack.stage}"`);
      parts.push({ kind: "segment", steps: [...steps, stage.pack as Each<unknown, unknown>], write: stage.write });
      steps = [];
    }
  });
  close();
  return parts;
}
