import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import { closeServer, listen, readBody } from '../http/listen.ts';
import { refuseSignatureAge } from '../http/signature-age.ts';
import { createGuard, type EnforceAccess, type Guard } from '../iam/guard.ts';
import { secretsManagerNeeds } from '../iam/needs/secrets-manager.ts';
import { jsonError } from '../iam/refuse-access.ts';
import { actions } from './actions.ts';
import { type SecretStore, SecretsFault } from './secret-store.ts';

/** A secret holds 64 KB at most; what surrounds it is small. */
const bodyLimitBytes = 262_144;

export interface SecretsManager {
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** Secrets Manager's API (AWS JSON 1.1) over a store, on 127.0.0.1. */
export async function startSecretsManager(
  store: SecretStore,
  port: number,
): Promise<SecretsManager> {
  const guard = createGuard();
  const server = createServer((request, response) => {
    if (store.isAway) {
      response.destroy();
      return;
    }
    const refusal = refuseSignatureAge(request, Date.now());
    if (refusal !== undefined) {
      response.writeHead(refusal.status, refusal.headers).end(refusal.body);
      return;
    }
    answer(store, request, guard).then(
      ({ status, body }) => send(response, status, body),
      (error: unknown) => send(response, 500, fault('InternalServiceError', String(error))),
    );
  });
  const actual = await listen(server, port);
  return {
    endpoint: `http://127.0.0.1:${actual}`,
    enforceAccess: guard.enforce,
    stop: () => closeServer(server),
  };
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

async function answer(store: SecretStore, request: IncomingMessage, guard: Guard): Promise<Answer> {
  const bytes = await readBody(request, bodyLimitBytes);
  const name = String(request.headers['x-amz-target']).replace('secretsmanager.', '');
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined || bytes === undefined) {
    return { status: 400, body: fault('UnknownOperationException', `Unknown operation ${name}.`) };
  }
  try {
    const input: unknown = JSON.parse(bytes.length === 0 ? '{}' : bytes.toString('utf8'));
    const refused = guard.check(request, () =>
      secretsManagerNeeds(name, input, (id) => arnOf(store, id)),
    );
    if (refused !== undefined) return { status: 400, body: jsonError(refused) };
    return { status: 200, body: action(store, input) };
  } catch (error) {
    return { status: 400, body: describe(error) };
  }
}

/** What is no secret stands for itself. */
function arnOf(store: SecretStore, id: string): string {
  try {
    return store.find(id).arn;
  } catch {
    return id;
  }
}

function describe(error: unknown): object {
  if (error instanceof SecretsFault) return fault(error.code, error.message);
  if (error instanceof ZodError) {
    const paths = error.issues.map((issue) => issue.path.join('.')).join(', ');
    return fault('InvalidParameterException', `Invalid parameters: ${paths}`);
  }
  return fault('SerializationException', 'The request is not JSON.');
}

function fault(code: string, message: string): object {
  return { __type: code, message };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}
