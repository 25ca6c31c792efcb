/** What the routes answer, over an embedded catalogue and on a server. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { core, open } from "../../mod.ts";
import { routes } from "../../src/serve/routes/all.ts";
import { sampleOnServer } from "../catalogues.ts";
import { hasServer } from "../server.ts";
import { type SampleServer, sampleServer, serverOf } from "./serving.ts";

interface Row {
  readonly file: string;
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}
const engines: readonly (readonly [string, () => Promise<SampleServer>])[] = [
  ["embedded", () => sampleServer({ canWrite: true })],
  ...(hasServer ? [["server", async () => serverOf(await sampleOnServer(), { canWrite: true })] as const] : []),
];

describe.each(engines)("%s", (_, start) => {
  let there: SampleServer;
  const rowsOf = async (route: string): Promise<readonly Row[]> =>
    (await there.json(route))["rows"] as unknown as readonly Row[];
  beforeAll(async () => {
    there = await start();
  });
  afterAll(() => there.close());

  test("rows come in pages that join, each file once", async () => {
    const { count } = (await there.json("count?q=bpm+1..")) as unknown as { count: number };
    const files: string[] = [];
    let after = "";
    do {
      const page = (await there.json(
        `files?q=bpm+1..&limit=7${after && `&after=${encodeURIComponent(after)}`}`,
      )) as unknown as {
        rows: readonly Row[];
        next: string | null;
      };
      files.push(...page.rows.map(({ file }) => file));
      after = page.next ?? "";
    } while (after !== "");
    expect(files.length).toBe(count);
    expect(new Set(files).size).toBe(count);
  });

  test("what was said in words is told in the language; slips are errors where they should be", async () => {
    expect(await there.json("files?q=slower+than+90&limit=1")).toMatchObject({ reading: "bpm below 90" });
    const slip = await there.get("files?q=kye+C&strict=1");
    expect([slip.status, slip.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    const missing = await there.get("files?q=drums+bpm");
    expect(await missing.json()).toMatchObject({ code: "missing-value", span: { start: 6, end: 9 } });
  });

  test("counts by value are those of the values' own conditions, and mind all conditions but the field's own", async () => {
    const by = "key,meter,drums,bpm,genre,families,loop,duration,added";
    const { facets } = (await there.json(`facets?q=${encodeURIComponent("key C bpm 60..")}&by=${by}`)) as unknown as {
      facets: readonly { field: string; values: readonly { label: string; count: number; query: string }[] }[];
    };
    expect(facets.map(({ field }) => field)).toEqual([
      "key",
      "meter",
      "has_drums",
      "bpm",
      "genre",
      "families",
      "loop",
      "duration",
      "added",
    ]);
    expect(facets[0]?.values.length).toBeGreaterThan(3);
    for (const { field, values } of facets) {
      const others = field === "key" ? "bpm 60.." : field === "bpm" ? "key C" : "key C bpm 60..";
      for (const { label, count, query } of values) {
        const found = await there.json(`count?q=${encodeURIComponent(`${others} ${query}`)}`);
        // `key C` finds the modes on C too, a set may hold longer words, and 0:15 is a whole second.
        const isWider = ["key", "families", "genre", "duration"].includes(field);
        const own = Number(found["count"]);
        expect([field, label, query, isWider ? own >= count : own === count]).toEqual([field, label, query, true]);
      }
    }
  });

  test("a file is told whole, and its bytes and notes come as they are", async () => {
    const [row] = await rowsOf("files?q=drums+notes+100..&limit=1");
    const shown = await there.json(`files/${row?.file}`);
    expect(shown).toMatchObject({ paths: [row?.path], status: "ok" });
    const bytes = new Uint8Array(await (await there.get(`files/${row?.file}/midi`)).arrayBuffer());
    expect([...bytes.subarray(0, 4)]).toEqual([0x4d, 0x54, 0x68, 0x64]);
    const roll = await (await there.get(`files/${row?.file}/notes`)).arrayBuffer();
    const headLength = new DataView(roll).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(roll, 4, headLength)));
    expect(roll.byteLength).toBe(4 + headLength + head.notes * 12);
    const onsets = new Float32Array(roll, 4 + headLength, head.notes);
    expect(onsets.every((onset, n) => n === 0 || onset >= (onsets[n - 1] as number))).toBe(true);
    expect(head.parts.some(({ drums }: { drums: boolean }) => drums)).toBe(true);
    expect(await there.json(`files/${row?.file}/why?q=drums`)).toMatchObject({ holds: true });
    const like = (await there.json(`files/${row?.file}/like?limit=3&by=rhythm`)) as unknown as {
      rows: readonly (Row & { likeness: number })[];
    };
    expect(like.rows.length).toBe(3);
    expect(like.rows.map(({ likeness }) => likeness)).toEqual(
      like.rows.map(({ likeness }) => likeness).sort((a, b) => b - a),
    );
  });

  test("a file that cannot be read is said to be so; its bytes are there", async () => {
    const rows = await rowsOf("files?q=status+rejected");
    expect(rows.length).toBeGreaterThan(0);
    for (const { file } of rows) {
      const answer = await there.get(`files/${file}/notes`);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, "unreadable"]);
      expect((await there.get(`files/${file}/midi`)).status).toBe(200);
    }
  });

  test("a hash is completed as it is shown", async () => {
    const [row] = await rowsOf("files?limit=1");
    const { candidates } = (await there.json(`complete?q=hash+${row?.file.slice(0, 6)}`)) as unknown as {
      candidates: readonly { text: string }[];
    };
    expect(candidates.map(({ text }) => text.slice(0, 16))).toContain(row?.file as string);
  });

  test("evidence says where a pattern stands", async () => {
    const [row] = await rowsOf("files?q=chords+I-V&limit=1");
    const { evidence } = (await there.json(`files/${row?.file}/evidence?q=chords+I-V`)) as unknown as {
      evidence: readonly object[];
    };
    expect(evidence.length).toBeGreaterThan(0);
  });

  test("exports are the rows of the query", async () => {
    const [csv, jsonl, parquet] = await Promise.all(
      ["csv", "jsonl", "parquet"].map(async (form) => (await there.get(`export?q=drums&as=${form}`)).arrayBuffer()),
    );
    const { count } = await there.json("count?q=drums");
    const lines = (bytes: ArrayBuffer | undefined): number =>
      new TextDecoder().decode(bytes).trimEnd().split("\n").length;
    expect([lines(csv) - 1, lines(jsonl)]).toEqual([count, count] as never);
    expect(new TextDecoder().decode(parquet?.slice(0, 4))).toBe("PAR1");
    expect((await there.get("export?q=bpm&as=csv")).status).toBe(400);
  });

  test("a changed tag is seen at once; what did not change is not sent again", async () => {
    const first = await there.get("count?q=tag+kept");
    const tag = first.headers.get("etag") ?? "";
    expect((await there.get("count?q=tag+kept", { "If-None-Match": tag })).status).toBe(304);
    const tried = await (await there.send("POST", "tags", { q: "drums", add: ["kept"], dry: true })).json();
    const done = await (await there.send("POST", "tags", { q: "drums", add: ["kept"] })).json();
    expect([(tried as { changed: number }).changed, (done as { changed: number }).changed]).toEqual([
      (done as { found: number }).found,
      (tried as { found: number }).found,
    ]);
    const again = await there.get("count?q=tag+kept", { "If-None-Match": tag });
    expect([again.status, (await again.json()) as object]).toEqual([
      200,
      { count: (done as { found: number }).found, isEstimate: false },
    ]);
    const [row] = await rowsOf("files?q=tag+kept&limit=1");
    await there.send("POST", "ratings", { files: [row?.file], rating: 4 });
    expect(await there.json("count?q=rating+4")).toMatchObject({ count: 1 });
    expect((await there.send("PUT", "saved/mine", { query: "tag kept rating 4" })).status).toBe(200);
    expect(await there.json("count?q=%40mine")).toMatchObject({ count: 1 });
    expect(await (await there.send("DELETE", "saved/mine", {})).json()).toEqual({ removed: true });
    await there.send("POST", "tags", { q: "tag kept", remove: ["kept"] });
  });

  test("a change by hand is undone by its token, once: marks and ratings are what they were", async () => {
    const send = async (
      route: string,
      body: unknown,
    ): Promise<{ readonly undo: string | null; readonly changed: number }> =>
      (await (await there.send("POST", route, body)).json()) as { undo: string | null; changed: number };
    const [first, second] = await rowsOf("files?q=drums&limit=2");
    const files = [first?.file as string, second?.file as string];
    const known = async (): Promise<unknown> =>
      Promise.all(
        files.map(async (file) => {
          const { tags, rating } = await there.json(`files/${file}`);
          return { tags, rating };
        }),
      );
    await send("tags", { files: [files[0]], add: ["mine"] });
    await send("ratings", { files: [files[0]], rating: 2 });
    const before = await known();
    const automatic = ((before as { tags: readonly string[] }[])[1]?.tags ?? [])[0] as string;
    const changes = [
      await send("tags", { files, add: ["mine", "other"], remove: [automatic] }),
      await send("tags", { files, remove: ["mine"] }),
      await send("ratings", { files, rating: 5 }),
      await send("ratings", { files, rating: null }),
    ];
    expect(await known()).not.toEqual(before);
    for (const { undo } of changes.reverse()) expect((await there.send("POST", "undo", { undo })).status).toBe(200);
    expect(await known()).toEqual(before);
    expect((await there.send("POST", "undo", { undo: changes[0]?.undo })).status).toBe(400);
    expect(await send("tags", { files: [files[0]], add: ["mine"] })).toMatchObject({ changed: 0, undo: null });
    expect(await send("tags", { q: "drums", add: ["other"], dry: true })).toMatchObject({ undo: null });
    await send("tags", { files, remove: ["mine"] });
    await send("ratings", { files, rating: null });
  });

  test("short addresses lead to a file and to data", async () => {
    const [row] = await rowsOf("files?q=drums&limit=1");
    const file = row?.file as string;
    const at = (path: string): Promise<Response> => fetch(`${there.server.url}${path}`, { redirect: "manual" });
    expect((await at(`f/${file}`)).headers.get("location")).toBe(`/?file=${file}`);
    expect((await at("f/passwd")).status).toBe(404);
    expect(await (await fetch(`${there.server.url}f/${file}.json`)).json()).toMatchObject({ paths: [row?.path] });
    expect(await (await fetch(`${there.server.url}.json?q=drums&file=${file}`)).json()).toMatchObject({
      paths: [row?.path],
    });
    const told = (await (await fetch(`${there.server.url}.json?q=drums&sort=-bpm&cols=bpm`)).json()) as {
      readonly rows: readonly Row[];
      readonly fields: readonly string[];
    };
    const tempi = told.rows.map(({ values }) => Number(values["bpm"]));
    expect(told.fields).toEqual(["bpm"]);
    expect(tempi.length).toBeGreaterThan(3);
    expect(tempi).toEqual([...tempi].sort((a, b) => b - a));
  });

  test("duplicates come in clusters, one file of each is kept, and the sums are those of the clusters", async () => {
    interface Dupes {
      readonly summary: readonly { readonly level: string; readonly clusters: number; readonly files: number }[];
      readonly clusters: readonly { readonly files: readonly { readonly path: string; readonly isKept: boolean }[] }[];
    }
    const { summary, clusters } = (await there.json("dupes?limit=100")) as unknown as Dupes;
    const widest = summary.find(({ level }) => level === "music");
    expect(clusters.length).toBeGreaterThan(0);
    expect([widest?.clusters, widest?.files]).toEqual([clusters.length, clusters.flatMap(({ files }) => files).length]);
    for (const { files } of clusters) expect(files.filter(({ isKept }) => isKept).length).toBe(1);
    const closer = (await there.json("dupes?level=bytes")) as unknown as Dupes;
    expect(closer.summary.map(({ level }) => level)).toEqual(["bytes"]);
    expect((await there.get("dupes?keep=no-such-rule")).status).toBe(400);
  });

  test("what is asked wrongly is told in a sentence", async () => {
    for (const [method, route, body] of [
      ["POST", "tags", "{"],
      ["POST", "tags", { add: ["x"] }],
      ["POST", "tags", { q: "drums", files: ["0123456789ab"], add: ["x"] }],
      ["POST", "ratings", { q: "drums", rating: 9 }],
      ["PUT", "saved/no name", { query: "drums" }],
      ["PUT", "saved/mine", { query: "drums", about: "a\0b" }],
      ["DELETE", "saved/%00", {}],
      ["POST", "tags", { q: "drums", add: ["a\0b"] }],
      ["POST", "tags", { q: "drums", add: ["half \ud800"] }],
    ] as const) {
      const answer = await there.send(method, route.replace(" ", "%20"), body);
      const { code, title } = (await answer.json()) as { code: string; title: string };
      expect([route, answer.status, code === "bug", title.length > 10]).toEqual([route, 400, false, true]);
    }
  });
});

test("a server leaves the runtime's own requests and responses to others in its process", async () => {
  const own = [globalThis.Request, globalThis.Response];
  const there = await sampleServer();
  await there.get("count");
  expect([globalThis.Request, globalThis.Response]).toEqual(own);
  await there.close();
});

test("the routes are one table: each is in the OpenAPI document, with its parameters and its answer", async () => {
  const there = await sampleServer({ canWrite: true });
  const document = (await (await fetch(`${there.server.url}openapi.json`)).json()) as {
    openapi: string;
    paths: Readonly<Record<string, Readonly<Record<string, { operationId: string; responses: object }>>>>;
  };
  await there.close();
  expect(document.openapi).toBe("3.1.0");
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(told.sort()).toEqual(routes.map(({ method, path }) => `${method} /api/v1${path}`).sort());
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("others that want to write get the folder, requests wait for it, and listeners hear of the change", async () => {
  const there = await sampleServer();
  const over = new AbortController();
  const stream = await fetch(`${there.server.url}api/v1/events`, { signal: over.signal });
  const heard = (async () => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of stream.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(part);
      if (text.includes("event: revision")) return text;
    }
    return text;
  })();
  expect(await there.json("count?q=tag+others")).toMatchObject({ count: 0 });
  const asking = { over: false };
  const answers: number[] = [];
  const asked = (async () => {
    while (!asking.over) answers.push((await there.get("count?q=drums")).status);
  })();
  const writer = await open(there.folder, { plugins: [core], mode: "write" });
  await writer.tag("drums", { add: ["others"] });
  await writer.close();
  asking.over = true;
  await asked;
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(Number((await there.json("count?q=tag+others"))["count"])).toBeGreaterThan(0);
  expect(await heard).toContain("event: revision");
  over.abort();
  await there.close();
});

test("answers that cross a network are packed, and stay the same", async () => {
  const there = await sampleServer({ publicUrl: "http://midi.example" });
  const own = await sampleServer();
  for (const route of ["files?limit=50", "export?as=csv"]) {
    const packed = await there.get(route, { "Accept-Encoding": "gzip" });
    const plain = await own.get(route, { "Accept-Encoding": "gzip" });
    expect([packed.headers.get("content-encoding"), plain.headers.get("content-encoding")]).toEqual(["gzip", null]);
    const rowsIn = (text: string): string => text.replace(/"took":[\d.]+/, "");
    expect(rowsIn(await packed.text())).toBe(rowsIn(await plain.text()));
  }
  const over = new AbortController();
  const events = await there.get("events", { "Accept-Encoding": "gzip" }, over.signal);
  expect(events.headers.get("content-encoding")).toBeNull();
  over.abort();
  await there.close();
  await own.close();
});
