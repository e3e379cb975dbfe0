import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { simpleWords } from '../../runbooks/pages/simple-words.ts';
import { fillCommand } from './fill-command.ts';

const fill = (command: string, value: string) => fillCommand(command, new Map([['REASON', value]]));

it.each([
  'plain',
  'two words',
  "it's old",
  `both " and '`,
  '$(touch /tmp/x) `id`; rm -rf *',
  '<REASON>',
])('puts %j in as one word of the command, whatever marks are around it', (value) => {
  for (const command of ['say <REASON> now', 'say "<REASON>" now', "say '<REASON>' now"]) {
    const line = fill(command, value).replace('say', "printf '%s\\0'");
    const said = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
    expect(said.split('\0').slice(0, -1)).toEqual([value, 'now']);
  }
});

it('needs no shell for an apostrophe', () => {
  expect(simpleWords(fill('npx spillway x --reason <REASON>', "it's old"), {})).toEqual([
    ...['npx', 'spillway', 'x', '--reason', "it's old"],
  ]);
});

it('leaves what is not known', () => {
  expect(fill('say <REASON> <UUID>', 'yes')).toBe('say yes <UUID>');
});
