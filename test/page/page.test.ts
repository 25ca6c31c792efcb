/** The page in a browser, over the sample: one browser and one server for all tests. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { packagedBank } from "../../src/sound/banks.ts";
import { buildPage } from "../../tools/page.ts";
import { type SampleServer, sampleServer } from "../serve/serving.ts";
import { hasBrowser, startBrowser } from "./browser.ts";

const folder = mkdtempSync(join(tmpdir(), "midiq-page-"));
beforeAll(() => buildPage(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what loads before the first play is small", () => {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const loaded = [...html.matchAll(/"\/assets\/([^"]+)"/g)].map(([, name]) => name as string);
  const sizes = (ending: string): readonly Buffer[] =>
    loaded.filter((name) => name.endsWith(ending)).map((name) => readFileSync(join(folder, name)));
  const [js, css] = [Buffer.concat(sizes(".js")), Buffer.concat(sizes(".css"))];
  expect(js.length).toBeGreaterThan(10_000);
  expect(js.length).toBeLessThan(60_000);
  expect(gzipSync(js).length).toBeLessThan(22_000);
  expect(css.length).toBeGreaterThan(1000);
  expect(css.length).toBeLessThan(10_240);
  // The synthesizer with its worklet, the dialogs, and the views.
  const later = readdirSync(folder).filter((name) => !loaded.includes(name) && name.endsWith(".js"));
  expect(later.map((name) => name.split(/[-.]/)[0]).sort()).toEqual([
    "spessasynth_processor",
    "synth",
    "tools",
    "views",
  ]);
});

describe.skipIf(!hasBrowser)("in Chromium", () => {
  let there: SampleServer;
  let browser: Browser;
  let page: Page;
  /** What went wrong in the page, and addresses that are not the server's. */
  const faults: string[] = [];
  const rows = () => page.locator(".body .row");
  const countShown = async (): Promise<number> =>
    Number.parseInt(((await page.locator(".count b").textContent()) ?? "").replace(/\D/g, ""), 10);
  const countOf = async (q: string): Promise<number> =>
    ((await there.json(`count?q=${encodeURIComponent(q)}`)) as unknown as { count: number }).count;
  /** Goes to a state and waits until it is shown whole. */
  const at = async (search: string): Promise<void> => {
    await page.goto(there.server.url + search);
    await page.locator(".facet").first().waitFor({ state: "attached" });
  };
  const loudness = (): Promise<number> =>
    page.evaluate(() => {
      let rms = -1;
      const detail = (measured: number): void => {
        rms = measured;
      };
      document.dispatchEvent(new CustomEvent("midiq-loudness", { detail }));
      return rms;
    });
  const until = async (holds: () => Promise<boolean>, seconds: number): Promise<boolean> => {
    for (const end = performance.now() + seconds * 1000; performance.now() < end; await page.waitForTimeout(50))
      if (await holds()) return true;
    return false;
  };

  /** What axe finds wrong. Run by the debugger: the policy of the page rightly refuses scripts of others. */
  const violations = async (): Promise<unknown> => {
    const session = await page.context().newCDPSession(page);
    await session.send("Runtime.evaluate", {
      expression: readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"),
    });
    const { result } = await session.send("Runtime.evaluate", {
      expression: "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
      awaitPromise: true,
      returnByValue: true,
    });
    await session.detach();
    return result.value;
  };

  beforeAll(async () => {
    there = await sampleServer({ page: folder, canWrite: true });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(there.server.url) && !request.url().startsWith("data:")) faults.push(request.url());
    });
  });
  afterAll(async () => {
    await browser?.close();
    await there?.close();
  });

  test("the first screen shows all files, and the table keeps few rows in the document", async () => {
    await at("");
    expect(await countShown()).toBe(await countOf(""));
    expect(await rows().count()).toBeGreaterThan(10);
    expect(await rows().count()).toBeLessThanOrEqual(60);
  });

  test("while a query is wrong the last rows stay, and the line is under its faulty letters", async () => {
    await at("?q=drums");
    const before = await rows().count();
    const box = page.getByRole("combobox");
    await box.fill("drums bpm xx..");
    await page.locator(".mirror mark").waitFor();
    expect(await page.locator(".mirror mark").textContent()).toBe("xx");
    expect(await rows().count()).toBe(before);
    // The letters of the mirror are as wide as those of the box: 10 letters stand before the faulty ones.
    const [mark, own] = [await page.locator(".mirror mark").boundingBox(), await box.boundingBox()];
    const letter = (mark?.width ?? 0) / 2;
    expect(Math.abs((mark?.x ?? 0) - (own?.x ?? 0) - 11 - 10 * letter)).toBeLessThan(1);
    await box.fill("drums");
    await page.locator(".mirror mark").waitFor({ state: "detached" });
  });

  test("Tab takes the first candidate", async () => {
    await at("");
    const box = page.getByRole("combobox");
    await box.click();
    await box.pressSequentially("mete");
    await page.locator("[role=option]").first().waitFor();
    await box.press("Tab");
    expect((await box.inputValue()).trim()).toBe("meter");
  });

  test("a click on a value edits the query, and finds what the value counted; Back takes it away", async () => {
    await at("?q=drums");
    const value = page.locator(".facet li button").first();
    const counted = Number.parseInt((await value.locator(".number").textContent()) ?? "", 10);
    const before = page.url();
    await value.click();
    await page.waitForURL((url) => url.href !== before);
    expect(await until(async () => (await countShown()) === counted, 5)).toBe(true);
    const query = new URL(page.url()).searchParams.get("q") as string;
    expect(query.startsWith("drums ")).toBe(true);
    expect(await countOf(query)).toBe(counted);
    await page.goBack();
    expect(await page.getByRole("combobox").inputValue()).toBe("drums");
  });

  test("a chip takes its own condition away", async () => {
    await at("?q=bpm%20100..140%20drums");
    await page.getByRole("button", { name: "Remove bpm 100..140" }).click();
    await page.waitForURL("**/?q=drums");
  });

  test("headings sort", async () => {
    await at("?q=drums");
    await page.getByRole("columnheader", { name: "bpm" }).getByRole("button").click();
    await page.waitForURL("**sort=-bpm");
    const shown = async (): Promise<readonly number[]> =>
      (await rows().locator(".value:nth-child(2)").allTextContents()).map(Number);
    expect(
      await until(async () => {
        const values = await shown();
        return values.every((value, n) => n === 0 || value <= (values[n - 1] as number));
      }, 5),
    ).toBe(true);
  });

  test("arrow keys open files, whose card and roll appear; Escape closes", async () => {
    await at("?q=drums");
    await page.locator("#rows").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const name = await page.locator(".row.is-open .name").evaluate((element) => element.firstChild?.textContent);
    expect(await until(async () => (await page.locator(".card h2").textContent()) === name, 5)).toBe(true);
    const isPainted = (): Promise<boolean> =>
      page.locator(".roll canvas").evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels?.some((value) => value > 0) ?? false;
      });
    expect(await until(isPainted, 5)).toBe(true);
    await page.keyboard.press("Escape");
    await page.locator(".card").waitFor({ state: "detached" });
  });

  test("more like this lists what the server finds alike, and opens it", async () => {
    await at("?q=drums");
    await rows().first().click();
    const file = new URL(page.url()).searchParams.get("file") as string;
    await page.getByText("More like this").click();
    for (const by of ["all", "rhythm"]) {
      const { rows: found } = (await there.json(`files/${file}/like?by=${by}&limit=8`)) as unknown as {
        rows: readonly { readonly path: string; readonly file: string }[];
      };
      if (by !== "all") await page.getByRole("button", { name: by, exact: true }).click();
      const titles = (): Promise<readonly (string | null)[]> =>
        page.locator(".alike > button").evaluateAll((all) => all.map((one) => one.getAttribute("title")));
      const paths = found.map(({ path }) => path);
      expect(await until(async () => JSON.stringify(await titles()) === JSON.stringify(paths), 5)).toBe(true);
    }
    await page.locator(".alike > button").first().click();
    expect(new URL(page.url()).searchParams.get("file")).not.toBe(file);
  });

  test("keys rate and tag the open file, and undo", async () => {
    await at("?q=drums");
    await page.locator("#rows").focus();
    await page.keyboard.press("ArrowDown");
    await page.locator(".card h2").waitFor();
    const file = new URL(page.url()).searchParams.get("file") as string;
    const known = async () =>
      (await there.json(`files/${file}`)) as unknown as { rating: number | null; tags: string[] };
    const before = await known();
    await page.keyboard.press("4");
    expect(await until(async () => (await known()).rating === 4, 5)).toBe(true);
    expect(await until(async () => (await page.locator(".stars").textContent()) === "★★★★☆", 5)).toBe(true);
    await page.keyboard.press("t");
    await page.getByLabel("Tags, with commas").fill("from the page, second");
    await page.keyboard.press("Enter");
    const tagged = page.locator(".card .tag", { hasText: "user:second" });
    await tagged.waitFor();
    expect((await known()).tags).toContain("user:from-the-page");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("u");
    await tagged.waitFor({ state: "detached" });
    expect(await known()).toMatchObject({ tags: before.tags, rating: 4 });
    await page.keyboard.press(".");
    await tagged.waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await tagged.waitFor({ state: "detached" });
    await page.keyboard.press("0");
    expect(await until(async () => (await known()).rating === null, 5)).toBe(true);
  });

  const isPaintedIn = (selector: string): Promise<boolean> =>
    page.locator(selector).evaluateAll((all) =>
      all.every((element) => {
        const canvas = element as HTMLCanvasElement;
        if (canvas.width === 0) return false;
        return canvas
          .getContext("2d")
          ?.getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value > 0);
      }),
    );

  test("two marked files are compared: likeness, notes, and the values that differ", async () => {
    await at("?q=drums");
    await page.locator("#rows").focus();
    const files: string[] = [];
    for (let n = 0; n < 2; n++) {
      await page.keyboard.press("ArrowDown");
      files.push(new URL(page.url()).searchParams.get("file") as string);
      await page.keyboard.press("x");
    }
    await page.locator(".values tbody tr").first().waitFor();
    expect(new URL(page.url()).searchParams.get("with")).toBe(files[1] as string);
    const [a, b] = (await Promise.all(files.map((file) => there.json(`files/${file}`)))) as unknown as {
      readonly fields: Readonly<Record<string, unknown>>;
    }[];
    const row = page
      .locator(".values tbody tr")
      .filter({ has: page.getByRole("rowheader", { name: "notes", exact: true }) });
    expect(await row.locator("td").allTextContents()).toEqual([`${a?.fields["notes"]}`, `${b?.fields["notes"]}`]);
    expect(await page.locator(".side canvas").count()).toBe(2);
    expect(await until(() => isPaintedIn(".side canvas"), 5)).toBe(true);
    const alike = (await there.json(`files/${files[0]}/like?q=hash+${files[1]}&limit=1`))["rows"] as unknown as {
      readonly likeness: number;
    }[];
    const told = `${Math.round((alike[0]?.likeness ?? 0) * 100)} % alike`;
    await page.locator(".view header", { hasText: told }).waitFor();
    await page.getByRole("button", { name: "Swap" }).click();
    await page.waitForURL((url) => url.searchParams.get("file") === files[1]);
    await page.keyboard.press("Escape");
    await rows().first().waitFor();
  });

  test("duplicates are listed as the server tells them, and a pair can be compared", async () => {
    const { clusters } = (await there.json("dupes?limit=100")) as unknown as {
      readonly clusters: readonly { readonly files: readonly { readonly path: string }[] }[];
    };
    await at("");
    await page.keyboard.press("d");
    await page.locator(".group").first().waitFor();
    expect(await page.locator(".same .path").evaluateAll((all) => all.map((one) => one.getAttribute("title")))).toEqual(
      clusters.flatMap(({ files }) => files.map(({ path }) => path)),
    );
    await page.getByRole("button", { name: "compare" }).first().click();
    expect(await until(() => isPaintedIn(".side canvas"), 5)).toBe(true);
    expect(await violations()).toEqual([]);
    await page.goBack();
    await page.locator(".group").first().waitFor();
    expect(await violations()).toEqual([]);
  });

  test("all that is found is tagged at once, and no other file", async () => {
    await at("?q=drums%20bpm%20100..140");
    const found = await countOf("drums bpm 100..140");
    await page.locator("#rows").focus();
    await page.keyboard.press("t");
    await page.getByLabel("Tags, with commas").fill("batch");
    await page.keyboard.press("Enter");
    expect(await until(async () => (await countOf("tag batch")) === found, 5)).toBe(true);
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("u");
    expect(await until(async () => (await countOf("tag batch")) === 0, 5)).toBe(true);
  });

  test("columns are chosen, stand in the address, and an export has them", async () => {
    await at("?q=drums");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "rating", exact: false }).first().click();
    await page.getByLabel("Find a field").fill("chord_loop");
    await page.getByRole("checkbox", { name: /^chord_loop / }).click();
    await page.getByRole("columnheader", { name: "chord_loop" }).waitFor();
    await page.keyboard.press("Escape");
    expect(new URL(page.url()).searchParams.get("cols")).toBe("bpm,key,meter,duration,notes,chord_loop");
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("CSV for").click()]);
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split(/\r?\n/);
    expect(lines[0]).toContain("meter,duration,notes,chord_loop");
    expect(lines.length).toBe((await countOf("drums")) + 1);
    await page.evaluate(() => localStorage.clear());
  });

  test("a query is saved under a name, asked by it, and forgotten", async () => {
    await at("?q=drums%20bpm%20100..140");
    await page.getByRole("button", { name: "Saved queries" }).click();
    await page.getByRole("textbox").last().fill("two words");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "cannot be the name" }).waitFor();
    await page.getByRole("textbox").last().fill("mine");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: /^@mine/ }).click();
    await page.waitForURL("**/?q=@mine");
    const found = await countOf("drums bpm 100..140");
    expect(await until(async () => (await countShown()) === found, 5)).toBe(true);
    await page.getByRole("button", { name: "Saved queries" }).click();
    await page.getByRole("button", { name: "Forget @mine" }).click();
    await page.getByText("None yet").waitFor();
    await page.keyboard.press("Escape");
  });

  test.skipIf(packagedBank() === undefined)("Space plays the open file, and it falls silent again", async () => {
    await at("?q=drums%20notes%20100..");
    await page.locator("#rows").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press(" ");
    expect(await until(async () => (await loudness()) > 1e-3, 15)).toBe(true);
    // The synthesizer is there: the next file plays by itself.
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(300);
    expect(await until(async () => (await loudness()) > 1e-3, 5)).toBe(true);
    await page.keyboard.press(" ");
    expect(await until(async () => (await loudness()) < 1e-5, 5)).toBe(true);
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
  ] as const)("screen readers find nothing wrong: %s, %d pixels", async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await at("?q=drums");
    if (width > 700) await page.locator("#rows").focus();
    await page.keyboard.press("ArrowDown");
    await page.locator(".card h2").waitFor();
    await page.waitForTimeout(300);
    // A dialog too, with what was just done beside it.
    await page.keyboard.press("u");
    await page.getByText("There is nothing to undo").waitFor();
    await page.keyboard.press("t");
    await page.locator("dialog").waitFor();
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test("nothing went wrong meanwhile, and nobody else was asked", () => {
    expect(faults).toEqual([]);
  });
});
