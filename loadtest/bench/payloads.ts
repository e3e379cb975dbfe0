import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { z } from 'zod';

/** One webhook body as a sender would send it. */
export interface Payload {
  /** The event type, as GitHub names it in `X-GitHub-Event`. */
  readonly type: string;
  /** The exact bytes. It must be a Buffer, because Artillery would render `{{ }}` inside a string. */
  readonly body: Buffer;
  /** Hash of the body in lower-case hex, to compare with what arrives. */
  readonly sha256: string;
}

// The package's own types describe a module with a default export; it is a JSON file.
const definitions = z.array(z.object({ name: z.string(), examples: z.array(z.unknown()) }));

export function createPayload(type: string, body: Buffer): Payload {
  return { type, body, sha256: createHash('sha256').update(body).digest('hex') };
}

/** All of GitHub's own example payloads (those of github.com), in the order of the package that publishes them. */
export function readExamplePayloads(): readonly Payload[] {
  const published: unknown = createRequire(import.meta.url)('@octokit/webhooks-examples');
  return definitions
    .parse(published)
    .flatMap(({ name, examples }) =>
      examples.map((example) => createPayload(name, Buffer.from(JSON.stringify(example)))),
    );
}
