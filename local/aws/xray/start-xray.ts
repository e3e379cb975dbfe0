import { createServer, type IncomingMessage } from 'node:http';
import { ZodError } from 'zod';
import { parseJson } from '../../../service/webhook/json-body.ts';
import { describeIssues } from '../http/describe-issues.ts';
import { closeServer, listen, readBody } from '../http/listen.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuseSignatureAge } from '../http/signature-age.ts';
import { createGuard, type EnforceAccess, type Guard } from '../iam/guard.ts';
import { xrayNeeds } from '../iam/needs/xray.ts';
import { refuseForRest } from '../iam/refuse-access.ts';
import { blindObserver, type Observer } from '../observer.ts';
import { batchGetTraces, batchGetTracesInput } from './batch-get-traces.ts';
import { startXrayDaemon, type XrayDaemon } from './daemon.ts';
import { segmentOf } from './segment-of.ts';

/** As an observer it adds the segments of AWS's own: of the gateway and of Lambda. */
export interface Xray extends XrayDaemon, Observer {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
}

const bodyLimitBytes = 65_536;

/** The daemon, and the one action of X-Ray's API that reads what it has received. */
export async function startXray(): Promise<Xray> {
  const daemon = await startXrayDaemon();
  const guard = createGuard();
  const server = createServer((request, response) => {
    answer(request, daemon, guard).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(), // a request that broke off has nobody left to answer
    );
  });
  const port = await listen(server, 0);
  return Object.assign(daemon, {
    ...blindObserver,
    record(event) {
      const segment = segmentOf(event);
      if (segment !== undefined) daemon.add(segment);
    },
    endpoint: `http://127.0.0.1:${port}`,
    enforceAccess: guard.enforce,
    stop: stopBoth(daemon.stop, () => closeServer(server)),
  } satisfies Partial<Xray>);
}

function stopBoth(...stops: readonly (() => Promise<void>)[]) {
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function answer(
  request: IncomingMessage,
  daemon: XrayDaemon,
  guard: Guard,
): Promise<Refusal> {
  const body = await readBody(request, bodyLimitBytes);
  const tooOld = refuseSignatureAge(request, Date.now());
  if (tooOld !== undefined) return tooOld;
  const called = `${request.method} ${request.url}`;
  if (called !== 'POST /Traces') {
    return refuse(
      404,
      'UnknownOperationException',
      `Only POST /Traces is known here, not ${called}.`,
    );
  }
  const refused = guard.check(request, () => xrayNeeds('BatchGetTraces'));
  if (refused !== undefined) return refuseForRest(refused);
  try {
    const input = batchGetTracesInput.parse(body && parseJson(body));
    return json(200, batchGetTraces(daemon, input));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    return refuse(400, 'InvalidRequestException', describeIssues(error));
  }
}

function refuse(status: number, type: string, Message: string): Refusal {
  const { headers, body } = json(status, { Message });
  return { status, headers: { ...headers, 'x-amzn-errortype': type }, body };
}

function json(status: number, value: object): Refusal {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
