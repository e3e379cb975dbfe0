import type { CommandNode, Value, Word } from './command-tree.ts';

/** A completion for fish. */
export function fishCompletion(nodes: readonly CommandNode[]): string {
  return `function __spillway_at --argument-names asked
  set -l words (commandline -opc)
  if test "$words[1]" = npx
    test "$words[2]" = spillway; or return 1
    set -e words[1]
  end
  set -e words[1]
  set -l node ''
  for word in $words
    switch "$node $word"
${nodes
  .filter(({ path }) => path)
  .map(toStep)
  .join('\n')}
    end
  end
  test "$node" = "$asked"
end
${nodes.flatMap(toLines).join('\n')}
`;
}

function toStep({ path }: CommandNode): string {
  const before = path.split(' ').slice(0, -1).join(' ');
  return `      case '${before} ${path.split(' ').at(-1)}'
        set node '${path}'`;
}

function toLines({ path, words, options }: CommandNode): readonly string[] {
  const start = `complete -c spillway -c npx -n "__spillway_at '${path}'"`;
  return [
    ...words.map((word) => `${start} -f -a ${word.name}${describe(word)}`),
    ...options.map(
      (option) =>
        `${start} -l ${option.name.replace(/^--/, '')}${complete(option.value)}${describe(option)}`,
    ),
  ];
}

function complete(value: Value): string {
  if (value === 'none') return ' -f';
  if (value === 'text') return ' -x';
  return value === 'file' ? ' -r' : ` -x -a '${value.join(' ')}'`;
}

function describe({ description }: Word): string {
  const quoted = description.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return description && ` -d '${quoted}'`;
}
