import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeStackFile } from '../../../client/stack-file.ts';
import { createClients } from '../../../client/stage/clients.ts';
import { embeddedStage } from '../../../client/stage/embedded-stage.ts';
import { findStage } from '../../../client/stage/stage.ts';
import { describeStack } from '../../../local/describe-stack.ts';
import { comeBackSoon } from '../../../test/factories/come-back-soon.ts';
import { fixtureConfigFile } from '../../../test/factories/fixture-inputs.ts';
import { startFixtureStack } from '../../../test/factories/start-fixture-stack.ts';
import type { Setup } from '../drill.ts';
import { startSender } from './drill-sender.ts';
import type { DrillStage } from './drill-stage.ts';

/** Beyond it the machine's own delays are minutes of the stage. */
const fastest = 40;

/**
 * What fails comes back after six seconds of the machine. With five receives SQS would move it to the dead letters
 * within five minutes of a stage that is ten times as fast; on AWS that takes fifteen.
 */
const receives = { maxReceiveCount: '20' } as const;

/** An embedded stack of its own, which no other command of this machine finds. */
export async function startEmbedded(setup: Setup, signal: AbortSignal): Promise<DrillStage> {
  const { context, limits } = setup;
  const root = mkdtempSync(join(tmpdir(), 'spillway-drill-'));
  const sender = setup.hasSender && (await startSender(root));
  const configFile = sender?.configFile ?? setup.configFile ?? fixtureConfigFile;
  const clear = async () => {
    await sender?.stop();
    rmSync(root, { recursive: true, force: true });
  };
  const clockFactor = Math.min(setup.clockFactor ?? fastest, fastest);
  const stack = await startFixtureStack({
    ...{ configFile, clockFactor, signal, canJump: true },
    // Tickets have drills too.
    context: { ticketAlarms: 'true', ...comeBackSoon.context, ...receives, ...context },
    ...(limits === undefined ? {} : { limits }),
    alterTemplate(template) {
      comeBackSoon.alterTemplate(template);
      setup.alterTemplate?.(template);
    },
  }).catch(async (error: unknown) => {
    await clear();
    throw error;
  });
  sender?.meet(stack);
  const file = join(root, '.spillway', 'stack.json');
  writeStackFile({ ...describeStack(stack), configFile }, file);
  const stage = findStage(embeddedStage, root);
  const clients = createClients(stage);
  return {
    ...{ stage, clients, root, clockFactor, ...(sender && { sender }) },
    now: () => stack.clock.now(),
    jump: (seconds, interrupted) => stack.jump(seconds * 1000, interrupted),
    async publish(name, change) {
      const found = stack.functions.get(`spillway-${stage.name}-${name}`);
      if (found === undefined) throw new Error(`The stack has no function ${name}`);
      const { settings, observer } = found.versions.newest;
      await found.versions.publish({ ...settings, ...change }, observer);
    },
    async stop() {
      clients.destroy();
      await stack.stop();
      await clear();
    },
  };
}
