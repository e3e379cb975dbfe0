import { parseArgs } from 'node:util';
import { readAccessRecord } from './access-record.ts';
import { reportGrants } from './unused-grants.ts';

/** `.ci/run` calls this after the tests, with the folder in which their stacks wrote down what they used. */
function main(): number {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [folder = ''] = positionals;
  const { used, unused, unseen, outdated } = reportGrants(readAccessRecord(folder));
  const print = (title: string, lines: readonly string[]) =>
    process.stdout.write([title, ...lines.map((line) => `  ${line}`), ''].join('\n'));
  print(`Used: ${used.length} grants of the roles.`, []);
  print(`Not to be seen here, with the reason: ${unseen.length}.`, unseen);
  if (outdated.length > 0) print('With a reason that is out of date:', outdated);
  if (unused.length > 0)
    print('Granted, and used by no test: take them away, or test them:', unused);
  if (used.length === 0) print(`Nothing was used: is ${folder} the folder of a run?`, []);
  return unused.length + outdated.length > 0 || used.length === 0 ? 1 : 0;
}

process.exitCode = main();
