import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedStack } from '../../../local/boot/embedded-stack.ts';
import type { SpillwayConfig } from '../../../service/webhook/configuration.ts';
import { type GitHub, startGitHub } from '../../../test/factories/github-delivery-log.ts';

/** Stands for a sender that keeps a log of what it delivered. */
export interface DrillSender {
  readonly github: GitHub;
  /** Of a stage whose source `github` has this sender's log. */
  readonly configFile: string;
  /** Is called once the stack runs: the webhook leads there, and the sender goes by its clock. */
  meet(stack: Pick<EmbeddedStack, 'clock' | 'endpoint' | 'sources'>): void;
  /** The webhook leads to where nobody listens. */
  disconnect(): void;
  /** It leads to the stack again. */
  connect(): void;
  /** From then on it takes no other one. */
  issueToken(): string;
  /** It takes no token any more. */
  revokeToken(): void;
  stop(): Promise<void>;
}

/** @param root where its configuration is written to */
export async function startSender(root: string): Promise<DrillSender> {
  let token: string | undefined;
  let now = () => Date.now();
  const [repository, hook] = ['your-organization/shop', 1];
  const github = await startGitHub({
    path: `/repos/${repository}/hooks/${hook}`,
    isAuthorized: (given) => given === token,
    clock: () => now(),
  });
  const deliveryLog = { kind: 'github', repository, hook, url: github.url } as const;
  const config = {
    sources: { github: { sender: 'github', deliveryLog } },
    destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
    routes: [{ name: 'everything', match: {}, to: ['app'] }],
  } satisfies SpillwayConfig;
  const configFile = join(root, 'spillway.config.ts');
  writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
  let here = github.hook;
  return {
    ...{ github, configFile, stop: () => github.stop() },
    meet({ clock, endpoint, sources }) {
      now = () => clock.now();
      here = { url: `${endpoint}/webhooks/github`, secret: sources.github?.secret ?? '' };
      github.hook = here;
    },
    disconnect() {
      github.hook = {};
    },
    connect() {
      github.hook = here;
    },
    issueToken() {
      token = `github_pat_${randomUUID().replaceAll('-', '')}`;
      return token;
    },
    revokeToken() {
      token = undefined;
    },
  };
}
