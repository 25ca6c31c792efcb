/** Fonts for pictures of pixels: those of a package, else the machine's own. */
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, join } from "node:path";

/** The package that brings DejaVu, which has Latin, Greek, Cyrillic, Arabic and musical signs. */
export const fontPackage = "dejavu-fonts-ttf";
const packaged = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];

/** Where systems keep fonts. */
const folders = [
  "/usr/share/fonts",
  "/usr/local/share/fonts",
  join(homedir(), ".local/share/fonts"),
  "/System/Library/Fonts",
  "/Library/Fonts",
  join(homedir(), "Library/Fonts"),
  "C:\\Windows\\Fonts",
];

/** Fonts of the machine that do for Latin texts, the best first. */
const plain = [
  /^(?:DejaVuSans|DejaVuSans-Bold)\.ttf$/,
  /^(?:LiberationSans|Arial|arial|Helvetica|segoeui|Roboto)\b.*\.tt[fc]$/,
  /sans.*\.ttf$/i,
];
/** Fonts of Chinese, Japanese and Korean, as systems name them. */
const eastAsian =
  /(?:NotoSans(?:CJK|JP|SC|TC|KR)|SourceHanSans|wqy|DroidSansFallback|PingFang|Hiragino|ヒラギノ|AppleSDGothic|msyh|msgothic|YuGoth|malgun|ipag|unifont).*\.(?:ttf|otf|ttc)$/i;

const isEastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Fonts for a text. */
export interface Fonts {
  /** Empty where there is no font at all. */
  readonly bytes: readonly Uint8Array[];
  /** The text has Chinese, Japanese or Korean, and no font that does. */
  readonly lacksEastAsian: boolean;
}

/** The fonts that a text needs, as far as they are there. */
export async function fontsFor(text: string): Promise<Fonts> {
  const own = packagedFonts();
  const wantsEast = isEastAsian.test(text);
  const system = own.length === 0 || wantsEast ? systemFonts() : [];
  const latin =
    own.length > 0
      ? own
      : (
          plain.map((names) => system.filter((path) => names.test(basename(path)))).find(({ length }) => length > 0) ??
          []
        ).slice(0, 4);
  const east = wantsEast ? system.filter((path) => eastAsian.test(basename(path))).slice(0, 1) : [];
  const bytes = await Promise.all([...latin, ...east].map((path) => readFile(path)));
  return { bytes, lacksEastAsian: wantsEast && east.length === 0 };
}

function packagedFonts(): readonly string[] {
  try {
    const require = createRequire(import.meta.url);
    return packaged.map((name) => require.resolve(`${fontPackage}/ttf/${name}`));
  } catch {
    return [];
  }
}

function systemFonts(): readonly string[] {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => {
      try {
        return readdirSync(folder, { recursive: true, encoding: "utf8" })
          .filter((name) => /\.(?:ttf|otf|ttc)$/i.test(name))
          .sort()
          .map((name) => join(folder, name));
      } catch {
        // A folder that cannot be read holds no font for us.
        return [];
      }
    });
}
