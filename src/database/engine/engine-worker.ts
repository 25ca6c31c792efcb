/** The thread of the embedded engine: it opens a folder and runs what it is sent, one request after the other. */
import { parentPort } from "node:worker_threads";
import { compiledEngine, compileEngine, engineBundle, keepCompiled } from "./compiled.ts";
import type { EngineAnswer, EngineRequest } from "./engine-messages.ts";
import type { Embedded } from "./pglite.ts";

const post = (answer: EngineAnswer, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(answer, transfer);
let engine: Embedded | undefined;
let work: Promise<void> = Promise.resolve();

parentPort?.on("message", (request: EngineRequest) => {
  if (request.type === "prepare") return prepare();
  work = work.then(async () => {
    try {
      const rows = await answer(request);
      if (request.type === "open") post({ id: request.id, type: "opened", program: await compiledEngine() });
      else post({ id: request.id, type: "done", rows });
    } catch (error) {
      post({ id: request.id, type: "failed", error: told(error) });
    }
  });
});

/** What fails here fails again when a folder is opened, and is told then. */
function prepare(): void {
  compileEngine();
  void engineBundle();
  void import("./pglite.ts").catch(() => undefined);
}

async function answer(request: Exclude<EngineRequest, { readonly type: "prepare" }>): Promise<number> {
  if (request.type === "open") {
    keepCompiled(request.program);
    const { openEmbedded } = await import("./pglite.ts");
    engine = await openEmbedded(request.folder, request.options);
    return 0;
  }
  if (!engine) throw new Error("The engine is not open");
  if (request.type === "copy") return engine.copy(request.statement, request.data);
  if (request.type === "close") {
    await engine.close();
    return 0;
  }
  await engine.run(request.messages, (data) => {
    // The engine's own memory cannot leave its thread.
    const piece = data.slice();
    post({ id: request.id, type: "piece", data: piece }, [piece.buffer as ArrayBuffer]);
  });
  return 0;
}

/** An error as plain data: what its class is made of would be lost on the way. */
function told(error: unknown): Readonly<Record<string, unknown>> {
  const plain = Object.entries(error ?? {}).filter(([, value]) => ["string", "number"].includes(typeof value));
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { ...Object.fromEntries(plain), name, message, stack };
}
