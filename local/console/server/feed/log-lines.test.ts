import { expect, it } from 'vitest';
import type { LogSource } from '../../../../client/logs/log-source.ts';
import { eventually } from '../../../../test/factories/eventually.ts';
import { createLogLines } from './log-lines.ts';

it('says why lines can’t be read, tries again, and says when they can', async () => {
  let isSignedIn = false;
  const client = {
    async send({ input }: { readonly input: { readonly logGroupName?: string } }) {
      if (!isSignedIn) throw new Error('The session has ended.');
      const isFirst = input.logGroupName?.endsWith('ingestion');
      return { events: isFirst ? [{ eventId: 'e', timestamp: Date.now(), message: 'late' }] : [] };
    },
  } as unknown as LogSource['client'];
  const [lines, troubles] = [[] as string[], [] as (string | undefined)[]];
  const end = createLogLines('dev', client, { pauseMs: 1 }).follow(
    ({ line }) => lines.push(line),
    (why) => troubles.push(why),
  );
  await eventually('the trouble is told', () => troubles.length > 0);
  expect(new Set(troubles)).toEqual(new Set(['The session has ended.']));
  isSignedIn = true;
  await eventually('a line comes', () => lines.length > 0);
  end();
  expect(troubles.at(-1)).toBeUndefined();
});
