import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knownEventTypes } from './known-event-types.ts';
import { senders } from './senders.ts';

const packages = join(import.meta.dirname, '../../node_modules');
const read = (file: string) => readFileSync(join(packages, file), 'utf8');

function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start) + start.length;
  return text.slice(from, text.indexOf(end, from));
}

function found(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, type = '']) => type))];
}

const slackFiles = join(packages, '@slack/types/dist/events');

/** As the packages of the senders list them. */
const published: Readonly<Record<string, readonly string[]>> = {
  github: found(
    between(read('@octokit/webhooks-types/schema.d.ts'), 'interface EventPayloadMap {', '}'),
    /^\s+(\w+):/gm,
  ),
  stripe: found(read('stripe/esm/resources/Events.d.ts'), /^\s+type: '([^']+)'/gm),
  slack: readdirSync(slackFiles)
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) => found(read(`@slack/types/dist/events/${file}`), /^ {4}type: '([a-z_]+)'/gm)),
  paddle: found(
    between(
      read('@paddle/paddle-node-sdk/dist/types/notifications/helpers/types.d.ts'),
      'type IEventName = ',
      ';',
    ),
    /'([^']+)'/g,
  ),
};

it.each(Object.entries(published))('knows all that the package of %s lists', (sender, types) => {
  expect(types.length).toBeGreaterThan(50);
  expect(knownEventTypes(sender)?.types).toEqual(expect.arrayContaining([...types]));
});

it.each(Object.keys(senders))('knows types of %s once each, as routes see them', (sender) => {
  const { types = [] } = knownEventTypes(sender) ?? {};
  expect(new Set(types).size).toBe(types.length);
  expect(types.filter((type) => !/^[\x21-\x7e]{1,128}$/.test(type))).toEqual([]);
});

it.each(['standard-webhooks', 'svix', 'custom', 'constructor'])('knows none of %s', (sender) => {
  expect(knownEventTypes(sender)).toBeUndefined();
});
