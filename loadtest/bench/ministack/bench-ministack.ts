import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, pollUntil } from '../../../client/poll-until.ts';
import { fixtureArguments } from '../../../test/factories/fixture-inputs.ts';
import { createRandom } from '../../../test/factories/random.ts';
import { createChildren } from '../../run/children.ts';
import { compare, type Round } from '../compare.ts';
import { readExamplePayloads } from '../payloads.ts';
import { closedLoop, type LoopFigures } from './closed-loop.ts';
import type { Side } from './side.ts';
import { startEmbedded } from './start-embedded.ts';
import { startMinistackSide } from './start-ministack-side.ts';

interface MinistackOptions {
  readonly rounds: number;
  readonly isQuick: boolean;
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: (line: string) => void;
}

const names = ['embedded', 'ministack'] as const;
type Name = (typeof names)[number];

export interface MinistackResult {
  /** MiniStack's. */
  readonly version: string;
  readonly connections: number;
  /** Of each loop. */
  readonly seconds: number;
  readonly rounds: readonly Round<Name, LoopFigures>[];
  /** How many times what MiniStack takes the embedded stack takes, round by round. */
  readonly ratio: { readonly median: number; readonly least: number; readonly greatest: number };
}

const connections = 24;
/** One that is not drained by then goes on beside the other's loop, which would not be measured alone. */
const drainSeconds = 120;

/**
 * What the embedded stack and MiniStack take of the same template from the same closed loop, in turn and in random order.
 *
 * @throws Error that says what is missing, where MiniStack can't be had
 */
export async function benchMinistack(options: MinistackOptions): Promise<MinistackResult> {
  const { directory, progress, isQuick, rounds } = options;
  // What a machine's own AWS set-up says must not lead anywhere but to the two.
  const env = Object.fromEntries(
    Object.entries(options.env).filter(([name]) => !name.startsWith('AWS_')),
  );
  const children = createChildren();
  const configFile = join(directory, 'spillway.config.mjs');
  const configure = async (url: string) => {
    await writeFile(configFile, `export default ${JSON.stringify(configurationFor(url))};\n`);
    return configFile;
  };
  const ministack = await startMinistackSide({ directory, env, configure, progress });
  try {
    progress('Starting the embedded stack with the same configuration');
    const inputs = ['--config', configFile, ...fixtureArguments.settings];
    const sides = { embedded: await startEmbedded(children, env, inputs), ministack };
    const seconds = isQuick ? 1 : 6;
    for (const name of names) await loop(sides[name], isQuick ? 1 : 8);
    const measured = await inTurn(sides, { seconds, rounds, progress });
    const { ratio, least, greatest } = compare(
      measured,
      'embedded',
      'ministack',
      ({ perSecond }) => perSecond,
    );
    const { version } = ministack;
    return {
      ...{ version, connections, seconds, rounds: measured },
      ratio: { median: ratio, least, greatest },
    };
  } finally {
    await children.stopAll();
    await ministack.stop();
  }
}

function configurationFor(url: string) {
  return {
    sources: { github: { sender: 'github' } },
    destinations: { app: { type: 'http', url, allowPrivateAddress: true } },
    routes: [{ name: 'everything', match: {}, to: ['app'] }],
  };
}

interface Turns {
  readonly seconds: number;
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

async function inTurn(sides: Readonly<Record<Name, Side>>, { seconds, rounds, progress }: Turns) {
  const random = createRandom(randomInt(2 ** 32));
  const measured: Round<Name, LoopFigures>[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`Round ${round} of ${rounds}`);
    const order = random.chance(0.5) ? names : names.toReversed();
    const figures = new Map<Name, LoopFigures>();
    for (const name of order) figures.set(name, await loop(sides[name], seconds));
    measured.push(Object.fromEntries(figures) as Record<Name, LoopFigures>);
  }
  return measured;
}

const payload = readExamplePayloads().find(({ type }) => type === 'push');

/** Waits afterwards until the side is at rest, so that the other one has the machine for itself. */
async function loop(side: Side, seconds: number): Promise<LoopFigures> {
  if (payload === undefined) throw new Error('There is no example of a push');
  const figures = await closedLoop(side.door, { connections, seconds, payload });
  const isOver = after(drainSeconds, () => performance.now() / 1000);
  const look = async () => (await side.isDrained()) || undefined;
  const isDrained = await pollUntil(look, { everyMilliseconds: 200, sleep, isOver });
  if (!isDrained) throw new Error(`A queue was not empty within ${drainSeconds} s`);
  return figures;
}
