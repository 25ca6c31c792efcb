/**
 * Ends an engine whose WebAssembly has failed. PGlite's loop over a request swallows every exception but PostgreSQL's own,
 * and runs the engine again: after a failed sync (a PANIC of PostgreSQL) or a trap it would do so for ever, with a database
 * whose state nobody knows.
 */

/** What is used of PGlite's module. */
interface EngineModule {
  _PostgresMainLoopOnce: () => void;
  stackRestore: (pointer: number) => unknown;
  _PostgresSendReadyForQueryIfNecessary: () => void;
  _pgl_pq_flush: () => void;
}

/** PostgreSQL's jump back to its main loop after an error of a statement (POSTGRES_MAIN_LONGJMP in PGlite's sources). */
const jumpStatus = 100;

/**
 * Watches a module.
 *
 * @returns the error with which the engine failed; undefined while it is well.
 */
export function guard(module: EngineModule): () => unknown {
  let lost: { readonly error: unknown } | undefined;
  const { _PostgresMainLoopOnce: once, stackRestore } = module;
  module._PostgresMainLoopOnce = () => {
    try {
      once();
    } catch (error) {
      if ((error as { readonly status?: unknown } | null)?.status !== jumpStatus) lost ??= { error };
      throw error;
    }
  };
  // The one call that PGlite makes outside of its `try` before it runs the loop again.
  module.stackRestore = (pointer) => {
    if (lost) throw lost.error;
    return stackRestore(pointer);
  };
  for (const name of ["_PostgresSendReadyForQueryIfNecessary", "_pgl_pq_flush"] as const) {
    const original = module[name];
    module[name] = () => {
      if (!lost) original();
    };
  }
  return () => lost?.error;
}
