import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { alarmSlug } from '../dashboards/alarms/alarm-slug.ts';
import { alarms } from '../dashboards/alarms/catalogue.ts';
import { degradedId } from '../dashboards/alarms/siblings.ts';
import { type SynthesizedStack, synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { shortestSeconds } from './alarm-numbers.ts';
import { fillInNumbers } from './fill-in-numbers.ts';
import { checkCatalogue } from './lint/check-catalogue.ts';
import { checkLinks } from './lint/check-links.ts';
import { deployedNames } from './lint/check-names.ts';
import { describeFindings, lintPage } from './lint/lint-page.ts';
import { readPageNames } from './pages/read-page-names.ts';
import { readRunbookPage } from './pages/read-runbook-page.ts';

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
  it('belong together, one page for each alarm and no page without one, all in the index', () => {
    const slugs = [...Object.keys(alarms), degradedId].map(alarmSlug);
    const index = readFileSync(new URL('README.md', directory), 'utf8');
    expect(checkCatalogue(slugs, names, index)).toEqual([]);
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

it('the index has only links that lead somewhere', () => {
  const file = new URL('README.md', directory);
  const found = checkLinks(readFileSync(file, 'utf8'), file);
  expect(describeFindings('README', found)).toEqual([]);
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
  // The ends are written as `webhook ${kind}`; what follows them in a line is `…` on a page.
  const isWritten = (text: string) => {
    const [message = '', rest] = text.split(/(?=,? …)/);
    const end = rest === undefined ? "'" : '';
    return [`'${message}`, `kind: '${message.replace('webhook ', '')}`].some((one) =>
      written.includes(one + end),
    );
  };
  expect(quoted.filter(({ text }) => !isWritten(text))).toEqual([]);
});

describe.each(pages)('the page $name', ({ name, page }) => {
  it('has no mistake', async () => {
    const names = deployedNames(stack.resources, 'prod');
    expect(await lintPage(page, { stage: 'prod', names })).toEqual([]);
  });

  it('promises no faster sight than its alarm has', () => {
    const [, minutes] = /(\d+) minutes?/.exec(String(page.frontMatter['time-to-detect'])) ?? [];
    expect(60 * Number(minutes)).toBeGreaterThan(shortestSeconds(name, stack.resources));
  });

  it('has the numbers of prod as they are deployed: if this fails, run `npm run docs`', () => {
    expect(page.text).toBe(fillInNumbers(name, page.text, stack.resources));
  });
});
