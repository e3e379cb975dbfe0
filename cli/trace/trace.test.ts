import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Journeys } from '../../client/journey/journey.ts';
import { type CliFixture, startCliFixture } from '../cli-fixture.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const config = join(import.meta.dirname, '../../test/fixtures/default.config.ts');
const hostile = 'd-2\u001b[31m\u202e"} | limit 1';
let fixture: CliFixture;

beforeAll(async () => {
  fixture = await startCliFixture({ hasTable: true });
  const accepted = {
    message: 'webhook accepted',
    type: 'push',
    slot: 'current',
    trackingId: 'r-1',
  };
  write('ingestion', 60, { ...accepted, deliveryId: 'd-1', traceId: '1-5759e988-0' });
  write('processing', 59, {
    ...{ message: 'webhook processed', deliveryId: 'd-1', trackingId: 'r-1' },
    attempts: [{ destination: 'app', ms: 7, status: 200 }],
  });
  write('ingestion', 90_000, { ...accepted, deliveryId: 'long ago' });
  write('processing', 30, {
    ...{ message: 'delivery dead-lettered', deliveryId: hostile, destination: 'app' },
    ...{ reason: 'refused', error: { message: 'said \u001b[2J\nno' } },
  });
});
afterAll(() => fixture.stop());

function write(name: string, secondsAgo: number, line: object): void {
  fixture.logs.log({
    ...{ logGroup: `/aws/lambda/spillway-dev-${name}`, logStream: 's' },
    timestamp: now - secondsAgo * 1000,
    message: JSON.stringify({ level: 'INFO', source: 'github', ...line }),
  });
}

async function run(...args: string[]) {
  let code = 0;
  const text = await fixture.run(['trace', ...args, '--config', config], {
    now: () => now,
    setExitCode: (given) => (code = given),
  });
  return { text, code };
}

describe('spillway trace', () => {
  it('tells the way of a webhook in the order of time, and where it looked', async () => {
    const { text, code } = await run('d-1');
    expect(text.replace(/ +/g, ' ')).toContain(
      [
        'd-1 from github push',
        ' 2026-11-25T11:59:00.000Z +0 ms received request r-1',
        ' 2026-11-25T11:59:00.000Z +0 ms verified with the secret in the slot current',
        ' 2026-11-25T11:59:00.000Z +0 ms stored on the queue',
        ' 2026-11-25T11:59:01.000Z +1000 ms attempt app: answered 200 in 7 ms',
        ' 2026-11-25T11:59:01.000Z +1000 ms processed all destinations have it\n',
      ].join('\n'),
    );
    expect(text).toMatch(
      /^Looked at: logs since 2026-11-24T12:00:00.000Z \(2\); table \(0\); X-Ray/m,
    );
    // X-Ray does not answer here: the journey is complete without it.
    expect(code).toBe(0);
  });

  it('gives programs a shape with a version', async () => {
    const { text } = await run('d-1', '--json');
    const journeys: Journeys = JSON.parse(text);
    expect(journeys).toMatchObject({ version: 1, stage: 'dev', deliveryId: 'd-1' });
    expect(journeys.webhooks).toHaveLength(1);
    expect(journeys.looked.at(-1)).toMatchObject({ place: 'X-Ray', found: 0 });
  });

  it('says of an id that nobody knows where it looked, and how far back', async () => {
    await expect(run('long ago')).rejects.toMatchObject({
      exitCode: 1,
      message:
        'Nothing is known of a delivery long ago. Looked at: logs since 2026-11-24T12:00:00.000Z (0); table (0); dead letters (0).',
      remedy: expect.stringContaining("npx spillway trace 'long ago'"),
    });
    expect((await run('long ago', '--since', '2d')).text).toContain('received');
  });

  it('refuses a source that the configuration does not have', async () => {
    await expect(run('d-1', '--source', 'githup')).rejects.toMatchObject({
      exitCode: 2,
      message: 'There is no source githup. Did you mean github?',
    });
  });

  it('shows an odd id and odd text of a destination as text', async () => {
    const { text } = await run(hostile);
    expect(text).toContain('d-2�[31m�"} | limit 1  from github');
    expect(text).toContain('dead-lettered  app: refused: said �[2J�no');
    const { text: json } = await run(hostile, '--json');
    for (const order of ['\u001b', '\u202e']) expect(text + json).not.toContain(order);
  });
});
