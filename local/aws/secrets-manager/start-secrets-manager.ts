import { createServer } from 'node:http';
import { ZodError } from 'zod';
import type { Fault } from '../../../client/faults/fault.ts';
import { secretsTrouble } from '../../faults/secrets-faults.ts';
import { waitWhenSlow } from '../../faults/wait-when-slow.ts';
import { describeIssues } from '../http/describe-issues.ts';
import { serveJson } from '../http/json-service.ts';
import { closeServer, listen } from '../http/listen.ts';
import { jsonRefusal, type Refusal } from '../http/refusal.ts';
import { createGuard, type EnforceAccess } from '../iam/guard.ts';
import { secretsManagerNeeds } from '../iam/needs/secrets-manager.ts';
import { refuseForJson } from '../iam/refuse-access.ts';
import { meterCalls } from '../metering/meter-calls.ts';
import { blindObserver, type Observer } from '../observer.ts';
import { secretActions } from './actions.ts';
import { type SecretStore, SecretsFault } from './secret-store.ts';

/** A secret holds 64 KB at most; what surrounds it is small. */
const bodyLimitBytes = 262_144;
const version = '1.1';

export interface SecretsManager {
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** Secrets Manager's API over a store, on 127.0.0.1. */
export async function startSecretsManager(
  store: SecretStore,
  port: number,
  {
    faults = () => [],
    observer = blindObserver,
  }: { readonly faults?: () => readonly Fault[]; readonly observer?: Observer } = {},
): Promise<SecretsManager> {
  const guard = createGuard();
  const serve = serveJson({
    ...{ version, bodyLimitBytes, guard, describe, refuse: refuseForJson },
    actions: meterCalls(secretActions(store), 'secretCall', observer),
    needs: (action, input) => secretsManagerNeeds(action, input, (id) => arnOf(store, id)),
    takeTime: () => waitWhenSlow(faults(), 'secrets-slow'),
    trouble: () => (store.isAway ? 'cut' : secretsTrouble(faults())),
  });
  const server = createServer(serve);
  const actual = await listen(server, port);
  return {
    endpoint: `http://127.0.0.1:${actual}`,
    enforceAccess: guard.enforce,
    stop: () => closeServer(server),
  };
}

/** What is no secret stands for itself. */
function arnOf(store: SecretStore, id: string): string {
  try {
    return store.find(id).arn;
  } catch {
    return id;
  }
}

function describe(error: unknown): Refusal {
  if (error instanceof SecretsFault) {
    return jsonRefusal(400, error.code, error.message, { version });
  }
  if (error instanceof ZodError) {
    const message = `Invalid parameters: ${describeIssues(error)}`;
    return jsonRefusal(400, 'InvalidParameterException', message, { version });
  }
  return jsonRefusal(500, 'InternalServiceError', String(error), { version });
}
