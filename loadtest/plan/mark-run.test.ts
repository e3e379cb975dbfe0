import { expect, it } from 'vitest';
import { embeddedStageOf } from '../../client/stage/stage.ts';
import { startLogs } from '../../local/aws/logs/start-logs.ts';
import { stackEnvironment } from '../../test/factories/stack-environment.ts';
import { markRun, stageToMark } from './mark-run.ts';

const gone = 'http://127.0.0.1:1';
const stackAt = (logs: string) => ({
  ...{ pid: process.pid, stage: 'dev', endpoint: `${gone}/dev`, sinkUrl: gone, sources: {} },
  env: { ...stackEnvironment(gone), AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logs },
});

it('marks a run on the graphs of the stage that it loads', async () => {
  const lines: string[] = [];
  const logGroup = { name: '/spillway/dev/annotations', arn: 'a', metricFilterCount: 0 };
  const logs = await startLogs([{ ...logGroup, streams: ['annotations'] }], {
    log: ({ message }) => lines.push(message),
  });
  await markRun(embeddedStageOf(stackAt(logs.endpoint)), 'a spike', (line) => lines.push(line));
  await logs.stop();
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ kind: 'loadtest', message: 'a spike', Annotation: 1 }),
  ]);
});

it('says why a run has no mark, and goes on', async () => {
  const said: string[] = [];
  await markRun(embeddedStageOf(stackAt(gone)), 'a spike', (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining('not marked on the graphs of dev: ')]);
});

it('finds the stage: the embedded one, or the one in the URL where there are credentials', () => {
  const deployed = { SPILLWAY_URL: 'https://a1.execute-api.eu-west-1.amazonaws.com/prod/' };
  const named = (env: Readonly<Record<string, string>>) =>
    stageToMark({ stack: undefined, env })?.name;
  expect(stageToMark({ stack: stackAt(gone), env: {} })).toMatchObject({ name: 'dev' });
  expect(named({ ...deployed, AWS_PROFILE: 'prod' })).toBe('prod');
  expect(named(deployed)).toBeUndefined();
  expect(named({ SPILLWAY_URL: 'http://127.0.0.1:4100/dev', AWS_PROFILE: 'prod' })).toBeUndefined();
});
