import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Example, Examples } from '../example.ts';
import { githubHeaders } from './github.ts';

// The package's own types describe a module with a default export; it is a JSON file of 4 MB.
const published = z.array(
  z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }),
);

let examples: Examples | undefined;

/** GitHub's own examples, by type, or type and action where there is one: `issues.opened`. The first one of each. */
export function publishedByGithub(): Examples {
  examples ??= read();
  return examples;
}

function read(): Examples {
  const all = published.parse(createRequire(import.meta.url)('@octokit/webhooks-examples'));
  const named = all.flatMap(({ name: type, examples: bodies }) =>
    bodies.map((json): [string, Example] => [
      typeof json.action === 'string' ? `${type}.${json.action}` : type,
      { type, request: ({ uuid }) => ({ headers: githubHeaders(type, uuid), json }) },
    ]),
  );
  // The first of several with the same name is the one that stays.
  return Object.fromEntries(named.reverse().sort(([one], [other]) => compare(one, other)));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
