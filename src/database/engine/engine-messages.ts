/** What the thread of the embedded engine and the thread that uses it say to each other. */

import type { EmbedOptions } from "./pglite.ts";

/** What the engine is asked. */
export type EngineRequest =
  /** To load and compile what needs no folder; not answered. */
  | { readonly id: number; readonly type: "prepare" }
  | {
      readonly id: number;
      readonly type: "open";
      readonly folder: string;
      readonly options: EmbedOptions;
      /** Where another thread has compiled it. */
      readonly program: WebAssembly.Module | undefined;
    }
  | { readonly id: number; readonly type: "run"; readonly messages: Uint8Array }
  | { readonly id: number; readonly type: "copy"; readonly statement: string; readonly data: readonly Uint8Array[] }
  | { readonly id: number; readonly type: "close" };

/** What it answers: any number of pieces, then `done`, `opened` or `failed`. */
export type EngineAnswer =
  | { readonly id: number; readonly type: "piece"; readonly data: Uint8Array }
  | { readonly id: number; readonly type: "done"; readonly rows: number }
  | { readonly id: number; readonly type: "opened"; readonly program: WebAssembly.Module | undefined }
  | { readonly id: number; readonly type: "failed"; readonly error: Readonly<Record<string, unknown>> };
