import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultNames } from '../../client/faults/catalogue.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
const isHere = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

const scripts = new Map<string, string>();
const folder = mkdtempSync(join(tmpdir(), 'spillway-completion-'));
const fileOf = (shell: string) => join(folder, `completion.${shell}`);

beforeAll(async () => {
  for (const shell of shells) {
    const script = await runSpillway(['completion', shell], { root: '/nowhere' });
    scripts.set(shell, script);
    writeFileSync(fileOf(shell), script);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What bash offers for the last word of a line. */
function offered(line: string): readonly string[] {
  const words = line.split(' ');
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const said = execFileSync(
    'bash',
    [
      '--norc',
      '-c',
      `source '${fileOf('bash')}'
       COMP_WORDS=(${quoted}) COMP_CWORD=${words.length - 1} COMPREPLY=()
       _spillway 2>&1
       printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { encoding: 'utf8', cwd: folder },
  );
  return said.split('\n').filter(Boolean);
}

const commands = [
  ...[
    'console',
    'status',
    'audit',
    'logs',
    'trace',
    'deployments',
    'versions',
    'rollback',
    'alarms',
    'runbook',
    'maintenance',
    'dlq',
    'deliveries',
    'replay',
    'reconcile',
    'secrets',
    'send',
    'annotate',
    'capacity',
    'loadtest',
    'fault',
    'cost',
    'report',
    'env',
  ],
  'completion',
];

describe.runIf(isHere('bash'))('in bash, a completion', () => {
  it.each([
    ['spillway ', [...commands, '--version', '--help']],
    ['npx spillway ', [...commands, '--version', '--help']],
    ['npx spi', ['spillway']],
    ['npx cdk ', []],
    ['spillway s', ['status', 'secrets', 'send']],
    ['spillway dlq ', ['summary', 'list', 'show', 'redrive', 'discard', '--help']],
    ['npx spillway dlq redrive --sa', ['--sample']],
    ['spillway dlq redrive --stage prod --class ', ['poison', 'transient', 'never-processed']],
    ['spillway dlq redrive --class never-processed --re', ['--reason', '--resume']],
    ['spillway dlq redrive --reason ', []],
    ['spillway dlq redrive --config ', []],
    ['spillway secrets r', ['rotate', 'retire']],
    ['spillway runbook dlq-', ['dlq-age', 'dlq-growing', 'dlq-not-empty']],
    ['spillway runbook --tr', ['--transcript']],
    ['spillway fault table-', faultNames.filter((name) => name.startsWith('table-'))],
    ['spillway fault off queue-', faultNames.filter((name) => name.startsWith('queue-'))],
    ['spillway completion ', ['bash', 'zsh', 'fish', '--help']],
  ])('offers for `%s`: %j', (line, words) => {
    expect(offered(line)).toEqual(words);
  });
});

describe.each(shells)('the completion for %s', (shell) => {
  it('knows every command, and the options of each', () => {
    const script = scripts.get(shell) ?? '';
    for (const word of [...commands, 'redrive', 'retire', 'off', ...faultNames]) {
      expect(script).toContain(word);
    }
    for (const option of ['stage', 'stop-after', 'unused-hours', 'to-destination', 'share']) {
      expect(script).toMatch(new RegExp(`(--|-l )${option}\\b`));
    }
  });

  it.runIf(isHere(shell))('is a script that the shell reads', () => {
    execFileSync(shell, ['-n', fileOf(shell)]);
  });
});

it('knows no other shell', async () => {
  const running = runSpillway(['completion', 'powershell'], { root: '/nowhere' });
  await expect(running).rejects.toThrow('Allowed choices are bash, zsh, fish');
});
