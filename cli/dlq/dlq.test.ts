import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anEnvelope, type CliFixture, startCliFixture } from '../cli-fixture.ts';

let fixture: CliFixture;

beforeEach(async () => {
  fixture = await startCliFixture();
});

afterEach(() => fixture.stop());

function addDeadLetters(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    fixture.addDeadLetter({ deliveryId: `d-${index}` }),
  );
}

// Each ends with a receive that waits a second for more.
describe('dlq summary', { timeout: 30_000 }, () => {
  it('groups dead letters by source and type, the largest group first', async () => {
    fixture.addDeadLetter({ type: 'ping', receivedAt: '2026-01-01T00:00:00.000Z' });
    fixture.addDeadLetter({ receivedAt: '2026-01-03T00:00:00.000Z' });
    fixture.addDeadLetter({ receivedAt: '2026-01-02T00:00:00.000Z' });
    const summary = JSON.parse(await fixture.run(['dlq', 'summary', '--json']));
    expect(summary).toMatchObject({
      visible: 3,
      examined: 3,
      groups: [
        {
          source: 'github',
          type: 'push',
          count: 2,
          firstSeen: '2026-01-02T00:00:00.000Z',
          lastSeen: '2026-01-03T00:00:00.000Z',
        },
        { source: 'github', type: 'ping', count: 1 },
      ],
    });
  });

  it('never prints a body', async () => {
    fixture.addDeadLetter();
    fixture.queues.sendMessage('spillway-dev-dead-letters', 'secret nonsense');
    const texts = [
      await fixture.run(['dlq', 'summary']),
      await fixture.run(['dlq', 'summary', '--json']),
      await fixture.run(['dlq', 'redrive', '--dry-run']),
    ].join('\n');
    expect(texts).toContain('push');
    expect(texts).toContain('not a JSON object');
    expect(texts).not.toContain('never to be shown');
    expect(texts).not.toContain('secret nonsense');
  });

  it('takes nothing, hides nothing, and receives each message once', async () => {
    const bodies = addDeadLetters(23);
    await fixture.run(['dlq', 'summary']);
    const messages = fixture.queues.inspectQueue('spillway-dev-dead-letters')?.messages;
    expect(messages?.ready.map(({ body }) => body).sort()).toEqual(bodies.sort());
    expect(new Set(messages?.ready.map((message) => message.approximateReceiveCount))).toEqual(
      new Set([1]),
    );
  });

  it('looks at no more than --max', async () => {
    addDeadLetters(15);
    const summary = JSON.parse(await fixture.run(['dlq', 'summary', '--json', '--max', '4']));
    expect(summary).toMatchObject({ visible: 15, examined: 4 });
    expect(await fixture.run(['dlq', 'summary', '--max', '4'])).toContain('of about 15');
  });

  it('says so when there are none', async () => {
    expect(await fixture.run(['dlq', 'summary'])).toBe('There are no dead letters.\n');
  });
});

describe('dlq redrive', { timeout: 30_000 }, () => {
  it('moves every dead letter to the intake queue, once', async () => {
    const bodies = addDeadLetters(25);
    const result = JSON.parse(await fixture.run(['dlq', 'redrive', '--json']));
    expect(result).toEqual({ moved: 25, refused: 0, doubled: 0, returned: 0, stopped: 'drained' });
    expect(fixture.bodiesIn('intake').sort()).toEqual(bodies.sort());
    expect(fixture.bodiesIn('dead-letters')).toEqual([]);
  });

  it('keeps the attributes of a message', async () => {
    const messageAttributes = { note: { DataType: 'String', StringValue: 'kept' } };
    fixture.queues.sendMessage('spillway-dev-dead-letters', JSON.stringify(anEnvelope), {
      messageAttributes,
    });
    await fixture.run(['dlq', 'redrive']);
    const [message] = fixture.queues.inspectQueue('spillway-dev-intake')?.messages.ready ?? [];
    expect(message?.messageAttributes).toMatchObject(messageAttributes);
  });

  it('stops at --limit and leaves the rest in sight', async () => {
    addDeadLetters(15);
    const result = JSON.parse(await fixture.run(['dlq', 'redrive', '--json', '--limit', '12']));
    expect(result).toMatchObject({ moved: 12, stopped: 'limit' });
    const left = fixture.queues.inspectQueue('spillway-dev-dead-letters')?.messages;
    expect(left?.ready).toHaveLength(3);
  });

  it('moves no more a second than --rate', async () => {
    addDeadLetters(20);
    let time = 1_000_000;
    await fixture.run(['dlq', 'redrive', '--rate', '5'], {
      now: () => time,
      sleep: (milliseconds) => {
        time += milliseconds;
        return Promise.resolve();
      },
    });
    expect(time - 1_000_000).toBe(4000);
  });

  it('moves nothing with --dry-run', async () => {
    const bodies = addDeadLetters(3);
    expect(await fixture.run(['dlq', 'redrive', '--dry-run'])).toContain('Nothing was moved');
    expect(fixture.bodiesIn('dead-letters').sort()).toEqual(bodies.sort());
    expect(fixture.bodiesIn('intake')).toEqual([]);
  });

  it('leaves alone what it moved and what came back, and says so', async () => {
    addDeadLetters(2);
    const comeBack = () => {
      const intake = fixture.queues.inspectQueue('spillway-dev-intake')?.messages.ready ?? [];
      for (const { body, messageAttributes } of intake) {
        fixture.queues.sendMessage('spillway-dev-dead-letters', body, {
          messageAttributes,
        });
      }
      return Promise.resolve();
    };
    const result = JSON.parse(
      await fixture.run(['dlq', 'redrive', '--json', '--limit', '50'], { sleep: comeBack }),
    );
    expect(result.moved).toBe(2);
    expect(result.returned).toBeGreaterThanOrEqual(2);
    expect(fixture.queues.inspectQueue('spillway-dev-dead-letters')?.messages.inflight).toEqual([]);
  });

  it('ends after the batch at hand when it is interrupted', async () => {
    addDeadLetters(30);
    const interruption = new AbortController();
    const result = JSON.parse(
      await fixture.run(['dlq', 'redrive', '--json'], {
        signal: interruption.signal,
        sleep: () => Promise.resolve(interruption.abort()),
      }),
    );
    expect(result).toMatchObject({ moved: 10, stopped: 'interrupted' });
    expect(fixture.bodiesIn('dead-letters')).toHaveLength(20);
  });
});
