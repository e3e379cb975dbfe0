import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StackFixture, startStackFixture } from '../../../../cli/fault/stack-fixture.ts';
import { readStackFile } from '../../../../client/stack-file.ts';
import { embeddedStageOf, type Stage } from '../../../../client/stage/stage.ts';
import type { Asked, ConsoleContext, Endpoint } from '../endpoint.ts';
import { type FaultsNow, readFaults } from './list-faults.ts';
import { switchFaultOff, switchFaultOn, switchFaultsOff } from './switch-fault.ts';

let fixture: StackFixture;
let stage: Stage;

beforeAll(async () => {
  fixture = await startStackFixture();
  stage = embeddedStageOf(readStackFile(fixture.stackFile));
});
afterAll(() => fixture.stop());

/** These endpoints use nothing but the stage. */
const ask = (endpoint: Endpoint, name = '', body?: unknown, of = stage) =>
  endpoint.answer(
    { params: { name }, body, query: new URLSearchParams() } as Partial<Asked> as Asked,
    { stage: of } as Partial<ConsoleContext> as ConsoleContext,
  ) as Promise<FaultsNow>;

describe('the faults of a console', () => {
  it('are switched as `spillway fault` does, with all that can be chosen', async () => {
    const order = { destination: 'app', seconds: 8, share: 0.5, forSeconds: 60 };
    const { on, now } = await ask(switchFaultOn, 'destination-slow', order);
    expect(on).toEqual([
      {
        ...{ name: 'destination-slow', destination: 'app', seconds: 8, share: 0.5 },
        until: expect.any(Number),
      },
    ]);
    expect(on[0]?.until).toBeGreaterThan(now + 50_000);
    expect(fixture.faults.current()).toEqual(on);
    await ask(switchFaultOn, 'table-down');
    expect((await ask(readFaults)).on).toHaveLength(2);
    expect((await ask(switchFaultOff, 'table-down')).on.map(({ name }) => name)).toEqual([
      'destination-slow',
    ]);
    expect((await ask(switchFaultsOff)).on).toEqual([]);
  });

  it('refuse what makes no sense, and say what would', async () => {
    await expect(ask(switchFaultOn, 'table-on-fire')).rejects.toThrow('There is no fault');
    await expect(ask(switchFaultOn, 'table-down', { destination: 'app' })).rejects.toThrow(
      'table-down has no destination.',
    );
    await expect(ask(switchFaultOn, 'table-down', { share: 'half' })).rejects.toThrow('no order');
    expect(fixture.faults.current()).toEqual([]);
  });

  it('are none of a deployed stage', async () => {
    const deployed = { name: 'prod', isEmbedded: false };
    expect((await ask(readFaults, '', undefined, deployed)).on).toEqual([]);
    await expect(ask(switchFaultOn, 'table-down', {}, deployed)).rejects.toThrow(
      'A fault is of the embedded stage only.',
    );
  });
});
