import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStackFile, writeStackFile } from '../../client/stack-file.ts';
import {
  type LambdaApiFixture,
  startLambdaApiFixture,
} from '../../local/aws/lambda/api/lambda-api-fixture.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

const name = 'spillway-dev-processing';
let fixture: CliFixture;
let lambda: LambdaApiFixture;
beforeAll(async () => {
  [fixture, lambda] = await Promise.all([startCliFixture(), startLambdaApiFixture(name)]);
  for (const answer of ['first', 'second', 'third']) await lambda.deploy(answer);
  const file = `${fixture.root}/.spillway/stack.json`;
  const stack = readStackFile(file);
  const env = { ...stack.env, AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint };
  writeStackFile({ ...stack, env }, file);
});
afterAll(() => Promise.all([fixture.stop(), lambda.stop()]));

const run = (...args: string[]) => fixture.run(args);
const live = async () => {
  const all: { version: string; isLive: boolean }[] = JSON.parse(
    await run('versions', '--function', 'processing', '--json'),
  );
  return all.find(({ isLive }) => isLive)?.version;
};

describe('spillway versions', () => {
  it('lists a function’s, the latest first, and says how to go back', async () => {
    const shown = await run('versions', '--function', 'processing');
    expect(
      shown
        .replace(/2\d{3}-\S+Z/g, 'TIME')
        .trimEnd()
        .split('\n'),
    ).toEqual([
      expect.stringMatching(/^FUNCTION +VERSION +PUBLISHED +CHANGED/),
      expect.stringMatching(/^processing +3 +TIME +code +live$/),
      expect.stringMatching(/^processing +2 +TIME +code$/),
      expect.stringMatching(/^processing +1 +TIME +–$/),
      '',
      'To go back to an earlier one: npx spillway rollback --stage local --function processing --to 2',
    ]);
  });

  it('says which function is not there', async () => {
    await expect(run('versions', '--function', 'audit')).rejects.toThrow(
      'There is no function spillway-dev-audit',
    );
  });
});

describe('spillway rollback', () => {
  it('lets the version before take the calls, or the one that is named, and says how to undo it', async () => {
    expect(await run('rollback', '--function', 'processing')).toMatch(
      /Version 2 of processing, published \S+, takes the calls now\.\nTo undo it: npx spillway rollback .*--to 3/,
    );
    expect(await live()).toBe('2');
    await run('rollback', '--function', 'processing', '--to', '3');
    expect(await live()).toBe('3');
  });

  it.each([
    [['--to', '9'], 'has no version 9', 'There are: 3, 2, 1.'],
    [['--to', '$LATEST'], 'has no version $LATEST', 'There are: 3, 2, 1.'],
  ])('changes nothing for a version that is not there: %j', async (args, message, remedy) => {
    await expect(run('rollback', '--function', 'processing', ...args)).rejects.toMatchObject({
      ...{ message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) },
    });
    expect(await live()).toBe('3');
  });

  it('says when there is nothing to go back to', async () => {
    await run('rollback', '--function', 'processing', '--to', '1');
    await expect(run('rollback', '--function', 'processing')).rejects.toThrow(
      'has no version before the one that is live',
    );
  });
});
