import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultNames } from '../../client/faults/catalogue.ts';
import { type StackFixture, startStackFixture } from './stack-fixture.ts';

let fixture: StackFixture;
beforeEach(async () => {
  fixture = await startStackFixture();
});
afterEach(() => fixture.stop());

describe('spillway fault', () => {
  it('says what is on and what there is', async () => {
    expect(await fixture.run(['fault'])).toContain('No fault is on.');
    await fixture.faults.on('table-down');
    const text = await fixture.run(['fault']);
    expect(text).toContain('On:  table-down');
    for (const name of faultNames) expect(text).toContain(name);
    const { on, known } = JSON.parse(await fixture.run(['fault', '--json']));
    expect(on).toEqual([{ name: 'table-down', share: 1 }]);
    expect(known).toHaveLength(faultNames.length);
    expect(known[0]).toMatchObject({ name: 'destination-down', status: 503 });
  });

  it('switches one on, with all that can be chosen', async () => {
    const command = 'fault destination-slow --destination app --seconds 8 --share 0.5 --for 2m';
    const text = await fixture.run(command.split(' '));
    expect(text).toMatch(/^On: {2}destination-slow for app, 8 s, a share of 0.5, until \d\d:/);
    const [fault] = fixture.faults.current();
    expect(fault).toMatchObject({ destination: 'app', seconds: 8, share: 0.5 });
    const left = (fault?.until ?? 0) - Date.now();
    expect(left).toBeGreaterThan(110_000);
    expect(left).toBeLessThanOrEqual(120_000);
    expect(fixture.said).toEqual([expect.stringContaining('Fault on: destination-slow for app')]);
  });

  it('takes negative seconds for a clock that is behind', async () => {
    await fixture.run(['fault', 'clock-skew', '--seconds', '-600']);
    expect(fixture.faults.current()).toEqual([{ name: 'clock-skew', seconds: -600, share: 1 }]);
  });

  it('switches off one, or all', async () => {
    for (const name of ['table-down', 'queue-down', 'store-down'])
      await fixture.run(['fault', name]);
    expect(await fixture.run(['fault', 'off', 'queue-down'])).toContain('Off: queue-down');
    expect(fixture.faults.current().map(({ name }) => name)).toEqual(['table-down', 'store-down']);
    const { on, off } = JSON.parse(await fixture.run(['fault', 'off', '--json']));
    expect([on.length, off.length]).toEqual([0, 2]);
    expect(await fixture.run(['fault', 'off'])).toContain('None was on');
  });

  it.each([
    [
      'fault toaster-down',
      "'toaster-down' is invalid for argument 'name'. Allowed choices are dest",
    ],
    ['fault off toaster-down', "'toaster-down' is invalid for argument 'name'."],
    ['fault destination-down --destination ap', 'There are: app, audit'],
    ['fault table-down --seconds 3', 'table-down has no seconds'],
    ['fault table-down --for soon', 'a time such as 30s'],
    ['fault table-down --for 0s', 'a time such as 30s'],
    ['fault clock-skew --seconds late', 'It must be a number'],
    ['fault table-down --stage prod', 'embedded stack only, and prod is a deployed stage'],
    ['fault off --stage prod', 'embedded stack only, and prod is a deployed stage'],
  ])('refuses `%s`', async (command, message) => {
    await expect(fixture.run(command.split(' '))).rejects.toThrow(message);
    expect(fixture.faults.current()).toEqual([]);
  });
});

describe('a stack that can not be switched', () => {
  it('is told from one that does not answer', async () => {
    const old = await startStackFixture({ faultsUrl: undefined } as object);
    await expect(old.run(['fault'])).rejects.toThrow('has no faults to switch');
    await old.stop();
    const gone = await startStackFixture({ faultsUrl: 'http://127.0.0.1:1' });
    await expect(gone.run(['fault'])).rejects.toThrow('does not answer');
    await gone.stop();
  });
});
