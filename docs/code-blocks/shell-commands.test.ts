import { expect, it } from 'vitest';
import { shellCommands } from './shell-commands.ts';

it.each<[text: string, commands: string[][]]>([
  [
    'npm ci && npm test  # all of it',
    [
      ['npm', 'ci'],
      ['npm', 'test'],
    ],
  ],
  ['echo \'it # is\' "a \\"b\\"" c\\ d', [['echo', 'it # is', 'a "b"', 'c d']]],
  [
    'A=1 B=$(date +%s) run x',
    [
      ['date', '+%s'],
      ['run', 'x'],
    ],
  ],
  [
    'pbpaste | npx spillway secrets set a --yes > file',
    [['pbpaste'], ['npx', 'spillway', 'secrets', 'set', 'a', '--yes']],
  ],
  [
    'source <(npx spillway completion bash)',
    [
      ['npx', 'spillway', 'completion', 'bash'],
      ['source', '…'],
    ],
  ],
  [
    'one --url "$(two x)" three\nfour \\\n  five',
    [
      ['two', 'x'],
      ['one', '--url', '…', 'three'],
      ['four', 'five'],
    ],
  ],
  ['for i in {1..9}; do npx spillway send --yes; done', [['npx', 'spillway', 'send', '--yes']]],
])('takes apart %j', (text, commands) => {
  expect(shellCommands(text)).toEqual(commands);
});
