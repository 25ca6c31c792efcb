/** Readers in other processes: while one process holds a catalogue's folder, it answers the others' reads. */
import { rmSync } from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { Duplex } from "node:stream";
import { StoreError } from "../error.ts";
import type { Holder } from "../folder/lock.ts";
import type { Bridge } from "./bridge.ts";

/** How long a holder that is done waits for its readers. */
const patienceMilliseconds = 2000;

/** Answers readers on a local socket; they share the session with the holder, and cannot write. */
export async function answerReaders(bridge: Bridge, holder: Holder): Promise<() => Promise<void>> {
  if (process.platform !== "win32") rmSync(holder.socket, { force: true });
  const open = new Set<Duplex>();
  const server: Server = createServer((socket) => {
    const inner = bridge.connect({ readOnly: true });
    open.add(socket);
    socket.on("close", () => {
      open.delete(socket);
      inner.destroy();
    });
    for (const stream of [socket, inner]) stream.on("error", () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(holder.socket, done);
  });
  // Readers do not keep the holder alive.
  server.unref();
  return async () => {
    // Readers in the middle of an answer get it; those that only stay are cut off.
    const closed = new Promise<void>((done) => server.close(() => done()));
    const patience = setTimeout(() => {
      for (const socket of open) socket.destroy();
    }, patienceMilliseconds);
    await closed;
    clearTimeout(patience);
  };
}

/**
 * Connects to the process that holds the folder. When that ends by itself, so does the stream, with a StoreError
 * `connection-lost`: a bare socket would tell the client, and that the person, of a server.
 *
 * @throws StoreError `locked` when it does not answer.
 */
export function connectToHolder(holder: Holder): Promise<Duplex> {
  return new Promise((done, failed) => {
    const socket = createConnection(holder.socket);
    const lose = (): void => void stream.destroy(stream.writableEnded ? undefined : lost(holder));
    const stream = new Duplex({
      allowHalfOpen: false,
      read: () => void socket.resume(),
      // What cannot be written is told as an error of the socket.
      write: (chunk, _encoding, written) => void socket.write(chunk, () => written()),
      final: (ended) => void socket.end(ended),
      destroy: (error, destroyed) => {
        socket.destroy();
        destroyed(error);
      },
    });
    socket.once("connect", () => {
      socket.removeAllListeners("error");
      socket.on("data", (data) => {
        if (!stream.push(data)) socket.pause();
      });
      for (const end of ["error", "end", "close"]) socket.on(end, lose);
      // What the client asks of a socket beside the stream.
      done(Object.assign(stream, { readyState: "open", setKeepAlive: () => stream }));
    });
    socket.once("error", (error) => {
      const why = `process ${holder.pid} holds it and does not answer on ${holder.socket}`;
      failed(new StoreError("locked", `Cannot open the catalogue: ${why} (${error.message})`, error));
    });
  });
}

const lost = ({ pid }: Holder): StoreError =>
  new StoreError("connection-lost", `Process ${pid}, which held the catalogue, has ended: run the same command again`);
