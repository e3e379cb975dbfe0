import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, listen, readBody } from '../http/listen.ts';
import type { Refusal } from '../http/refusal.ts';
import { refuseSignatureAge } from '../http/signature-age.ts';
import { createGuard, type EnforceAccess, type Guard } from '../iam/guard.ts';
import { cloudFormationNeeds } from '../iam/needs/cloudformation.ts';
import { refuseForCloudFormation } from '../iam/refuse-access.ts';
import { actions } from './actions.ts';
import { CloudFormationFault } from './cloudformation-fault.ts';
import { StackHistory } from './stack-history.ts';
import { toXml } from './to-xml.ts';

export interface CloudFormation {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly history: StackHistory;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

const bodyLimitBytes = 1_048_576;
const version = '2010-05-15';
const xmlns = `xmlns="http://cloudformation.amazonaws.com/doc/${version}/"`;

/** What CloudFormation says of the one stack; it deploys nothing. In the query protocol, on 127.0.0.1. */
export async function startCloudFormation(): Promise<CloudFormation> {
  const history = new StackHistory();
  const guard = createGuard();
  const server = createServer((request, response) => {
    answer(request, history, guard).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(), // a request that broke off has nobody left to answer
    );
  });
  const port = await listen(server, 0);
  return {
    ...{ history, endpoint: `http://127.0.0.1:${port}`, enforceAccess: guard.enforce },
    stop: () => closeServer(server),
  };
}

async function answer(
  request: IncomingMessage,
  history: StackHistory,
  guard: Guard,
): Promise<Refusal> {
  const body = await readBody(request, bodyLimitBytes);
  const tooOld = refuseSignatureAge(request, Date.now());
  if (tooOld !== undefined) return tooOld;
  const { Action = '', Version, ...input } = Object.fromEntries(new URLSearchParams(String(body)));
  const refused = guard.check(request, (place) => cloudFormationNeeds(Action, input, place));
  if (refused !== undefined) return refuseForCloudFormation(refused);
  try {
    return xml(200, resultOf(Action, run(Action, input, history)));
  } catch (error) {
    return describe(error);
  }
}

function run(name: string, input: object, history: StackHistory): string {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action !== undefined) return toXml(action(input, history));
  const known = Object.keys(actions).join(', ');
  throw new CloudFormationFault(
    `The embedded stack knows of CloudFormation's API ${known}; not ${name}.`,
    'InvalidAction',
  );
}

function resultOf(name: string, result: string): string {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return `<${name}Response ${xmlns}><${name}Result>${result}</${name}Result>${metadata}</${name}Response>`;
}

function describe(error: unknown): Refusal {
  const { status, code, message } =
    error instanceof CloudFormationFault
      ? error
      : new CloudFormationFault(String(error), 'InternalFailure', 500);
  const fields = toXml({
    Type: status < 500 ? 'Sender' : 'Receiver',
    Code: code,
    Message: message,
  });
  return xml(status, `<ErrorResponse ${xmlns}><Error>${fields}</Error></ErrorResponse>`);
}

function xml(status: number, body: string): Refusal {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
