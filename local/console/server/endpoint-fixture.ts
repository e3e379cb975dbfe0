import { join } from 'node:path';
import { type CliFixture, startCliFixture } from '../../../cli/cli-fixture.ts';
import { createProgram } from '../../../cli/program.ts';
import { readStackFile, writeStackFile } from '../../../client/stack-file.ts';
import { embeddedStageOf } from '../../../client/stage/stage.ts';
import { type HttpReceiver, startHttpReceiver } from '../../../test/factories/http-receiver.ts';
import type { AlarmResource } from '../../aws/cloudwatch/alarms/alarm-definition.ts';
import type { Asked, ConsoleContext, Endpoint } from './endpoint.ts';
import { openContext } from './open-context.ts';

/** Real queues, tables, logs and secrets behind the endpoints of a console; no page and no functions. */
export interface EndpointFixture {
  readonly cli: CliFixture;
  readonly context: ConsoleContext;
  /** Stands for the API and for the sink. */
  readonly receiver: HttpReceiver;
  /** What an endpoint answers. */
  ask<T>(endpoint: Endpoint, asked?: AskedFor): Promise<T>;
  /** Writes a line of a function, of a source `github`. */
  log(
    name: 'ingestion' | 'processing',
    at: number,
    fields: Readonly<Record<string, unknown>>,
  ): void;
  stop(): Promise<void>;
}

interface AskedFor extends Partial<Pick<Asked, 'params' | 'body'>> {
  readonly query?: Readonly<Record<string, string>>;
}

const configFile = join(import.meta.dirname, '../../../test/fixtures/default.config.ts');

export async function startEndpointFixture(
  options: { readonly alarms?: readonly AlarmResource[] } = {},
): Promise<EndpointFixture> {
  const sources = { github: { sender: 'github' } };
  const cli = await startCliFixture({ hasTable: true, sources, ...options });
  const receiver = await startHttpReceiver();
  const file = join(cli.root, '.spillway', 'stack.json');
  const { url } = receiver;
  const stack = { ...readStackFile(file), endpoint: `${url}/dev`, sinkUrl: url, configFile };
  // Commands that run in the console read it there.
  writeStackFile(stack, file);
  const { context, close } = await openContext({
    ...{ root: cli.root, createProgram, mayWrite: true, now: Date.now },
    stage: () => embeddedStageOf(stack),
    lines: { same: () => 'npx spillway', other: (words) => `npx spillway ${words.join(' ')}` },
  });
  return {
    ...{ cli, context, receiver },
    ask: async <T>(endpoint: Endpoint, { params = {}, body, query }: AskedFor = {}) => {
      const asked = { params, body, query: new URLSearchParams(query), signal: context.signal };
      return (await endpoint.answer(asked, context)) as T;
    },
    log: (name, at, fields) =>
      cli.logs.log({
        ...{ logGroup: `/aws/lambda/spillway-dev-${name}`, logStream: 's', timestamp: at },
        message: JSON.stringify({ level: 'INFO', source: 'github', ...fields }),
      }),
    async stop() {
      await close();
      await receiver.stop();
      await cli.stop();
    },
  };
}
