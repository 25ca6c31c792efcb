/** SVG as PNG, through resvg compiled to WebAssembly. The package is optional, and this the only door to it. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fontPackage, fontsFor } from "./fonts.ts";

/** A package that a picture of pixels needs is not installed. */
export class MissingPackage extends Error {
  override readonly name = "MissingPackage";
}

/** Pixels of the picture for each of the SVG: sharp on today's screens. */
const density = 2;
/** A picture has at most this number of pixels on its longer side. */
const mostPixels = 16_000;

const load = () => import("@resvg/resvg-wasm");
let ready: Promise<Awaited<ReturnType<typeof load>>> | undefined;

/** The library with its machine code, once for all pictures. */
function renderer(): Promise<Awaited<ReturnType<typeof load>>> {
  ready ??= (async () => {
    const library = await load();
    const wasm = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
    await library.initWasm(await readFile(wasm));
    return library;
  })();
  return ready;
}

/**
 * Renders an SVG with two pixels for each of its own.
 *
 * @param onLack told, in a line, when there are characters that no font has.
 * @throws MissingPackage when the renderer is not installed, or there is no font.
 */
export async function pngOf(svg: string, onLack: (line: string) => void = () => undefined): Promise<Uint8Array> {
  const { Resvg } = await renderer().catch((cause: unknown) => {
    const does = "bun add @resvg/resvg-wasm dejavu-fonts-ttf";
    throw new MissingPackage(`Cannot make a PNG without the package @resvg/resvg-wasm: ${does}, or plot to .svg`, {
      cause,
    });
  });
  const { bytes: fontBuffers, lacksEastAsian } = await fontsFor(svg);
  if (fontBuffers.length === 0) {
    throw new MissingPackage(`Cannot make a PNG without a font: bun add ${fontPackage}, or plot to .svg`);
  }
  if (lacksEastAsian)
    onLack("No font here has Chinese, Japanese or Korean letters: they appear as boxes in the PNG, but not in .svg");
  const [, width = 1, height = 1] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
  const zoom = Math.min(density, mostPixels / Math.max(width, height));
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: zoom },
    font: { fontBuffers: [...fontBuffers], defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" },
  });
  try {
    const image = picture.render();
    const png = image.asPng();
    image.free();
    return png;
  } finally {
    picture.free();
  }
}
