/** The doors of the package beside its front door: what `import "midiq/NAME"` means, as a module without its ending. */
export const doors = {
  midi: "src/midi/mod",
  hearing: "src/hearing/mod",
  music: "src/music/mod",
  query: "dsl/mod",
  plugin: "src/plugin/mod",
  analyzers: "src/analyzers/mod",
  catalogue: "src/catalogue/mod",
  organize: "src/organize/mod",
  dataset: "src/dataset/mod",
  annotation: "src/annotation/mod",
  forms: "src/forms/mod",
  plots: "src/plots/mod",
  pages: "src/pages/mod",
  reach: "src/reach/mod",
  doctor: "src/doctor/mod",
  authoring: "src/authoring/mod",
} as const satisfies Readonly<Record<string, string>>;
