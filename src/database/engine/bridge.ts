/**
 * The bridge: lets any client of PostgreSQL's wire protocol talk to an embedded engine in this process, and several
 * clients share its one session. A connection owns the session from its first message until the engine says that it is
 * idle, so a reader is served between two transactions of the writer.
 */
import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import { toRead, toWrite } from "../reading.ts";
import { copyFailed, errorResponse, message, SessionLock } from "./wire.ts";

/** What the bridge asks of an engine; PGlite is one. */
export interface Engine {
  /** Runs messages of the frontend; hands out the backend's answer in pieces. */
  readonly run: (messages: Uint8Array, answer: (data: Uint8Array) => void) => Promise<void>;
  /** Runs COPY with the data in hand, and returns the number of rows. */
  readonly copy: (statement: string, data: readonly Uint8Array[]) => Promise<number>;
}

/** Hands out connections to one engine. */
export interface Bridge {
  /** A new connection; `readOnly` ones cannot write to the catalogue. */
  readonly connect: (options?: { readonly readOnly?: boolean }) => Duplex;
}

const sslRequest = 80877103;
const copyFromStdin = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i;
const query = (text: string): Buffer => message("Q", Buffer.from(`${text}\0`));

/** Opens a bridge to an engine. */
export function createBridge(engine: Engine): Bridge {
  const lock = new SessionLock();
  // The engine is one session: it is started once, and later connections hear the same answer again.
  let greeting: Promise<Buffer> | undefined;
  const start = (startup: Buffer): Promise<Buffer> => {
    greeting ??= collect(engine, startup);
    return greeting;
  };
  return { connect: ({ readOnly = false } = {}) => connection(engine, lock, start, readOnly) };
}

async function collect(engine: Engine, messages: Uint8Array): Promise<Buffer> {
  const parts: Buffer[] = [];
  await engine.run(messages, (data) => parts.push(Buffer.from(data)));
  return Buffer.concat(parts);
}

function connection(
  engine: Engine,
  lock: SessionLock,
  start: (startup: Buffer) => Promise<Buffer>,
  readOnly: boolean,
): Duplex {
  let incoming: Buffer = Buffer.alloc(0);
  let started = false;
  let pending: Buffer[] = [];
  let copy: { readonly statement: string; readonly data: Buffer[] } | undefined;
  let release: (() => void) | undefined;
  let work: Promise<void> = Promise.resolve();

  const own = async (): Promise<void> => {
    if (release) return;
    release = await lock.take();
    if (readOnly) await collect(engine, query(toRead));
  };
  const letGo = async (): Promise<void> => {
    if (!release) return;
    try {
      if (readOnly) await collect(engine, query(toWrite));
    } finally {
      release();
      release = undefined;
    }
  };
  /** Sends what was collected to the engine; where its answer ends with "ready, idle" the session is free again. */
  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const messages = Buffer.concat(pending);
    pending = [];
    await own();
    let tail: Buffer = Buffer.alloc(0);
    await engine.run(messages, (data) => {
      const piece = Buffer.from(data);
      tail = piece.length >= 6 ? piece.subarray(-6) : Buffer.concat([tail, piece]).subarray(-6);
      socket.push(piece);
    });
    // ReadyForQuery: Z, length 5, status I (idle), T (in a transaction) or E (in a failed one).
    if (tail.toString("latin1") === "Z\0\0\0\x05I") await letGo();
  };
  const endCopy = async (failure?: string): Promise<void> => {
    const { statement, data } = copy as NonNullable<typeof copy>;
    copy = undefined;
    try {
      if (failure !== undefined) throw copyFailed(failure);
      const rows = await engine.copy(statement, data);
      socket.push(message("C", Buffer.from(`COPY ${rows}\0`)));
    } catch (error) {
      socket.push(errorResponse(error));
    }
    // An empty statement asks the engine for the state of the transaction, which the failure may have changed.
    pending.push(query(""));
    const answer = await collect(engine, Buffer.concat(pending.splice(0)));
    const ready = answer.subarray(-6);
    socket.push(ready);
    if (ready.at(-1) === 0x49) await letGo();
  };

  const handle = async (type: string, whole: Buffer): Promise<void> => {
    if (copy) {
      if (type === "d") copy.data.push(Buffer.from(whole.subarray(5)));
      else if (type === "c") await endCopy();
      else if (type === "f") await endCopy(whole.toString("utf8", 5, whole.length - 1));
      return;
    }
    // Terminate, and what is left of a COPY that the engine has refused already.
    if (type === "X" || type === "d" || type === "c" || type === "f") return;
    const text = type === "Q" ? whole.toString("utf8", 5, whole.length - 1) : "";
    if (type === "Q" && copyFromStdin.test(text)) {
      await flush();
      await own();
      copy = { statement: text.replace(/\bfrom\s+stdin\b/i, "from '/dev/blob'"), data: [] };
      socket.push(message("G", Buffer.from([/format\s+binary/i.test(text) ? 1 : 0, 0, 0])));
      return;
    }
    pending.push(Buffer.from(whole));
    if (type === "Q" || type === "S" || type === "H") await flush();
  };

  const drain = async (): Promise<void> => {
    while (incoming.length >= (started ? 5 : 8)) {
      const length = started ? 1 + incoming.readInt32BE(1) : incoming.readInt32BE(0);
      if (incoming.length < length) return;
      const whole = incoming.subarray(0, length);
      incoming = incoming.subarray(length);
      if (started) await handle(String.fromCharCode(whole[0] as number), whole);
      else if (whole.readInt32BE(4) === sslRequest) socket.push(Buffer.from("N"));
      else {
        started = true;
        socket.push(await start(Buffer.from(whole)));
      }
    }
  };

  const socket = new Duplex({
    allowHalfOpen: false,
    highWaterMark: 1 << 20,
    read() {},
    write(chunk: Buffer, _encoding, done) {
      incoming = incoming.length > 0 ? Buffer.concat([incoming, chunk]) : chunk;
      work = work.then(drain);
      work.then(() => done(), done);
    },
    final(done) {
      work.then(() => {
        socket.push(null);
        done();
      }, done);
    },
    destroy(error, done) {
      // A client that goes away in the middle of a transaction must not keep the session.
      work
        .catch(() => undefined)
        .then(async () => {
          // Where the engine is lost, others have to learn that too.
          if (release) await collect(engine, query("rollback")).finally(letGo);
        })
        .then(() => done(error), done);
    },
  });
  // What the client asks of a socket beside the stream.
  return Object.assign(socket, { readyState: "open", setKeepAlive: () => socket });
}
