import { type CommandNode, toSteps, type Value, type Word } from './command-tree.ts';

/** A completion for zsh, to be loaded after compinit. */
export function zshCompletion(nodes: readonly CommandNode[]): string {
  return `#compdef spillway npx
_spillway() {
  local node= word previous=$words[CURRENT-1]
  local -i at=2
  local -a shown
  if [[ $words[1] == npx ]]; then
    if (( CURRENT == 2 )); then
      compadd spillway
      return
    fi
    if [[ $words[2] != spillway ]]; then
      _default
      return
    fi
    at=3
  fi
  for word in "\${(@)words[at,CURRENT-1]}"; do
    case "$node $word" in
${toSteps(nodes, (pattern, path) => `    (${pattern}) node='${path}' ;;`)}
    esac
  done
  case "$node $previous" in
${nodes.flatMap(toValues).join('\n')}
  esac
  case $node in
${nodes.map(toWords).join('\n')}
  esac
  _describe spillway shown
}
compdef _spillway spillway npx
`;
}

function toValues({ path, options }: CommandNode): readonly string[] {
  return options.flatMap(({ name, value }) =>
    value === 'none' ? [] : [`  ('${path} ${name}') ${complete(value)}return ;;`],
  );
}

function complete(value: Exclude<Value, 'none'>): string {
  if (value === 'text') return '';
  return value === 'file' ? '_files; ' : `compadd ${value.join(' ')}; `;
}

function toWords({ path, words, options }: CommandNode): string {
  return `  ('${path}') shown=(${[...words, ...options].map(toEntry).join(' ')}) ;;`;
}

/** A colon ends the name. */
function toEntry({ name, description }: Word): string {
  return `'${name}:${description.replaceAll("'", `'\\''`)}'`;
}
