import { expect, it } from 'vitest';
import { createProgram } from '../../../../cli/program.ts';
import { describedProgram } from '../described-program.ts';
import { wholeCommand } from './whole-command.ts';

const program = describedProgram(createProgram, { root: '/', stage: 'prod' });
const config = 'shop config.ts';
const whole = (command: string) => wholeCommand(command, program, { stage: 'prod', config });
const scope = "--stage prod --config 'shop config.ts'";

it.each([
  ['npx spillway dlq summary', `npx spillway dlq summary ${scope}`],
  [
    'npx spillway dlq discard --fingerprint <FINGERPRINT> --reason "<WHY NOT>"',
    `npx spillway dlq discard --fingerprint <FINGERPRINT> --reason "<WHY NOT>" ${scope}`,
  ],
  ['npx spillway secrets set <SOURCE>', `npx spillway secrets set <SOURCE> ${scope}`],
  ['npx spillway audit', 'npx spillway audit --stage prod'],
  ['npx spillway audit --stage dev', 'npx spillway audit --stage dev'],
])('has %s say what it works on, with all flags that it takes', (written, said) => {
  expect(whole(written)).toBe(said);
});

it.each([
  'aws sqs list-queues',
  'npx spillway logs --since 1h | grep failed',
  'curl "$(npx spillway env)"',
])('leaves %s as it is', (written) => {
  expect(whole(written)).toBe(written);
});

it('names no configuration where it is the project’s own', () => {
  const said = wholeCommand('npx spillway dlq summary', program, { stage: 'local' });
  expect(said).toBe('npx spillway dlq summary --stage local');
});
