import { existsSync, globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../cli/report-failure.ts';
import { exitCodes } from '../client/terminal/exit-codes.ts';
import type { AlarmText } from '../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../dashboards/alarms/alarm-slug.ts';
import { type AlarmId, alarms, degradedId } from '../dashboards/alarms/catalogue.ts';
import { runSpillway } from '../test/factories/run-spillway.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { shortestSeconds } from './alarm-numbers.ts';
import { fillInNumbers } from './fill-in-numbers.ts';
import { readPageNames } from './pages/read-page-names.ts';
import { readRunbookPage } from './pages/read-runbook-page.ts';

const sections = [
  'Meaning',
  'Impact',
  'Severity',
  'First five minutes',
  'Diagnosis',
  'Recent changes',
  'Mitigation',
  'Tuning',
  'Escalation',
  'Drill',
  'After',
];

/** What only looks. A command that is not here must stand in a block tagged `danger`. */
const readOnly = [
  /^export SPILLWAY_STAGE=/,
  /^eval "\$\(npx spillway env\)"$/,
  /^npx spillway (audit|trace)\b(?! write-off)/,
  /^npx spillway status\b/,
  /^npx spillway dlq (summary|list)\b/,
  /^npx spillway dlq redrive --dry-run$/,
  /^npx spillway secrets list$/,
  /^npx spillway logs --function /,
  /^aws [a-z]+ (list|describe|get|filter)-[a-z-]+ /,
];

const directory = new URL('./', import.meta.url);
const names = readPageNames();
const pages = names.map((name) => ({
  name,
  page: readRunbookPage(name),
}));

let stack: SynthesizedStack;

beforeAll(async () => {
  stack = await synthesizeStack({ stage: 'prod' });
}, 120_000);

describe('alarms and pages', () => {
  it('belong together, one page for each alarm and no page without one', () => {
    const slugs = [...Object.keys(alarms), degradedId].map(alarmSlug);
    expect(names.toSorted()).toEqual(slugs.toSorted());
  });

  it('are deployed under the same name, each with a link to its page', () => {
    const types = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];
    const deployed = types.flatMap((type) => stack.ofType(type));
    for (const name of names) {
      // There may be one for each source, with its name at the end.
      const ownName = new RegExp(`^spillway-prod-${name}(-|$)`);
      const own = deployed.filter(({ properties }) => ownName.test(properties.AlarmName));
      expect(own.map(({ properties }) => properties.AlarmDescription)).toContainEqual(
        expect.stringContaining(`/blob/main/runbooks/${name}.md `),
      );
    }
  });

  it('are linked from the dashboards', () => {
    const dashboards = JSON.stringify(stack.someOfType('AWS::CloudWatch::Dashboard'));
    for (const name of names) expect(dashboards).toContain(`/blob/main/runbooks/${name}.md)`);
  });
});

describe('a page’s links', () => {
  const files = [...names.map((name) => `${name}.md`), 'README.md'];

  it.each(files)('of %s lead somewhere', (file) => {
    const text = readFileSync(new URL(file, directory), 'utf8');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !isAlive(link, file))).toEqual([]);
  });

  it('lead to each page, from the index by symptom', () => {
    const index = readFileSync(new URL('README.md', directory), 'utf8');
    expect(names.filter((name) => !index.includes(`](${name}.md)`))).toEqual([]);
  });
});

it('quote only what the functions log', () => {
  const sources = globSync('../service/**/*.ts', { cwd: directory }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const written = sources.map((file) => readFileSync(new URL(file, directory), 'utf8')).join('\n');
  const quoted = pages.flatMap(({ name, page }) =>
    [...page.text.matchAll(/`((?:webhook|delivery)\s[^`]+)`/g)].map(([, text = '']) => ({
      name,
      text: text.replace(/\s+/g, ' '),
    })),
  );
  expect(quoted.length).toBeGreaterThan(0);
  // The ends are written as `webhook ${kind}`.
  const isWritten = (text: string) =>
    written.includes(`'${text}'`) || written.includes(`kind: '${text.replace('webhook ', '')}'`);
  expect(quoted.filter(({ text }) => !isWritten(text))).toEqual([]);
});

describe.each(pages)('the page $name', ({ name, page }) => {
  it('has only commands that the command line takes', async () => {
    const lines = page.blocks
      .flatMap(({ commands }) => commands)
      .flatMap((command) => [...command.matchAll(/npx spillway ([^;|)]+)/g)])
      .map(([, line = '']) => line);
    const misused = await Promise.all(lines.map(isMisused));
    expect(lines.filter((_, index) => misused[index])).toEqual([]);
  });

  it('says whose it is, how severe, and how fast the alarm sees it', () => {
    const definitions: Readonly<Record<AlarmId, AlarmText>> = alarms;
    const [, definition] = Object.entries(definitions).find(([id]) => alarmSlug(id) === name) ?? [];
    expect(page.frontMatter).toEqual({
      alarm: name,
      // One tells nobody: it sums up others.
      severity: definition?.severity ?? 'none',
      owner: expect.any(String),
      'time-to-detect': expect.stringMatching(/\d/),
    });
  });

  it('promises no faster sight than its alarm has', () => {
    const [, minutes] = /(\d+) minutes?/.exec(String(page.frontMatter['time-to-detect'])) ?? [];
    expect(60 * Number(minutes)).toBeGreaterThan(shortestSeconds(name, stack.resources));
  });

  it('has the numbers of prod as they are deployed: if this fails, run `npm run docs`', () => {
    expect(page.text).toBe(fillInNumbers(name, page.text, stack.resources));
  });

  it('is read in two minutes', () => {
    expect(page.text.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('has every section, in order', () => {
    expect(page.sections.map(({ title }) => title)).toEqual(sections);
  });

  it('asks for at most five looks in the first five minutes, each with what to expect', () => {
    const first = page.blocks.filter(({ section }) => section === 'First five minutes');
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThanOrEqual(5);
    expect(first.every(({ tag, commands }) => tag === 'run' && commands.length === 1)).toBe(true);
    expect(first.filter(({ expectations }) => expectations.length === 0)).toEqual([]);
  });

  it('tags each block, and never a command that changes something as harmless', () => {
    for (const { tag, commands } of page.blocks) {
      expect(['run', 'danger']).toContain(tag);
      const harmless = commands.every((command) => readOnly.some((one) => one.test(command)));
      expect({ commands, harmless }).toEqual({ commands, harmless: tag === 'run' });
    }
  });

  it('names only what is deployed', () => {
    const deployed = new Set(stack.resources.flatMap(({ properties }) => namesIn(properties)));
    const mentioned = page.text
      .replaceAll('$SPILLWAY_STAGE', 'prod')
      .match(/(?<![\w/])(\/aws\/[a-z]+\/)?[sS]pillway-prod[\w-]*/g);
    expect(mentioned).not.toBeNull();
    for (const one of mentioned ?? []) expect([...deployed, 'Spillway-prod']).toContain(one);
  });
});

/** Wrong usage is seen before a stage is looked for, and there is none at this root: nothing is done. */
async function isMisused(line: string): Promise<boolean> {
  const filled = line.replaceAll(/<[^>]+>/g, '3f1c2f60c1d1');
  const words = [...filled.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  try {
    await runSpillway(words, { root: '/nowhere', defaultStage: 'local' });
    return false;
  } catch (error) {
    return failureOf(error, false)?.exitCode === exitCodes.usage;
  }
}

const nameProperties = [
  'Name',
  'FunctionName',
  'QueueName',
  'LogGroupName',
  'AlarmName',
  'TopicName',
];

function namesIn(properties: Readonly<Record<string, unknown>>): readonly string[] {
  return nameProperties.flatMap((property) => {
    const value = properties[property];
    return typeof value === 'string' ? [value] : [];
  });
}

function isAlive(link: string, from: string): boolean {
  if (link.startsWith('https://')) return true;
  const [path = '', anchor] = link.split('#');
  const target = new URL(path === '' ? from : path, directory);
  if (!existsSync(target)) return false;
  if (anchor === undefined) return true;
  const headings = readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].some(([, title = '']) => anchorOf(title) === anchor);
}

/** As GitHub makes it. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}
