import { afterAll, beforeEach, expect, it } from 'vitest';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import type { ChangedSecret } from '../secrets/carry-out.ts';
import { changeSecret } from './change-secret.ts';
import { listSecrets, type Secrets } from './list-secrets.ts';
import { type PlannedChange, planSecretChange } from './plan-secret-change.ts';

const fixture: EndpointFixture = await startEndpointFixture();
afterAll(() => fixture.stop());

const { secrets } = fixture.cli;
const secret = secrets.create('spillway/dev/sources/github', '{}');
const put = (slots: object) => secrets.put(secret, JSON.stringify(slots), ['AWSCURRENT']);
beforeEach(() => put({ current: 'old secret' }));

const params = { source: 'github' };
const plan = (kind: string) =>
  fixture.ask<PlannedChange>(planSecretChange, { params, query: { kind } });
const change = (body: object) => fixture.ask<ChangedSecret>(changeSecret, { params, body });
const list = () => fixture.ask<Secrets>(listSecrets);

it('lists slots and what may be done with them, and no value', async () => {
  put({ current: 'new secret', previous: 'old secret' });
  const listed = await list();
  expect(listed.sources).toMatchObject([
    { name: 'github', title: 'GitHub', isRotatable: true, slots: ['current', 'previous'] },
  ]);
  expect(listed.sources[0]?.reasons.previous).toMatch(/^previous unused for/);
  expect(JSON.stringify(listed)).not.toContain(' secret"');
});

it('says what a rotation would do, and does nothing before it is told to', async () => {
  const planned = await plan('rotate');
  expect(planned.what).toContain('Make up a new secret for github');
  expect(planned.objection).toBeUndefined();
  expect((await list()).sources[0]?.slots).toEqual(['current']);
});

it('gives the new secret in its answer, with what the sender must do next', async () => {
  const changed = await change({ kind: 'rotate' });
  expect(changed).toMatchObject({ kind: 'rotated', slots: ['current', 'previous'] });
  expect(changed).toHaveProperty('secret', expect.stringMatching(/^\S{40,}$/));
  expect(changed).toHaveProperty('enterAt', expect.stringContaining('GitHub'));
});

it('objects to a second rotation and to a retirement without evidence, until they are forced', async () => {
  put({ current: 'new secret', previous: 'old secret' });
  const again = await plan('rotate');
  expect(again.objection?.message).toContain("isn't finished");
  expect(again.objection?.remedy).toContain('npx spillway secrets rotate github');
  const retiring = await plan('retire');
  expect([retiring.what, retiring.objection?.message]).toEqual([
    expect.stringContaining('Retire previous of github'),
    expect.stringContaining('previous'),
  ]);
  await expect(change({ kind: 'retire' })).rejects.toThrow('previous');
  expect((await list()).sources[0]?.slots).toEqual(['current', 'previous']);
  const retired = await change({ kind: 'retire', isForced: true });
  expect(retired).toMatchObject({ kind: 'retired', slots: ['current', 'retired'] });
});

it('refuses what can’t be done at all', async () => {
  await expect(plan('retire')).rejects.toThrow('github has no slot previous');
  await expect(change({ kind: 'delete' })).rejects.toThrow(/kind/);
  const none = fixture.ask(changeSecret, { params: { source: 'none' }, body: { kind: 'rotate' } });
  await expect(none).rejects.toThrow('none');
});
