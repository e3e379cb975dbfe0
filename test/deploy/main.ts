import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkForgery, checkPing } from './check-pipeline.ts';
import { createCdk } from './deploy-stack.ts';
import { installMinistack } from './install-ministack.ts';
import { tail } from './run-command.ts';
import { setSecrets } from './set-secrets.ts';
import { type Ministack, startMinistack } from './start-ministack.ts';
import { startSink } from './start-sink.ts';
import { storeBody } from './store-body.ts';

// `npm run test:deploy`: the real `cdk bootstrap` and `cdk deploy` into MiniStack, then a webhook through what they
// made; then `cdk destroy`, and the same deployment again. Exits 0 when it passed or had to be skipped, 1 when something is wrong.

const startedAt = Date.now();
const cleanups: (() => Promise<unknown>)[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
}

try {
  await testDeployment();
} catch (error) {
  say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

async function testDeployment(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'spillway-deploy-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  // What a machine's own AWS set-up says must not lead anywhere but to MiniStack.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')),
  );

  say('installing MiniStack with pip');
  const installation = await installMinistack(directory, environment);
  if (installation.kind === 'skipped') {
    say(`SKIPPED, nothing was tested: ${installation.reason}`);
    return;
  }
  say(`starting MiniStack ${installation.version}`);
  const ministack = await startMinistack(installation.python, directory, environment);
  cleanups.push(ministack.stop);
  try {
    await deployAndCheck(ministack, directory, environment);
  } catch (error) {
    say(`MiniStack's last lines:\n${tail(ministack.output())}`);
    throw error;
  }
}

async function deployAndCheck(
  ministack: Ministack,
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const secret = randomBytes(24).toString('base64');
  const destinationSecret = randomBytes(24).toString('base64');
  const sink = await startSink(destinationSecret);
  cleanups.push(sink.stop);
  const configFile = join(directory, 'spillway.config.mjs');
  await writeFile(configFile, `export default ${JSON.stringify(configuration(sink.url))};\n`);

  const cdk = createCdk(ministack, directory, environment);
  say('cdk bootstrap, and cdk synth beside it');
  await Promise.all([cdk.bootstrap(), cdk.synthesize(configFile)]);
  say('cdk deploy');
  const outputs = await cdk.deploy();
  await setSecrets(ministack, {
    'spillway/dev/sources/github': secret,
    'spillway/dev/destinations/sink': destinationSecret,
  });

  const deployment = { ministack, outputs, sink, secret };
  say('sending a signed ping');
  await checkPing(deployment);
  say('the ping was accepted, processed and delivered once; sending a forged one');
  await checkForgery(deployment);
  say('the forged ping got 401 and went no further; cdk destroy, with a body in the bucket');
  await storeBody(ministack);
  await cdk.destroy();
  say('cdk deploy once more, under the same names');
  await cdk.deploy();
  say('PASSED: nothing was left that took a name');
}

function configuration(sinkUrl: string) {
  return {
    sources: { github: { sender: 'github' } },
    // The sink is on this machine, which processing refuses by itself.
    destinations: { sink: { type: 'http', url: sinkUrl, allowPrivateAddress: true } },
    routes: [{ name: 'everything', match: {}, to: ['sink'] }],
  };
}

async function cleanUp(): Promise<void> {
  for (const clean of cleanups.splice(0).reverse()) await clean().catch(() => undefined);
}

function say(line: string): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds} s  ${line}\n`);
}
