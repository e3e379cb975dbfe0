import { globSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AlarmText } from '../dashboards/alarms/alarm-definition.ts';
import { alarmSlug } from '../dashboards/alarms/alarm-slug.ts';
import { type AlarmId, alarms, degradedId } from '../dashboards/alarms/catalogue.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { readRunbookPage } from './runbook-page.ts';
import { unwrittenPages } from './unwritten-pages.ts';

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
  /^npx spillway status\b/,
  /^npx spillway dlq summary\b/,
  /^npx spillway dlq redrive --dry-run$/,
  /^npx spillway logs --function /,
  /^aws [a-z]+ (list|describe|get)-[a-z-]+ /,
];

const directory = new URL('./', import.meta.url);
const names = readdirSync(directory)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''));
const pages = names.map((name) => ({
  name,
  page: readRunbookPage(new URL(`${name}.md`, directory)),
}));

let stack: SynthesizedStack;

beforeAll(async () => {
  stack = await synthesizeStack({ context: { ticketAlarms: 'true' } });
}, 120_000);

describe('alarms and pages', () => {
  it('belong together, one page for each alarm and no page without one', () => {
    const slugs = [...Object.keys(alarms), degradedId].map(alarmSlug);
    expect(unwrittenPages.filter((name) => names.includes(name))).toEqual([]);
    expect([...names, ...unwrittenPages].toSorted()).toEqual(slugs.toSorted());
  });

  it('are deployed under the same name, each with a link to its page', () => {
    const types = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'];
    const deployed = types.flatMap((type) => stack.ofType(type));
    for (const name of names) {
      // There may be one for each source, with its name at the end.
      const ownName = new RegExp(`^spillway-dev-${name}(-|$)`);
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
  expect(quoted.filter(({ text }) => !written.includes(`'${text}'`))).toEqual([]);
});

describe.each(pages)('the page $name', ({ name, page }) => {
  it('says whose it is, how severe, and how fast the alarm sees it', () => {
    const definitions: Readonly<Record<AlarmId, AlarmText>> = alarms;
    const [, definition] = Object.entries(definitions).find(([id]) => alarmSlug(id) === name) ?? [];
    expect(page.frontMatter).toEqual({
      alarm: name,
      severity: definition?.severity,
      owner: expect.any(String),
      'time-to-detect': expect.stringMatching(/\d/),
    });
  });

  it('has every section, in order', () => {
    expect(page.sections).toEqual(sections);
  });

  it('asks for at most five looks in the first five minutes, each with what to expect', () => {
    const first = page.blocks.filter(({ section }) => section === 'First five minutes');
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThanOrEqual(5);
    expect(first.every(({ tag, commands }) => tag === 'run' && commands.length === 1)).toBe(true);
    const text = page.text.split('## First five minutes')[1]?.split('\n## ')[0] ?? '';
    expect(text.match(/Expected/g)).toHaveLength(first.length);
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
      .replaceAll('$SPILLWAY_STAGE', 'dev')
      .match(/(?<![\w/])(\/aws\/[a-z]+\/)?[sS]pillway-dev[\w-]*/g);
    expect(mentioned).not.toBeNull();
    for (const one of mentioned ?? []) expect([...deployed, 'Spillway-dev']).toContain(one);
  });
});

const nameProperties = ['FunctionName', 'QueueName', 'LogGroupName', 'AlarmName', 'TopicName'];

function namesIn(properties: Readonly<Record<string, unknown>>): readonly string[] {
  return nameProperties.flatMap((property) => {
    const value = properties[property];
    return typeof value === 'string' ? [value] : [];
  });
}
