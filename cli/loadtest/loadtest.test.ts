import { expect, it } from 'vitest';
import { exitCodes } from '../../client/terminal/exit-codes.ts';
import { runSpillway } from '../../test/factories/run-spillway.ts';

const run = (args: string) => runSpillway(['loadtest', ...args.split(' ')], { root: '/nowhere' });

it.each([
  ['smoke --target https://a.example --stage prod', 'leave out one of --target and --stage'],
  ['smoke --target a.example', 'a.example is no URL'],
  ['smoke --target https://a.example', 'SPILLWAY_SECRET is not set'],
])('sends nothing where it is not clear where to: loadtest %s', async (args, message) => {
  await expect(run(args)).rejects.toMatchObject({
    message: expect.stringContaining(message),
    exitCode: exitCodes.usage,
  });
});
