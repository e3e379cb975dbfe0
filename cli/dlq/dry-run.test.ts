import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DlqFixture, fixtureReference, startDlqFixture } from './dlq-fixture.ts';

let fixture: DlqFixture;

beforeEach(async () => {
  fixture = await startDlqFixture();
});

afterEach(() => fixture.stop());

const dryRun = async (...args: string[]) => {
  const text = await fixture.run(['dlq', 'redrive', '--dry-run', '--json', ...args]);
  const { groups } = JSON.parse(text);
  return groups.flatMap(({ would }: { would: object[] }) => would);
};

const refused = { reason: 'refused', fingerprint: '0123456789ab', destination: 'app' };

describe('dlq redrive --dry-run', { timeout: 30_000 }, () => {
  it('says where letters would go, and moves none', async () => {
    const bodies = [1, 2, 3].map((n) => fixture.addDeadLetter({ deliveryId: `d-${n}` }));
    expect(await dryRun()).toEqual([
      { kind: 'delivered', destinations: ['app', 'audit'], count: 3 },
    ]);
    const text = await fixture.run(['dlq', 'redrive', '--dry-run']);
    expect(text).toContain('Nothing was moved');
    expect(text).toContain('3 would go to app, audit');
    const { messages } = fixture.queues.inspectQueue('spillway-dev-dead-letters') ?? {};
    expect(messages?.ready.map(({ body }) => body).sort()).toEqual(bodies.sort());
    expect(fixture.bodiesIn('intake')).toEqual([]);
  });

  it('leaves out the destinations that have it, and those that the letter is not for', async () => {
    fixture.addDeadLetter();
    await fixture.putRecord('github/app//d-1', { status: 'COMPLETED', outcome: 'delivered' });
    await fixture.putRecord('github/audit//d-1', { status: 'FAILED', lastError: 'answered 503' });
    fixture.addDeadLetter({ nonce: 'n-1', to: ['app'] }, refused);
    expect(await dryRun()).toEqual([
      { kind: 'delivered', destinations: ['audit'], count: 1 },
      { kind: 'delivered', destinations: ['app'], count: 1 },
    ]);
  });

  it('leaves out the destinations that have what processing sent here as a whole', async () => {
    fixture.addDeadLetter({}, { reason: 'exhausted', lastError: 'json.commit is undefined' });
    await fixture.putRecord('github/app//d-1', { status: 'COMPLETED', outcome: 'delivered' });
    await fixture.putRecord('github/audit//d-1', { status: 'FAILED', attempts: 5 });
    expect(await dryRun()).toEqual([{ kind: 'delivered', destinations: ['audit'], count: 1 }]);
    expect(await fixture.run(['dlq', 'summary'])).toContain(
      'exhausted at audit (push): json.commit is undefined',
    );
  });

  it('says what every destination has already, or has a letter of its own for', async () => {
    fixture.addDeadLetter();
    const settled = { status: 'COMPLETED' };
    await fixture.putRecord('github/app//d-1', { ...settled, outcome: 'delivered' });
    await fixture.putRecord('github/audit//d-1', { ...settled, outcome: 'dead-lettered' });
    expect(await dryRun()).toEqual([
      { kind: 'duplicate', destinations: ['app', 'audit'], count: 1 },
    ]);
  });

  it.each([
    ['watch', { kind: 'filtered', route: 'pushes' }, 'be filtered by the route pushes'],
    ['release', { kind: 'filtered', route: 'pushes' }, 'be filtered by the route pushes'],
    [
      'issues',
      { kind: 'transform-fails', destinations: ['app'], why: 'issue has no title' },
      'fail in the transform for app: issue has no title',
    ],
    [
      'star',
      { kind: 'delivered', destinations: ['handler:own%20code'] },
      'go to handler:own%20code',
    ],
  ])('runs the routes and transforms of today, and no handler: %s', async (type, would, text) => {
    fixture.addDeadLetter({ type });
    expect(await dryRun()).toMatchObject([would]);
    expect(await fixture.run(['dlq', 'redrive', '--dry-run'])).toContain(`1 would ${text}`);
  });

  it('says what can not be read, and never quotes it', async () => {
    fixture.queues.sendMessage('spillway-dev-dead-letters', 'secret nonsense');
    expect(await dryRun()).toMatchObject([
      { kind: 'unreadable', why: 'The message is not a JSON object' },
    ]);
  });

  it('fetches a large body, and says when it is lost', async () => {
    const [large, other] = [fixtureReference('large'), fixtureReference('other')];
    await fixture.putObject(large.key, 'large');
    await fixture.putObject(other.key, 'altered');
    fixture.addDeadLetter({ bodyRef: large }, refused);
    fixture.addDeadLetter({ bodyRef: other }, refused);
    expect(await dryRun()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'delivered' }),
        expect.objectContaining({ kind: 'body-lost', why: expect.stringContaining('not the one') }),
      ]),
    );
  });

  it('fetches nothing but a body of the letter’s own source, from the stage’s own bucket', async () => {
    const large = fixtureReference('large');
    await fixture.putObject(large.key, 'large');
    fixture.addDeadLetter({ bodyRef: large, source: 'stripe' }, refused);
    fixture.addDeadLetter({ bodyRef: fixtureReference('large', 'payroll') }, refused);
    expect(await dryRun()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'unreadable' }),
        expect.objectContaining({
          kind: 'body-lost',
          why: expect.stringContaining('in another bucket'),
        }),
      ]),
    );
  });

  it('is of one kind where that is asked for', async () => {
    fixture.addDeadLetter();
    fixture.addDeadLetter({ to: ['audit'] }, refused);
    expect(await dryRun('--class', 'poison')).toEqual([
      { kind: 'delivered', destinations: ['audit'], count: 1 },
    ]);
  });
});
