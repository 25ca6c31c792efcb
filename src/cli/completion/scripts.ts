/** What shells are given, so that Tab asks midiq. */

/** How each shell is told, and where that goes. */
export const scripts = {
  bash: {
    install: `echo 'eval "$(midiq completion bash)"' >> ~/.bashrc`,
    script: `# Completion of midiq for bash.
_midiq() {
  local line candidate meaning
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate meaning; do
    if [[ $candidate == ':paths' ]]; then compopt -o default 2>/dev/null; return; fi
    COMPREPLY+=("$candidate")
  done < <(midiq complete --shell bash -- "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  # Several are listed with what they mean would be wide: bash shows the words alone.
  if (( \${#COMPREPLY[@]} == 1 )); then
    case "\${COMP_LINE:0:COMP_POINT}" in
      *\\"*|*\\'*) ;;
      *) printf -v 'COMPREPLY[0]' %q "\${COMPREPLY[0]}" ;;
    esac
    [[ \${COMPREPLY[0]} == *[=\\(] ]] && compopt -o nospace 2>/dev/null
  fi
}
complete -F _midiq midiq
`,
  },
  zsh: {
    install: `echo 'eval "$(midiq completion zsh)"' >> ~/.zshrc   # after compinit`,
    script: `#compdef midiq
# Completion of midiq for zsh.
_midiq() {
  local -a found meanings
  # In an open quote zsh keeps the quote out of LBUFFER.
  local candidate meaning line="\${(j: :)words[1,CURRENT-1]} $IPREFIX$QIPREFIX$PREFIX"
  while IFS=$'\\t' read -r candidate meaning; do
    if [[ $candidate == ':paths' ]]; then _files; return; fi
    found+=("$candidate")
    meanings+=("\${candidate}\${meaning:+  -- $meaning}")
  done < <(midiq complete --shell zsh -- "$line" 2>/dev/null)
  (( $#found )) && compadd -l -d meanings -a found
}
compdef _midiq midiq
`,
  },
  fish: {
    install: "midiq completion fish > ~/.config/fish/completions/midiq.fish",
    script: `# Completion of midiq for fish.
function __midiq_complete
  set -l found (midiq complete --shell fish -- (commandline -cp | string collect) 2>/dev/null)
  if test "$found[1]" = ':paths'
    __fish_complete_path (commandline -ct)
  else
    string join \\n -- $found
  end
end
complete -c midiq -f -a '(__midiq_complete)'
`,
  },
} as const;

/** Shells that can ask. */
export type Shell = keyof typeof scripts;
/** Their names. */
export const shells = Object.keys(scripts) as Shell[];
