import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStack, synthesizeStack } from '../../test/factories/synthesized-stack.ts';
import { readStagePage } from './stage-page.ts';

let stack: SynthesizedStack;

beforeAll(async () => {
  const context = { maxReceiveCount: '7', deadLetterRetentionDays: '10' };
  stack = await synthesizeStack({ stage: 'dev', context });
}, 120_000);

const read = (name: string, readResources = () => Promise.resolve(stack.resources)) =>
  readStagePage(name, {
    ...{ stage: 'dev', shell: 'export SPILLWAY_STAGE=dev', readResources },
    explain: (error) => Object(error).message,
  });

describe('the page of a stage', () => {
  it('has the numbers that are deployed there, and its name', async () => {
    const { page, notItsNumbers } = await read('dlq-not-empty');
    expect(notItsNumbers).toBeUndefined();
    expect(page.text).toContain('| in dev |  |');
    expect(page.text).toContain('| SQS deletes a dead letter after | 10 days |');
    expect(page.text).toContain(
      '| attempts while something of our own fails | 7, within minutes |',
    );
    expect(page.blocks[0]?.commands).toEqual(['export SPILLWAY_STAGE=dev']);
  });

  it('has those of prod where the stage lacks the alarm, and says so', async () => {
    const { page, notItsNumbers } = await read('api-4xx');
    expect(notItsNumbers).toBe('The numbers are those of prod: the stage dev has no such alarm.');
    expect(page.text).toContain('| in prod |  |');
  });

  it('has those of prod where the template can’t be read, and says why', async () => {
    const { page, notItsNumbers } = await read('dlq-age', () =>
      Promise.reject(new Error('denied')),
    );
    expect(notItsNumbers).toBe('The numbers are those of prod: denied');
    expect(page.text).toContain('| in prod |  |');
  });
});
