import { type CommandNode, toSteps, type Value } from './command-tree.ts';

/** A completion for bash, from 3.2 on, which macOS has. */
export function bashCompletion(nodes: readonly CommandNode[]): string {
  return `_spillway() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} node= word at=1
  if [[ \${COMP_WORDS[0]} == npx ]]; then
    if ((COMP_CWORD == 1)); then
      COMPREPLY=($(compgen -W spillway -- "$current"))
      return
    fi
    [[ \${COMP_WORDS[1]} == spillway ]] || return
    at=2
  fi
  for word in "\${COMP_WORDS[@]:at:COMP_CWORD-at}"; do
    case "$node $word" in
${toSteps(nodes, (pattern, path) => `    ${pattern}) node='${path}' ;;`)}
    esac
  done
  case "$node $previous" in
${toValues(nodes)}
  esac
  case $node in
${nodes.map(toWords).join('\n')}
  esac
}
complete -o default -F _spillway spillway npx
`;
}

/** Options that are completed alike are one case. */
function toValues(nodes: readonly CommandNode[]): string {
  const all = nodes.flatMap(({ path, options }) =>
    options.flatMap(({ name, value }) =>
      value === 'none' ? [] : { pattern: `'${path} ${name}'`, reply: replyWith(value) },
    ),
  );
  const cases = [...Map.groupBy(all, ({ reply }) => reply)].map(([reply, alike]) => {
    const patterns = alike.map(({ pattern }) => pattern).join(' | \\\n  ');
    return `  ${patterns})\n    ${reply}\n    return\n    ;;`;
  });
  return cases.join('\n');
}

function replyWith(value: Exclude<Value, 'none'>): string {
  if (value === 'file') return ': # as bash does by itself';
  // Of a text of one's own nothing is known: no file either.
  if (value === 'text') return 'compopt +o default 2>/dev/null';
  return `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$current"))`;
}

function toWords({ path, words, options }: CommandNode): string {
  const all = [...words, ...options].map(({ name }) => name).join(' ');
  return `  '${path}') COMPREPLY=($(compgen -W '${all}' -- "$current")) ;;`;
}
