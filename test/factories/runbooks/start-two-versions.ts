import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeStackFile } from '../../../client/stack-file.ts';
import type { Reload } from '../../../local/boot/reload/reload.ts';
import { describeStack } from '../../../local/describe-stack.ts';
import type { AwsClient } from '../../../runbooks/pages/aws-client.ts';
import { openEmbeddedShell } from '../../../runbooks/pages/open-embedded-shell.ts';
import type { Shell } from '../../../runbooks/pages/shell.ts';
import type { SpillwayConfig } from '../../../service/webhook/configuration.ts';
import { comeBackSoon } from '../come-back-soon.ts';
import { eventually } from '../eventually.ts';
import { startFixtureStack } from '../start-fixture-stack.ts';

/** Nobody answers there. */
const url = 'https://127.0.0.1:9/api/v3';
const deliveryLog = { kind: 'github', repository: 'your-organization/shop', hook: 1, url } as const;

const config = {
  sources: { github: { sender: 'github', expectEvery: '30 d', deliveryLog } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
} satisfies SpillwayConfig;

/** What a sender shows, and a key for a destination alike. */
const secret = `whsec_${Buffer.alloc(32, 'secret').toString('base64')}`;

const token = `ghp_${'0'.repeat(36)}`;

/** What was deployed second: another version of both functions. */
const edited = {
  ...config,
  sources: { github: { ...config.sources.github, ratePerSecond: 1_000 } },
  routes: [{ name: 'all', match: {}, to: ['app'] }],
} satisfies SpillwayConfig;

export interface StageOfPages {
  readonly shell: Shell;
  readonly client: AwsClient;
  readonly stop: () => Promise<void>;
}

/**
 * An embedded stack on which every command of the pages can run: all alarms, a second version of the functions to roll
 * back from, and a minute of its alarms in a second and a half.
 */
export async function startTwoVersions(): Promise<StageOfPages> {
  const root = mkdtempSync(join(tmpdir(), 'spillway-runbooks-'));
  const configFile = join(root, 'spillway.config.ts');
  const write = (text: SpillwayConfig) =>
    writeFileSync(configFile, `export default ${JSON.stringify(text)};\n`);
  write(config);
  const reloads: Reload[] = [];
  const stack = await startFixtureStack({
    ...{ ...comeBackSoon, configFile, clockFactor: 40 },
    context: { ...comeBackSoon.context, ticketAlarms: 'true' },
    onReload: (reload) => void reloads.push(reload),
  });
  writeStackFile({ ...describeStack(stack), configFile }, join(root, '.spillway', 'stack.json'));
  const opened = await openEmbeddedShell(stack, {
    ...{ root: join(import.meta.dirname, '../../..'), stackRoot: root },
    signal: new AbortController().signal,
    now: () => stack.clock.now(),
    // Nothing waits for its rate here.
    sleep: () => Promise.resolve(),
    readInput: async (prompt) => (/delivery log/.test(prompt) ? token : secret),
  });
  write(edited);
  const isDeployed = () => reloads.some(({ kind }) => kind !== 'began');
  await eventually('the second version is deployed', isDeployed, 120);
  return {
    ...opened,
    async stop() {
      await stack.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
