import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../factories/eventually.ts';
import { copyCheckout } from './copy-checkout.ts';
import { type Edit, edits } from './edits.ts';
import { runIn } from './run-in.ts';
import { type RunningStack, startIn } from './start-in.ts';

/** What of the product's tests depended on the user's files once, the cheap ones everywhere. */
const productTests = ['infra/check', 'infra/delivery-rules', 'infra/read-settings'];
const moreTests = [
  'cli/command-line',
  'dashboards/dashboards',
  'infra/archive',
  'infra/github',
  'infra/permissions',
  'runbooks/fill-in-numbers',
  'runbooks/lint/lint-page',
  'runbooks/pages',
  'runbooks/runbooks',
];

it.concurrent.each(edits)(
  'with $title everything stays green, and a webhook of each source arrives',
  async (edit) => {
    const copy = await copyCheckout(edit);
    try {
      await check(copy, edit);
      const stack = await startIn(copy, edit.options);
      try {
        await sendAndSeeArrive(copy, edit, stack);
      } finally {
        await stack.stop();
      }
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  },
);

/** All of `npm run check`, or what of it an edit can break: of types, those of all that imports the user's files. */
async function check(copy: string, { isThorough = false }: Edit): Promise<void> {
  const files = ['spillway.config.ts', 'infra/settings.ts'];
  if (isThorough) {
    await runIn(copy, 'npm run check');
  } else {
    await runIn(copy, `biome check ${files.join(' ')}`);
    const types = {
      extends: './tsconfig.json',
      compilerOptions: { incremental: false },
      files: [...files, 'service/processing/handler.ts', 'kit/kit.ts'],
      include: ['service/**/*.d.ts'],
    };
    await writeFile(join(copy, 'tsconfig.edited.json'), JSON.stringify(types));
    await runIn(copy, 'tsc -p tsconfig.edited.json');
  }
  const tests = ['spillway.config.checks', ...productTests, ...(isThorough ? moreTests : [])];
  const some = isThorough ? '' : " -t '^(?!.*a stage prod)'";
  await runIn(copy, `vitest run --project unit ${tests.join(' ')}${some}`);
}

async function sendAndSeeArrive(copy: string, edit: Edit, stack: RunningStack): Promise<void> {
  for (const [source, destinations] of Object.entries(edit.arrives)) {
    await runIn(copy, `node cli/spillway.cjs send ${source} --wait 60s`);
    await eventually(`${destinations.join(', ')} got one of ${source}`, async () => {
      const arrived = await arrivalsAt(stack);
      return destinations.every((destination) =>
        arrived.some(
          (each) => each.destination === destination && (each.source ?? source) === source,
        ),
      );
    });
  }
  await eventually('it is said', () => stack.output().includes(edit.says ?? ''));
  expect(stack.output()).not.toContain('UnhandledPromiseRejection');
}

const arrival = z.object({ destination: z.string(), source: z.string().optional() });
const deliveriesPage = z.object({ deliveries: z.array(arrival) });
const messagesPage = z.object({ messages: z.array(arrival) });

/** Over HTTP, signed; and at destinations of other kinds, which don't say the source. */
async function arrivalsAt({ sinkUrl }: RunningStack) {
  const read = async (page: string) => (await fetch(`${sinkUrl}/${page}`)).json();
  const [deliveries, messages] = await Promise.all([read('deliveries'), read('messages')]);
  return [...deliveriesPage.parse(deliveries).deliveries, ...messagesPage.parse(messages).messages];
}
