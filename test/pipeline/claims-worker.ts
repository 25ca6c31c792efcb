// Claims 100,000 ids and says how many it was the first to claim. Sequences differ by thread.
import { openClaims } from "../../src/pipeline/claims.ts";

declare const self: Worker;
self.onmessage = (event: MessageEvent<SharedArrayBuffer>) => {
  const claims = openClaims(event.data);
  const mine = Math.floor(Math.random() * 2 ** 31);
  let first = 0;
  for (let n = 1; n <= 100_000; n++) {
    const id = (BigInt(n) * 0x9e3779b97f4a7c15n) & 0x7fffffffffffffffn;
    if (claims.claim(id, mine) === "first") first++;
  }
  self.postMessage(first);
};
