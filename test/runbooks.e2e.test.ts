import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlockOutcome, executeBlock, isAsExpected } from '../runbooks/pages/execute-block.ts';
import { executeRemark } from '../runbooks/pages/execute-remark.ts';
import type { ExpectationState } from '../runbooks/pages/expectation.ts';
import { readPageNames } from '../runbooks/pages/read-page-names.ts';
import { readRunbookPage } from '../runbooks/pages/read-runbook-page.ts';
import { eventually } from './factories/eventually.ts';
import { changes, drilled, type Look, troubles } from './factories/runbooks/changes.ts';
import { type StageOfPages, startTwoVersions } from './factories/runbooks/start-two-versions.ts';

const pages = readPageNames().map(readRunbookPage);
const blocks = pages.flatMap((page) => page.blocks.map((block) => ({ page, ...block })));
type PageBlock = (typeof blocks)[number];
/** What a drill injects takes minutes: `npm run drill` does that. */
const own = blocks.filter(({ section }) => section !== 'Drill');
const textOf = ({ commands }: PageBlock) => commands.join('\n');
/** By what they run: each of them runs once, whichever pages have it. */
const looks = Object.groupBy(
  own.filter(({ tag }) => tag === 'run'),
  textOf,
);
const dangers = Object.groupBy(
  own.filter(({ tag }) => tag === 'danger'),
  textOf,
);
const inOrder = changes.flatMap((change) =>
  Object.entries(dangers)
    .filter(([text]) => change.is.test(text))
    .map(([text, same = []]) => ({ text, same, change })),
);

let stage: StageOfPages;

beforeAll(async () => {
  stage = await startTwoVersions();
  // The audit runs every five minutes, and until then there are no books.
  await seen(['npx spillway audit', /is missing/]);
  await run('npx spillway send --count 3');
  await eventually('the stage is calm', isCalm, 120);
}, 240_000);

afterAll(() => stage?.stop());

const counted = `${own.length} of the pages’ ${blocks.length} blocks`;

describe(`of ${counted}, ${Object.keys(looks).length} commands look, and on a calm stage`, () => {
  it.each(Object.entries(looks))('%s prints what the pages say', async (text, same = []) => {
    if (isOfAws(text) && isWithoutClient()) return;
    expect(await surprises(same, 'calm')).toEqual([]);
  });
});

describe(`of ${counted}, ${Object.keys(dangers).length} commands change something, and`, () => {
  it('each of them is tried here, or by a drill', () => {
    const tried = inOrder.map(({ text }) => text);
    const untried = Object.keys(dangers).filter((text) => !tried.includes(text));
    expect(untried.filter((text) => !drilled.test(text))).toEqual([]);
  });

  it.each(inOrder)('$text does so, as the pages verify', tryChange, 120_000);
});

describe('in trouble, what the pages of its alarms look at first', () => {
  it.each(troubles)(
    'prints what they say: $pages',
    async ({ inject, pages: names, end }) => {
      if (isWithoutClient()) return;
      for (const command of inject) await run(command);
      for (const name of names) {
        await seen(['npx spillway status', new RegExp(`^ALARM +spillway-dev-${name} `, 'm')]);
      }
      const first = own.filter(
        ({ page, section }) => names.includes(page.name) && section === 'First five minutes',
      );
      const found: string[] = [];
      for (const same of Object.values(Object.groupBy(first, textOf))) {
        found.push(...(await surprises(same ?? [], 'trouble')));
      }
      expect(found).toEqual([]);
      await prepare(end);
    },
    120_000,
  );
});

async function tryChange({ text, same, change }: (typeof inOrder)[number]): Promise<void> {
  if (isOfAws(text) && isWithoutClient()) return;
  for (const [name, value] of Object.entries(change.values ?? {})) {
    stage.shell.values.set(name, value);
  }
  await prepare(change.prepare);
  expect(await surprises(same, 'either')).toEqual([]);
  await seen(change.effect);
  for (const block of distinctRemarks(same)) await verify(block);
  await prepare(change.restore);
}

/** What the pages say, and a command does not print: with page and line. */
async function surprises(
  same: readonly PageBlock[],
  state: ExpectationState,
): Promise<readonly string[]> {
  const expected = same.flatMap(({ page, expectations }) =>
    expectations
      .filter((one) => [state, 'either'].includes(one.state))
      .map((one) => ({ ...one, where: `runbooks/${page.name}.md:${one.line}` })),
  );
  const { commands = [] } = same[0] ?? {};
  const outcome = await executeBlock({ commands, expectations: expected }, stage.shell);
  const seen = outcome.commands.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('');
  const lacking = expected.flatMap(({ where }, index) => {
    const { missing = [] } = outcome.verdicts[index] ?? {};
    return missing.map((one) => `${where} ${one} is not in: ${seen}`);
  });
  const failed = isAsExpected({ ...outcome, verdicts: [] }, 'calm')
    ? []
    : same.map(({ page, line }) => `runbooks/${page.name}.md:${line} fails: ${seen}`);
  return [...failed, ...lacking];
}

/** The page's own way to see that a change did what it is for, and then how to take it back. */
async function verify({ page, line, verify: look, undo }: PageBlock): Promise<void> {
  let outcome: BlockOutcome | undefined;
  const isVerified = async () => {
    outcome = look && (await executeRemark(look, page, stage.shell));
    return outcome === undefined || isAsExpected(outcome, 'calm');
  };
  await eventually(`runbooks/${page.name}.md:${line}: ${look?.text}`, isVerified, 60).catch(
    (error: Error) => {
      throw new Error(`${error.message}, but: ${JSON.stringify(outcome?.commands)}`, {
        cause: error,
      });
    },
  );
  const undone = undo && (await executeRemark(undo, page, stage.shell));
  // Its sentence says more than what it prints.
  expect(undone === undefined || isAsExpected({ ...undone, verdicts: [] }, 'calm')).toBe(true);
}

function distinctRemarks(same: readonly PageBlock[]): readonly PageBlock[] {
  const byText = new Map(
    same.map((block) => [`${block.verify?.text} ${block.undo?.text} ${block.page.name}`, block]),
  );
  return [...byText.values()];
}

async function prepare(commands: readonly string[] = []): Promise<void> {
  const outcome = await executeBlock({ commands, expectations: [] }, stage.shell);
  expect(outcome.commands.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
}

function run(command: string) {
  return stage.shell.run(command);
}

async function seen([look, prints]: Look): Promise<void> {
  await eventually(`${look} prints ${prints}`, () => isPrinted(look, prints), 60);
}

async function isPrinted(command: string, prints: RegExp): Promise<boolean> {
  const { stdout, exitCode } = await run(command);
  return exitCode === 0 && prints.test(stdout);
}

async function isCalm(): Promise<boolean> {
  const { stdout } = await run('npx spillway status');
  const isQuiet = !/^(?:ALARM|INSUFFICIENT_DATA)/m.test(stdout);
  return isQuiet && (await isPrinted('npx spillway audit', /is missing/));
}

function isOfAws(text: string): boolean {
  return /\baws /.test(text);
}

function isWithoutClient(): boolean {
  return 'missing' in stage.client;
}
