import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type FaultName, isFaultName } from '../../client/faults/catalogue.ts';
import type { FaultsAnswer } from '../../client/faults/fault.ts';
import { closeServer, listen, readBody } from '../aws/http/listen.ts';
import type { Faults } from './faults.ts';
import { FaultOrderError } from './read-order.ts';

export interface FaultControl {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  stop(): Promise<void>;
}

const bodyLimitBytes = 10_000;

/**
 * Where another process, `npx spillway fault` above all, switches faults: `GET /` tells which are on,
 * `PUT /<name>` with a FaultOrder in JSON switches one on, `DELETE /<name>` off, `DELETE /` all of them.
 */
export async function startFaultControl(faults: Faults, port: number): Promise<FaultControl> {
  const server = createServer(async (request, response) => {
    try {
      send(response, 200, await obey(faults, request));
    } catch (error) {
      const status = error instanceof FaultOrderError ? 400 : 500;
      send(response, status, { error: error instanceof Error ? error.message : String(error) });
    }
  });
  const actual = await listen(server, port);
  return { url: `http://127.0.0.1:${actual}`, stop: () => closeServer(server) };
}

async function obey(faults: Faults, request: IncomingMessage): Promise<FaultsAnswer> {
  const name = decodeURIComponent(request.url?.slice(1) ?? '');
  const methods: Readonly<Record<string, () => Promise<FaultsAnswer>>> = {
    GET: async () => ({ on: faults.current() }),
    PUT: async () => {
      await faults.on(known(name), await readJson(request));
      return { on: faults.current() };
    },
    DELETE: async () => {
      const off = await faults.off(name === '' ? undefined : known(name));
      return { on: faults.current(), off };
    },
  };
  const method = methods[request.method ?? ''];
  if (method === undefined) throw new FaultOrderError('GET, PUT or DELETE');
  return method();
}

function known(name: string): FaultName {
  if (isFaultName(name)) return name;
  throw new FaultOrderError(`There is no fault ${JSON.stringify(name)}.`);
}

async function readJson(request: IncomingMessage): Promise<object> {
  const body = await readBody(request, bodyLimitBytes);
  try {
    return JSON.parse(body?.toString('utf8') || '{}');
  } catch (cause) {
    throw new FaultOrderError('The body is not JSON.', { cause });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
