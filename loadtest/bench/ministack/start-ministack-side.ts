import { randomBytes } from 'node:crypto';
import { areQueuesEmpty } from '../../../test/deploy/check-pipeline.ts';
import { createCdk } from '../../../test/deploy/deploy-stack.ts';
import { installMinistack } from '../../../test/deploy/install-ministack.ts';
import { setSecrets } from '../../../test/deploy/set-secrets.ts';
import { startMinistack } from '../../../test/deploy/start-ministack.ts';
import { startSink } from '../../../test/deploy/start-sink.ts';
import type { Side } from './side.ts';

interface Deployment {
  /** For the virtual environment, and all that is synthesized. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes the configuration of a destination that is at this URL. */
  readonly configure: (sinkUrl: string) => Promise<string>;
  readonly progress: (line: string) => void;
}

/**
 * Installs MiniStack, deploys the stage into it as `npm run test:deploy` does, and lets its destination answer.
 *
 * @throws Error that says what is missing, where it can't be installed
 */
export async function startMinistackSide(
  deployment: Deployment,
): Promise<Side & { readonly version: string }> {
  const { directory, env, configure, progress } = deployment;
  progress('Installing MiniStack with pip');
  const installation = await installMinistack(directory, env);
  if (installation.kind === 'skipped') {
    throw new Error(`MiniStack can't be measured: ${installation.reason}.`);
  }
  const ministack = await startMinistack(installation.python, directory, env);
  const destinationSecret = randomBytes(24).toString('base64');
  const sink = await startSink(destinationSecret);
  const stop = async () => {
    await ministack.stop();
    await sink.stop();
  };
  try {
    const cdk = createCdk(ministack, directory, env);
    const configFile = await configure(sink.url);
    progress('Bootstrapping it, synthesizing the stage');
    await Promise.all([cdk.bootstrap(), cdk.synthesize(configFile)]);
    progress('Deploying the stage into it');
    const outputs = await cdk.deploy();
    const secret = randomBytes(24).toString('base64');
    await setSecrets(ministack, {
      'spillway/dev/sources/github': secret,
      'spillway/dev/destinations/app': destinationSecret,
    });
    const { hostname, pathname } = new URL(outputs.Endpoint);
    const { port } = ministack;
    return {
      door: {
        ...{ port, secret, path: `${pathname}/webhooks/github` },
        host: `${hostname.split('.')[0]}.execute-api.localhost:${port}`,
      },
      isDrained: async () => (await areQueuesEmpty(ministack, outputs)) === true,
      ...{ stop, version: installation.version },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
